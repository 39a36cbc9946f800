package io.halo.shell;

import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A manager with two servers and two groups, which accepts every command; what becomes of it, the
/// test says.
final class FakeCluster implements AutoCloseable {
    private static final Path DOCUMENTS = Path.of("src/test/resources/status").toAbsolutePath();

    private final FakeManager manager;
    private final String status;
    private volatile String operation = operation("running", "");

    FakeCluster(Path directory) throws IOException {
        status = Files.readString(DOCUMENTS.resolve("failed-over.json"));
        manager = new FakeManager(directory.resolve("s"), this::answer);
    }

    /// @param step what is done for it now; empty if that has not begun
    static String operation(String state, String step) {
        String steps =
                step.isEmpty()
                        ? ""
                        : "{\"time\":\"2026-04-28T12:00:01Z\",\"text\":\"" + step + "\"}";
        return "{\"id\":\"1-7\",\"kind\":\"failback\",\"target\":\"fence_mds01\",\"state\":\""
                + state
                + "\",\"actor\":\"root\",\"changed\":true,\"started\":\"2026-04-28T12:00:00Z\","
                + "\"ended\":\"2026-04-28T12:00:04.2Z\",\"steps\":["
                + steps
                + "]}";
    }

    /// From now on.
    void operates(String state, String step) {
        operation = operation(state, step);
    }

    /// Those that change something.
    List<String> commands() {
        return manager.requests().stream().filter(request -> !request.startsWith("GET ")).toList();
    }

    private void answer(SocketChannel client) throws IOException {
        String request = manager.requests().getLast();
        FakeManager.Answer answer;
        if (request.startsWith("GET /status ")) {
            answer = FakeManager.json(200, status);
        } else if (request.startsWith("GET /operations/")) {
            answer = FakeManager.json(200, operation);
        } else if (request.startsWith("GET ")) {
            answer = FakeManager.json(200, "[" + operation + "]");
        } else if (request.contains("/failback ") || request.contains("/fence ")) {
            answer = FakeManager.json(202, operation);
        } else {
            answer = FakeManager.json(200, "{}");
        }
        answer.give(client);
    }

    @Override
    public void close() throws IOException {
        manager.close();
    }
}
