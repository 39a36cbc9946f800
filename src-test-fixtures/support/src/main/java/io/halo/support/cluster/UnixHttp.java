package io.halo.support.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// One HTTP exchange over a unix socket, with a deadline for all of it. HTTP/1.0, so that the
/// answer ends with the connection and never comes in chunks.
final class UnixHttp {
    private final Path socket;
    private final Duration deadline;

    UnixHttp(Path socket, Duration deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    record Answer(int status, String body) {
        Json json() {
            return body.isBlank() ? new Json.Absent() : Json.parse(body);
        }
    }

    Answer send(String method, String path, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method
                        + " "
                        + path
                        + " HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n"
                        + (content.length == 0 ? "" : "Content-Type: application/json\r\n")
                        + "Content-Length: "
                        + content.length
                        + "\r\n\r\n";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            long end = System.nanoTime() + deadline.toNanos();
            write(channel, selector, ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)), end);
            write(channel, selector, ByteBuffer.wrap(content), end);
            key.interestOps(SelectionKey.OP_READ);
            return answer(readAll(channel, selector, end));
        }
    }

    private void write(SocketChannel channel, Selector selector, ByteBuffer bytes, long end)
            throws IOException {
        while (bytes.hasRemaining()) {
            awaitReady(selector, end);
            channel.write(bytes);
        }
    }

    private String readAll(SocketChannel channel, Selector selector, long end) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(16 * 1024);
        while (true) {
            awaitReady(selector, end);
            int count = channel.read(part);
            if (count < 0) {
                return all.toString(StandardCharsets.UTF_8);
            }
            all.write(part.array(), 0, count);
            part.clear();
        }
    }

    private void awaitReady(Selector selector, long end) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        selector.selectedKeys().clear();
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException(
                    "no answer from " + socket + " within " + deadline.toMillis() + " ms");
        }
    }

    private Answer answer(String text) throws IOException {
        int bodyStart = text.indexOf("\r\n\r\n");
        String[] first = text.split(" ", 3);
        if (bodyStart < 0 || first.length < 3) {
            throw new IOException("no HTTP answer from " + socket);
        }
        return new Answer(Integer.parseInt(first[1]), text.substring(bodyStart + 4));
    }
}
