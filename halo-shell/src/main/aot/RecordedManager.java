import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Answers every request on a unix socket with one recorded document. Run by the build from its source, while it trains
/// the console's AOT caches; no part of any program.
class RecordedManager {
    public static void main(String[] args) throws IOException {
        byte[] body = Files.readAllBytes(Path.of(args[1]));
        byte[] head = ("HTTP/1.1 200\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(args[0]));
            while (true) {
                try (SocketChannel client = server.accept()) {
                    client.read(ByteBuffer.allocate(16 * 1024));
                    ByteBuffer answer = ByteBuffer.allocate(head.length + body.length);
                    answer.put(head).put(body).flip();
                    while (answer.hasRemaining()) {
                        client.write(answer);
                    }
                } catch (IOException gone) {
                    System.err.println("a client went away: " + gone);
                }
            }
        }
    }
}
