package io.halo.agent.ocf;

/// What a script can be asked to do.
public enum Op {
    START("start"),
    STOP("stop"),
    MONITOR("monitor"),
    META_DATA("meta-data"),
    VALIDATE_ALL("validate-all");

    private final String word;

    Op(String word) {
        this.word = word;
    }

    /// Its name as the script's argument.
    public String word() {
        return word;
    }

    /// Whether it may change what runs where.
    public boolean changes() {
        return this == START || this == STOP;
    }

    /// Whether what it prints on stdout is its answer.
    boolean speaks() {
        return this == META_DATA || this == VALIDATE_ALL;
    }
}
