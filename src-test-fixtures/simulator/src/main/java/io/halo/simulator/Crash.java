package io.halo.simulator;

/// The manager's process ends here, in the middle of what it does.
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("killed", null, false, false);
    }
}
