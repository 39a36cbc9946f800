package io.halo.support.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The manager of a cluster, and the ways to talk to it.
public final class Manager {
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);
    private static final Duration COMMAND_DEADLINE = Duration.ofMinutes(2);

    private final ProjectFiles files;
    private final Network network;
    private final Path directory;
    private final UnixHttp quick;
    private final UnixHttp patient;
    private final Map<String, String> environment = new TreeMap<>();
    private @Nullable Program running;

    Manager(ProjectFiles files, Network network, Path directory) {
        this.files = files;
        this.network = network;
        this.directory = directory;
        this.quick = new UnixHttp(socket(), Duration.ofSeconds(10));
        this.patient = new UnixHttp(socket(), COMMAND_DEADLINE);
        // The guard finds the manager, and the fence programs it starts, by this.
        environment.put("HALO_TEST_DIRECTORY", directory.toString());
    }

    /// Variables for it and for the console, from the next start on.
    public void set(Map<String, String> variables) {
        environment.putAll(variables);
    }

    /// Starts it and waits until it answers.
    public void start(ManagerOptions options) {
        Program program = launch(options);
        Await.until(
                "the manager answers; log: " + log(),
                START_DEADLINE,
                () -> !program.alive() || tryStatus().isPresent());
        if (!program.alive()) {
            throw new IllegalStateException("the manager ended:\n" + program.log());
        }
    }

    /// Starts it and waits for nothing.
    public Program launch(ManagerOptions options) {
        if (alive()) {
            throw new IllegalStateException("the manager is running");
        }
        Program program = Program.start(command(options), environment, log());
        running = program;
        return program;
    }

    public List<String> command(ManagerOptions options) {
        List<String> command = new ArrayList<>(network.onManager());
        command.add(files.launcher("halo-manager").toString());
        command.addAll(options.arguments(config(), socket(), state()));
        return command;
    }

    public void kill() {
        program().kill();
    }

    public int terminate() {
        return program().terminate(STOP_DEADLINE);
    }

    public boolean alive() {
        return running != null && running.alive();
    }

    public Program program() {
        if (running == null) {
            throw new IllegalStateException("the manager was never started");
        }
        return running;
    }

    public Status status() {
        return tryStatus()
                .orElseThrow(() ->
                        new IllegalStateException("no answer from the manager; log: " + log()));
    }

    public Optional<Status> tryStatus() {
        try {
            UnixHttp.Answer answer = quick.send("GET", "/status", "");
            return answer.status() == 200
                    ? Optional.of(new Status(answer.json()))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Any page as it is, for those who want to know how long it takes and how large it is.
    public Page page(String path) {
        return tryPage(path)
                .orElseThrow(() ->
                        new IllegalStateException("no answer to " + path + "; log: " + log()));
    }

    /// The same; empty if nobody answers.
    public Optional<Page> tryPage(String path) {
        long start = System.nanoTime();
        try {
            UnixHttp.Answer answer = patient.send("GET", path, "");
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return Optional.of(new Page(answer.status(), answer.body(), took));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Any request, with what it was answered.
    public Reply send(String method, String path, String body) {
        try {
            UnixHttp.Answer answer = patient.send(method, path, body);
            return new Reply(answer.status(), answer.json());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " failed; log: " + log(), e);
        }
    }

    /// A command that waits for its operation to end.
    public Reply post(String path) {
        return send("POST", path + "?wait=60s", "{}");
    }

    /// The console with one command, as an operator types it.
    public CommandResult halo(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(files.launcher("halo").toString());
        command.addAll(List.of("--socket", socket().toString(), "--config", config().toString()));
        command.addAll(List.of(arguments));
        return Shell.run(command, environment, COMMAND_DEADLINE);
    }

    /// Runs a manager to its end beside whatever else runs, for options that make it end by itself.
    public CommandResult runToEnd(ManagerOptions options) {
        return Shell.run(command(options), environment, COMMAND_DEADLINE);
    }

    public Path config() {
        return directory.resolve("halo.conf");
    }

    public Path socket() {
        return directory.resolve("halo.socket");
    }

    public Path state() {
        return directory.resolve("halo.state");
    }

    public boolean hasState() {
        return Files.exists(state());
    }

    public Path log() {
        return directory.resolve("logs/manager.log");
    }

    /// @param status of HTTP
    public record Reply(int status, Json body) {}

    /// @param status of HTTP
    public record Page(int status, String body, Duration took) {}
}
