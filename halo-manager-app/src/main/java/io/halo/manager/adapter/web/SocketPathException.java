package io.halo.manager.adapter.web;

import org.jspecify.annotations.Nullable;

/// The unix socket cannot be made. The message is one sentence for the operator.
public final class SocketPathException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SocketPathException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
