package io.halo.manager.adapter.store;

import org.jspecify.annotations.Nullable;

/// The state file cannot be used. The message is one sentence for the operator: which file, what is
/// wrong, what to do.
public final class StateStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateStoreException(String message) {
        super(message);
    }

    public StateStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
