package io.halo.agent;

import java.io.Serial;

/// The program was called wrongly. Its message is one line for whoever typed it.
final class UsageException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
