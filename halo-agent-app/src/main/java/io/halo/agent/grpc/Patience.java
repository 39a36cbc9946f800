package io.halo.agent.grpc;

import java.time.Duration;

/// How long clients may take (C5).
///
/// @param firstByte from connecting to the first byte
/// @param handshake from connecting to the end of the handshakes, that of HTTP/2 included: a client
///   that sends a byte now and then gets no further
/// @param request from the beginning of a call to the end of its request
/// @param idle how long a client may have no call open
/// @param ping after so long without a byte a client is asked whether it is still there
/// @param pong how long it may take to answer that
public record Patience(
        Duration firstByte,
        Duration handshake,
        Duration request,
        Duration idle,
        Duration ping,
        Duration pong) {
    /// A manager speaks at once, and a heartbeat comes every second or so: who says nothing for
    /// longer is none, or is gone without a word.
    public static final Patience USUAL =
            new Patience(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(20));
}
