package io.halo.process;

import java.util.Optional;

/// One line of `/proc/PID/stat`, as far as it matters here.
record ProcEntry(long pid, char state, long parent, long group, long session, long startTime) {
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int START_TIME = 19;

    /// The name in the second field may hold anything, blanks and brackets too: fields count from
    /// the last bracket.
    static Optional<ProcEntry> parse(String stat) {
        int nameStart = stat.indexOf(" (");
        int nameEnd = stat.lastIndexOf(") ");
        if (nameStart < 1 || nameEnd < nameStart) {
            return Optional.empty();
        }
        String[] fields = stat.substring(nameEnd + 2).strip().split(" ");
        if (fields.length <= START_TIME || fields[STATE].isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ProcEntry(
                            Long.parseLong(stat.substring(0, nameStart)),
                            fields[STATE].charAt(0),
                            Long.parseLong(fields[PARENT]),
                            Long.parseLong(fields[GROUP]),
                            Long.parseLong(fields[SESSION]),
                            Long.parseLong(fields[START_TIME])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Z: dead and not yet reaped by its parent; X: on its way out. Neither runs any more.
    boolean isDead() {
        return state == 'Z' || state == 'X';
    }
}
