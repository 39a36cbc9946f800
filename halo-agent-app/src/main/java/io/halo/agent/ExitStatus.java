package io.halo.agent;

/// What the program's exit status tells. systemd starts an agent again unless it is
/// [#CONFIGURATION].
enum ExitStatus {
    DONE(0),
    /// May work in a while: no address yet, port in use.
    FAILED(1),
    USAGE(2),
    /// Somebody must mend something.
    CONFIGURATION(64);

    private final int number;

    ExitStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
