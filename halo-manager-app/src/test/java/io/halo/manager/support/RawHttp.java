package io.halo.manager.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Sends bytes as they are and reads what comes until the other side closes.
public record RawHttp(SocketAddress address) {
    public record Answer(int status, Map<String, String> headers, String body) {
        public String type() {
            return headers.getOrDefault("content-type", "");
        }
    }

    public static RawHttp unix(Path path) {
        return new RawHttp(UnixDomainSocketAddress.of(path));
    }

    public static RawHttp tcp(int port) {
        return new RawHttp(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public Answer get(String target) throws IOException {
        return request("GET " + target, "", "");
    }

    /// @param first method and target
    /// @param headers each ended by CRLF
    public Answer request(String first, String headers, String body) throws IOException {
        return raw(
                first
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + headers
                        + "\r\n"
                        + body);
    }

    public Answer raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Of what is refused before all of it was read: the connection is closed then, which loses the
    /// answer now and then, so it is asked again.
    public Answer refused(String text) throws IOException {
        for (int tries = 0; tries < 20; tries++) {
            try {
                return raw(text);
            } catch (SocketException _) {
                // Another try.
            }
        }
        return raw(text);
    }

    public Answer raw(byte[] bytes) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            var in = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            while (channel.read(buffer) >= 0) {
                in.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return parse(in.toByteArray());
        }
    }

    private static Answer parse(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        String[] lines = all.substring(0, end).split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        String body = all.substring(end + 4);
        String whole = "chunked".equals(headers.get("transfer-encoding")) ? dechunked(body) : body;
        return new Answer(
                Integer.parseInt(lines[0].split(" ", -1)[1]),
                headers,
                new String(whole.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String dechunked(String body) {
        var whole = new StringBuilder();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line), 16);
            if (size == 0) {
                return whole.toString();
            }
            whole.append(body, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }
}
