package io.halo.agent.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that are none (C5).
class ConnectionTest {
    private OcfScripts scripts;
    private LocalAgent agent;
    private Client client;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path directory) {
        scripts = new OcfScripts(directory);
        agent = new LocalAgent(scripts);
        client = new Client(agent.port());
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        client.close();
        agent.close();
    }

    @Test
    void those_that_say_nothing_make_room() throws IOException {
        for (int i = 0; i < 2 * Gate.CONNECTIONS_MAX; i++) {
            connect();
        }
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 7").getEnded().getExitStatus())
                .isEqualTo(7);
        try (var another = new Client(agent.port())) {
            assertThat(another.state()).isEqualTo(client.state());
        }
        // The first had to go for the last, long before they had been silent for too long.
        sockets.getFirst().setSoTimeout(5_000);
        assertThat(endOf(sockets.getFirst())).isTrue();
    }

    @Test
    void who_says_nothing_for_long_is_closed() throws IOException {
        assertThat(endOf(connect())).isTrue();
    }

    @Test
    void garbage_ends_only_the_connection_it_comes_from() throws IOException {
        for (String garbage :
                List.of("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\0\1\2".repeat(5_000), "\n")) {
            var socket = connect();
            socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            if (garbage.length() > 1) {
                assertThat(endOf(socket)).isTrue();
            }
            assertThat(client.execute(Op.OP_MONITOR, "r", "exit 7").hasEnded()).isTrue();
        }
    }

    @Test
    void a_message_that_is_too_large_is_refused() {
        var operation = client.operation(Op.OP_MONITOR, "r", "exit 0");
        for (int i = 0; i < 100; i++) {
            operation.addParameters(
                    Parameter.newBuilder().setName("p" + i).setValue("x".repeat(50_000)));
        }
        var failure =
                catchThrowableOfType(StatusRuntimeException.class, () -> client.execute(operation));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 7").hasEnded()).isTrue();
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), agent.port()), 30_000);
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        return socket;
    }

    /// Whether the agent closes this connection.
    private static boolean endOf(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // What it says before that does not matter.
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
