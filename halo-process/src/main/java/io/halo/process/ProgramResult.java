package io.halo.process;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// How a run ended.
public sealed interface ProgramResult permits ProgramResult.Ended, ProgramResult.TimedOut, NotRun {

    /// The program's own process ended by itself. Others of its tree may live on: a daemon that a
    /// start script leaves behind is legitimate and is not touched. `tree.members()` lists them.
    ///
    /// @param exitStatus as a shell has it: 128 + n after signal n
    record Ended(int exitStatus, ProgramOutput output, Duration duration, ProcessTree tree)
            implements ProgramResult {
        private static final int SIGNAL_BASE = 128;
        private static final int LAST_CLASSIC_SIGNAL = 31;

        /// The signal that ended the program, as far as the exit status tells: a script that
        /// *exits* with 143, most often because a child of its was killed, looks the same.
        /// Real-time signals are left out: 190 and 191 are OCF codes.
        public OptionalInt signal() {
            int number = exitStatus - SIGNAL_BASE;
            return number >= 1 && number <= LAST_CLASSIC_SIGNAL
                    ? OptionalInt.of(number)
                    : OptionalInt.empty();
        }
    }

    /// The time was up. The whole tree got TERM, then KILL.
    ///
    /// @param stuck who was still there [TreeEnding#KILL_WAIT] after KILL, most often in an
    ///   uninterruptible sleep on a dead disk or server; empty: all gone. Ask `tree.isGone()` later
    record TimedOut(
            ProgramOutput output, Duration duration, ProcessTree tree, List<ProcessIdentity> stuck)
            implements ProgramResult {
        public TimedOut {
            stuck = List.copyOf(stuck);
        }

        public boolean isStuck() {
            return !stuck.isEmpty();
        }
    }
}
