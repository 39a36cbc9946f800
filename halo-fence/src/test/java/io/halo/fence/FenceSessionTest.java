package io.halo.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.process.ProcessIdentity;
import io.halo.process.ProcessTree;
import io.halo.process.ProgramOutput;
import io.halo.process.ProgramResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Programs that cannot be killed: no script can play that, so results are played instead.
class FenceSessionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ProcessIdentity LEADER = new ProcessIdentity(4711, 1, "boot");
    private static final ProcessTree TREE = new ProcessTree("t", LEADER);
    private static final ProgramOutput SILENT = new ProgramOutput("", false, "", false);
    private static final ProgramResult STUCK =
            new ProgramResult.TimedOut(SILENT, Duration.ofSeconds(56), TREE, List.of(LEADER));

    @Test
    void a_stuck_off_is_abandoned_and_the_device_left_alone() {
        var calls = new Played(Duration.ofSeconds(56), STUCK);
        var abandoned = (FenceAttempt.Abandoned) session(calls).change(FenceAction.OFF);
        assertThat(abandoned.program()).isEqualTo(TREE);
        assertThat(abandoned.reason()).isEqualTo("off cannot be killed after 56 s");
        assertThat(calls.made).containsExactly("off within PT45S");
    }

    @Test
    void a_stuck_status_after_the_off_is_abandoned_and_not_asked_again() {
        var calls = new Played(Duration.ofSeconds(1), ended(0, ""), STUCK);
        var abandoned = (FenceAttempt.Abandoned) session(calls).change(FenceAction.OFF);
        assertThat(abandoned.reason())
                .isEqualTo("off: exit 0, then status cannot be killed after 56 s");
        assertThat(calls.made).containsExactly("off within PT45S", "status within PT59S");
    }

    @Test
    void a_stuck_status_alone_is_abandoned() {
        var calls = new Played(Duration.ZERO, STUCK);
        assertThat(session(calls).status()).isInstanceOf(PowerStatus.Abandoned.class);
        assertThat(calls.made).containsExactly("status within PT1M");
    }

    @Test
    void after_a_killing_that_took_long_the_status_is_still_asked() {
        var killed = new ProgramResult.TimedOut(SILENT, Duration.ofSeconds(50), TREE, List.of());
        var calls = new Played(Duration.ofSeconds(50), killed, ended(2, "Status: OFF"));
        assertThat(session(calls).change(FenceAction.OFF))
                .isInstanceOf(FenceAttempt.Confirmed.class);
        assertThat(calls.made).containsExactly("off within PT45S", "status within PT15S");
    }

    private static FenceSession session(Played calls) {
        return new FenceSession(calls, FenceTiming.NORMAL, TIMEOUT);
    }

    private static ProgramResult ended(int status, String stdout) {
        return new ProgramResult.Ended(
                status, new ProgramOutput(stdout, false, "", false), Duration.ZERO, TREE);
    }

    /// Answers with what it was given. The first call takes `elapsed`, all others no time.
    private static final class Played implements FenceSession.Calls {
        private final Duration elapsed;
        private final ArrayDeque<ProgramResult> results;
        final List<String> made = new ArrayList<>();

        Played(Duration elapsed, ProgramResult... results) {
            this.elapsed = elapsed;
            this.results = new ArrayDeque<>(List.of(results));
        }

        @Override
        public ProgramResult make(FenceAction action, Duration timeout) {
            made.add(action.word() + " within " + timeout);
            return results.removeFirst();
        }

        @Override
        public FenceReport report() {
            return new FenceReport(List.of(), elapsed());
        }

        @Override
        public Duration elapsed() {
            return made.isEmpty() ? Duration.ZERO : elapsed;
        }
    }
}
