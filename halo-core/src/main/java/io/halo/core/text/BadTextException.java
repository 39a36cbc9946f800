package io.halo.core.text;

/// A text is not what it should be; the message says where and why.
public final class BadTextException extends Exception {
    private static final long serialVersionUID = 1;

    BadTextException(String message) {
        super(message);
    }
}
