package io.halo.agent.operation;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// What was remembered is there and cannot be understood. Its message is for the operator.
public final class StateDamagedException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    StateDamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
