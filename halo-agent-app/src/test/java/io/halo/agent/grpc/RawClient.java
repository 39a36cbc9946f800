package io.halo.agent.grpc;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A client that does with a connection what no gRPC client would: HTTP/2 by hand, or anything
/// else.
public final class RawClient implements AutoCloseable {
    public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    static final int RESET = 3;
    static final int GO_AWAY = 7;

    /// Error codes of HTTP/2.
    static final int REFUSED_STREAM = 7;

    static final int ENHANCE_YOUR_CALM = 11;

    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;

    private final Socket socket = new Socket();

    /// @param payload a character for each byte
    record Frame(int type, int flags, int stream, String payload) {
        /// Of a RESET, or a GO_AWAY, which tells its last stream before.
        int code() {
            return payload.charAt(type == GO_AWAY ? 2 * Integer.BYTES - 1 : Integer.BYTES - 1);
        }
    }

    public RawClient(int port) throws IOException {
        int patience = (int) OcfScripts.LONG.toMillis();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
        socket.setSoTimeout(patience);
    }

    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /// Speaks HTTP/2 from now on.
    public void greet() throws IOException {
        send(PREFACE);
        write(new Frame(SETTINGS, 0, 0, ""));
    }

    /// All at once: whoever writes to a connection that the other side has closed may not read any
    /// more why it has.
    void ping(int times) throws IOException {
        write(Collections.nCopies(times, new Frame(PING, 0, 0, "halohalo")));
    }

    /// Reads to the end, and answers when it is asked whether it is there, as any client does.
    void leaveWhenTold() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        try {
            while (true) {
                var frame = frame(in);
                if (frame.type() == PING && frame.flags() != ACK) {
                    write(new Frame(PING, ACK, 0, frame.payload()));
                }
            }
        } catch (EOFException e) {
            // It was told by having been closed.
        }
    }

    /// Begins a heartbeat, and never says whose it is.
    void beginCall(int stream) throws IOException {
        beginCall(stream, "trailers");
    }

    /// @param te the value of the last header
    void beginCall(int stream, String te) throws IOException {
        var fields = new ByteArrayOutputStream();
        fields.write(0x83); // :method POST
        fields.write(0x86); // :scheme http
        field(fields, 0x04, "/halo.agent.v1.Agent/Heartbeat"); // :path
        field(fields, 0x01, "localhost"); // :authority
        field(fields, 0, "content-type", "application/grpc");
        field(fields, 0, "te", te);
        write(
                new Frame(
                        HEADERS,
                        END_HEADERS,
                        stream,
                        fields.toString(StandardCharsets.ISO_8859_1)));
    }

    /// Waits for the agent to close this connection, whatever it says before.
    ///
    /// @return whether it does
    boolean isClosed() {
        try {
            while (socket.getInputStream().read() >= 0) {
                // What it says before that does not matter.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// Sends a byte at a time, `pause` apart, until the agent closes the connection.
    ///
    /// @return how many it took
    int dribble(String text, int pause) throws IOException {
        socket.setSoTimeout(pause);
        for (int sent = 0; sent < text.length(); sent++) {
            try {
                send(text.substring(sent, sent + 1));
                while (socket.getInputStream().read() >= 0) {
                    // Its own greeting.
                }
                return sent + 1;
            } catch (SocketTimeoutException e) {
                // Still open.
            } catch (IOException e) {
                return sent + 1;
            }
        }
        return text.length();
    }

    /// The next frame of this type; empty if the connection ends before.
    Optional<Frame> next(int type) throws IOException {
        try {
            while (true) {
                var frame = frame(new DataInputStream(socket.getInputStream()));
                if (frame.type() == type) {
                    return Optional.of(frame);
                }
            }
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static Frame frame(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() << Short.SIZE | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, new String(payload, StandardCharsets.ISO_8859_1));
    }

    private void write(Frame frame) throws IOException {
        write(List.of(frame));
    }

    private void write(List<Frame> frames) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        for (Frame frame : frames) {
            out.writeByte(frame.payload().length() >> Short.SIZE);
            out.writeShort(frame.payload().length());
            out.writeByte(frame.type());
            out.writeByte(frame.flags());
            out.writeInt(frame.stream());
            out.writeBytes(frame.payload());
        }
        bytes.writeTo(socket.getOutputStream());
        socket.getOutputStream().flush();
    }

    /// @param name index of a known name, or 0: the first text is the name
    private static void field(ByteArrayOutputStream fields, int name, String... texts) {
        fields.write(name);
        for (String text : texts) {
            length(fields, text.length());
            fields.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// An integer of HPACK with seven bits in the first byte.
    private static void length(ByteArrayOutputStream fields, int length) {
        if (length < 0x7f) {
            fields.write(length);
            return;
        }
        fields.write(0x7f);
        int rest = length - 0x7f;
        for (; rest > 0x7f; rest >>= 7) {
            fields.write(rest & 0x7f | 0x80);
        }
        fields.write(rest);
    }
}
