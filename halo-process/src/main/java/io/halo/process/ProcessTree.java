package io.halo.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// All processes of one run, found again through `/proc`, also by another process of ours after a
/// restart.
///
/// A process belongs to the tree when the environment it was started with has the run's token, or
/// when it carries no token and is in the leader's session or process group, or is the child of one
/// that belongs. What escapes is a process that threw away its environment, made a session of its
/// own *and* lost its parent before anybody looked.
///
/// Every call reads all of `/proc` (a few milliseconds): not for tight loops.
///
/// @param token what the run was marked with
/// @param leader the process that was started
public record ProcessTree(String token, ProcessIdentity leader) {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    public ProcessTree {
        if (!isToken(token)) {
            throw new IllegalArgumentException("a token is printable ASCII without blanks");
        }
    }

    /// The processes marked with this token, for who noted the token but not yet the leader.
    public static List<ProcessIdentity> marked(String token) {
        return new TreeMembers(ProcTable.SYSTEM, token, null).find();
    }

    /// Who of the tree still runs, in the order of their pids. Empty on another boot than the
    /// leader's.
    public List<ProcessIdentity> members() {
        return membersIn(ProcTable.SYSTEM);
    }

    /// Nobody of the tree runs any more.
    public boolean isGone() {
        return members().isEmpty();
    }

    public boolean isLeaderAlive() {
        return leader.isAlive();
    }

    /// Ends the tree: TERM, after `grace` KILL, again and again until nobody is left, at most for
    /// [TreeEnding#KILL_WAIT] after the grace. Blocks as long.
    ///
    /// @return who could not be ended; empty: all are gone
    public List<ProcessIdentity> end(Duration grace) {
        return new TreeEnding(ProcTable.SYSTEM, this, TreeEnding.KILL_WAIT).end(grace);
    }

    /// One line for a note or a record: `TOKEN PID START_TIME BOOT_ID`.
    public String text() {
        return token + " " + leader.pid() + " " + leader.startTime() + " " + leader.bootId();
    }

    /// Reads what [#text()] wrote; empty if it did not write this.
    public static Optional<ProcessTree> parse(String text) {
        String[] words = text.strip().split(" ");
        if (words.length != 4 || !isToken(words[0])) {
            return Optional.empty();
        }
        try {
            var leader =
                    new ProcessIdentity(
                            Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]);
            return Optional.of(new ProcessTree(words[0], leader));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    List<ProcessIdentity> membersIn(ProcTable table) {
        return leader.bootId().equals(table.bootId())
                ? new TreeMembers(table, token, leader).find()
                : List.of();
    }
}
