package io.halo.shell.command;

/// How the program ends; contract of every script that calls it.
public enum ExitStatus {
    DONE(0),
    FAILED(1),
    USAGE(2),
    BAD_CONFIGURATION(64),
    /// The codes of a Nagios check, for `status --exit-code`.
    CHECK_WARNING(1),
    CHECK_CRITICAL(2),
    CHECK_UNKNOWN(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
