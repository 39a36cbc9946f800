package io.halo.shell.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Listens on a unix socket and answers as a test wants it; a connection at a time, each with one
/// request.
public final class FakeManager implements AutoCloseable {
    /// What happens after the request was read. The connection is closed when it returns.
    @FunctionalInterface
    public interface Answer {
        void give(SocketChannel client) throws IOException;
    }

    private final Path socket;
    private final ServerSocketChannel server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer;

    public FakeManager(Path socket, Answer answer) throws IOException {
        this.socket = socket;
        this.answer = answer;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::serve);
    }

    public static Answer json(int status, String body) {
        return raw(
                "HTTP/1.1 "
                        + status
                        + " \r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length
                        + "\r\n\r\n"
                        + body);
    }

    public static Answer raw(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer raw(byte[] bytes) {
        return client -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
        };
    }

    /// Says nothing until the other side gives up.
    public static Answer silence() {
        return client -> {
            ByteBuffer buffer = ByteBuffer.allocate(1);
            while (client.read(buffer.clear()) >= 0) {
                // what it sends is of no interest
            }
        };
    }

    public void answer(Answer next) {
        answer = next;
    }

    /// Request lines so far.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public Path socket() {
        return socket;
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                requests.add(request(client));
                answer.give(client);
            } catch (IOException gone) {
                // the client went away, or the test is over
            }
        }
    }

    private static String request(SocketChannel client) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (text.indexOf("\r\n\r\n") < 0 && client.read(buffer.clear()) > 0) {
            text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
