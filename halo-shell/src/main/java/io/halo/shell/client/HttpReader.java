package io.halo.shell.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Reads one HTTP/1.1 response: status line, headers, and a body of known length, in chunks, or up
/// to the end.
final class HttpReader {
    private static final int BUFFER_BYTES = 16 * 1024;

    /// More header lines than a servlet container sends are not a manager's; nor is a longer line
    /// before a chunk.
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /// The status of 1 000 hosts and 8 000 resources is about 10 MiB.
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private int headerBytes;
    private boolean begun;

    HttpReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    HttpResponse read() throws IOException {
        int status = status(line());
        Map<String, String> headers = headers();
        while (status >= 100 && status < 200) { // 100 Continue and the like come before the answer
            status = status(line());
            headers = headers();
        }
        return new HttpResponse(status, body(status, headers));
    }

    private static int status(String line) throws ProtocolException {
        int blank = line.indexOf(' ');
        if (line.startsWith("HTTP/1.") && blank > 0 && line.length() >= blank + 4) {
            try {
                return Integer.parseInt(line, blank + 1, blank + 4, 10);
            } catch (NumberFormatException malformed) {
                throw new ProtocolException("its status line is malformed");
            }
        }
        throw new ProtocolException("what listens there does not speak HTTP");
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String coding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
        String length = headers.get("content-length");
        if (status == 204 || status == 304) {
            return body.toByteArray();
        }
        if (coding.equals("chunked")) {
            copyChunks(body);
        } else if (!coding.isEmpty()) {
            throw new ProtocolException("its answer is coded in a way that was not asked for");
        } else if (length != null) {
            copy(size(length, 10), body);
        } else {
            copyToEnd(body);
        }
        return body.toByteArray();
    }

    private void copyChunks(ByteArrayOutputStream body) throws IOException {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            copy(size, body);
            if (!line().isEmpty()) {
                throw new ProtocolException("a chunk of the answer is longer than it says");
            }
        }
        headers(); // the trailer
    }

    private int chunkSize() throws IOException {
        headerBytes = 0; // a long body has many chunks, and their sizes are no headers
        String line = line();
        int extension = line.indexOf(';');
        return size((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    /// Digits only: `parseInt` alone would also take a sign.
    private static int size(String digits, int radix) throws ProtocolException {
        long size = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), radix) : -1;
            if (value < 0) {
                throw new ProtocolException("malformed length in the answer");
            }
            size = size * radix + value;
            if (size > MAX_BODY_BYTES) {
                throw tooLong();
            }
        }
        if (digits.isEmpty()) {
            throw new ProtocolException("malformed length in the answer");
        }
        return (int) size;
    }

    private void copy(int count, ByteArrayOutputStream body) throws IOException {
        if (body.size() + count > MAX_BODY_BYTES) {
            throw tooLong();
        }
        int left = count;
        while (left > 0) {
            if (!fill()) {
                throw new EOFException("the answer ended early");
            }
            left -= drain(Math.min(left, buffer.remaining()), body);
        }
    }

    private void copyToEnd(ByteArrayOutputStream body) throws IOException {
        while (fill()) {
            drain(buffer.remaining(), body);
            if (body.size() > MAX_BODY_BYTES) {
                throw tooLong();
            }
        }
    }

    private int drain(int count, ByteArrayOutputStream body) {
        body.write(buffer.array(), buffer.position(), count);
        buffer.position(buffer.position() + count);
        return count;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (!fill()) {
                throw new EOFException(
                        begun ? "the answer ended early" : "the connection was closed");
            }
            begun = true;
            byte next = buffer.get();
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(next);
            if (++headerBytes > MAX_HEADER_BYTES) {
                throw new ProtocolException("the answer's headers are too long");
            }
        }
    }

    /// True if there is at least one byte to take.
    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count > 0;
    }

    private static ProtocolException tooLong() {
        return new ProtocolException(
                "the answer is longer than " + MAX_BODY_BYTES / 1024 / 1024 + " MiB");
    }
}
