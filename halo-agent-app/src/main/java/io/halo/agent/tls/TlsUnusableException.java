package io.halo.agent.tls;

import java.io.IOException;
import java.nio.file.Path;

/// A file of TLS that cannot be used; the message names it and says why, in one line.
public final class TlsUnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    TlsUnusableException(Path file, String why, Throwable cause) {
        super(file + ": " + why, cause);
    }

    TlsUnusableException(Path file, String why) {
        super(file + ": " + why);
    }
}
