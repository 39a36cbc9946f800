package io.halo.manager.adapter.web;

/// The request makes no sense; the message says why.
final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
