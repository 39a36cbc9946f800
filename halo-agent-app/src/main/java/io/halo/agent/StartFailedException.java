package io.halo.agent;

import java.io.Serial;

/// The agent cannot start. Its message is one line for the operator.
final class StartFailedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final ExitStatus status;

    StartFailedException(ExitStatus status, String message) {
        super(message);
        this.status = status;
    }

    ExitStatus status() {
        return status;
    }
}
