package io.halo.shell.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// One HTTP/1.1 request over a unix socket, on a connection of its own.
final class UnixHttp {
    private UnixHttp() {}

    /// Blocks until the answer is complete or the deadline closes the connection, whichever is
    /// first; a closed connection surfaces as `ClosedChannelException`.
    static HttpResponse exchange(
            Path socket, String method, String target, String body, Duration deadline)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Deadline _ = Deadline.closing(channel, deadline)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request = request(method, target, body);
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return new HttpReader(channel).read();
        }
    }

    private static ByteBuffer request(String method, String target, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Accept: application/json, application/problem+json, text/plain;q=0.9\r\n"
                        + (content.length > 0 ? "Content-Type: application/json\r\n" : "")
                        + (content.length > 0 || !method.equals("GET")
                                ? "Content-Length: " + content.length + "\r\n"
                                : "")
                        + "\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(headBytes.length + content.length)
                .put(headBytes)
                .put(content)
                .flip();
    }
}
