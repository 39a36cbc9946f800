package io.halo.shell.client;

import java.nio.charset.StandardCharsets;

@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record HttpResponse(int status, byte[] body) {
    /// Malformed UTF-8 becomes U+FFFD: scripts print what they like.
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
