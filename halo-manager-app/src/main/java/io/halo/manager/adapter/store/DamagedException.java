package io.halo.manager.adapter.store;

import org.jspecify.annotations.Nullable;

/// A row is not what was written.
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }

    DamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
