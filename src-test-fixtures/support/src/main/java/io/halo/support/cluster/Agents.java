package io.halo.support.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The agents of a cluster, one process for each host.
public final class Agents {
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

    /// A server is no child of the program that powers it on, which takes all of its own along: it
    /// ends only once the agent has a session and an environment of its own.
    private static final String POWER_SWITCH =
            """
            #!/bin/sh
            ready=$0.$$
            setsid env -i PATH="$PATH" ${JAVA_HOME:+"JAVA_HOME=$JAVA_HOME"} \\
              ${HALO_JAVA_HOME:+"HALO_JAVA_HOME=$HALO_JAVA_HOME"} \\
            """;

    private final ProjectFiles files;
    private final ClusterPlan plan;
    private final Network network;
    private final Path directory;
    private final Map<String, Program> running = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, Map<String, String>> own = new TreeMap<>();
    private final Map<String, Map<String, String>> secured = new TreeMap<>();

    Agents(ProjectFiles files, ClusterPlan plan, Network network, Path directory) {
        this.files = files;
        this.plan = plan;
        this.network = network;
        this.directory = directory;
        environment.put("OCF_ROOT", files.ocfRoot().toString());
        environment.put("HALO_TEST_DIRECTORY", directory.toString());
        environment.put("HALO_TEST_LOG", directory.resolve("test_log").toString());
        environment.put("HALO_TEST_TIMES", "1");
    }

    /// A variable of the agents that are started from now on.
    public void set(String variable, String value) {
        environment.put(variable, value);
    }

    /// The same for one host's agent only.
    public void set(String host, String variable, String value) {
        own.computeIfAbsent(host, _ -> new TreeMap<>()).put(variable, value);
    }

    /// From now on a host's agent is started with `--mtls` and these files, under variables of its
    /// environment.
    public void secure(String host, Map<String, String> files) {
        secured.put(host, Map.copyOf(files));
    }

    private Map<String, String> environment(String host) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(own.getOrDefault(host, Map.of()));
        all.putAll(secured.getOrDefault(host, Map.of()));
        return all;
    }

    /// The command line of a host's agent.
    public List<String> command(String host) {
        List<String> command = new ArrayList<>(network.onHost(host));
        command.add(files.launcher("halo-agent").toString());
        command.addAll(network.listenOptions(host));
        command.addAll(List.of("--test-id", host));
        if (secured.containsKey(host)) {
            command.add("--mtls");
        }
        return command;
    }

    public void startAll() {
        plan.hosts().forEach(this::launch);
        plan.hosts().forEach(this::awaitPid);
    }

    /// Starts a host's agent and waits for its pid file. It serves a moment later.
    public void start(String host) {
        launch(host);
        awaitPid(host);
    }

    /// Makes `power on` start a host's agent, as the power switch of a real server would.
    public void connectPowerSwitches() {
        Path hooks = directory.resolve("hooks");
        TextFile.makeDirectory(hooks);
        for (String host : plan.hosts()) {
            StringBuilder script = new StringBuilder(POWER_SWITCH);
            environment(host)
                    .forEach((name, value) -> script.append(" %s='%s'".formatted(name, value)));
            script.append(" sh -c ': >\"$0\"; exec \"$@\"' \"$ready\"");
            script.append(" '").append(String.join("' '", command(host)));
            script.append("' >>'").append(log(host)).append("' 2>&1 &\n");
            script.append("until [ -e \"$ready\" ]; do sleep 0.01; done\nrm -f \"$ready\"\n");
            Path hook = hooks.resolve(host + ".start");
            TextFile.write(hook, script.toString());
            TextFile.makeExecutable(hook);
        }
    }

    /// SIGKILL for the process: the server, its resources, stays on.
    public void kill(String host) {
        program(host).kill();
    }

    /// SIGTERM, as by systemd.
    public int terminate(String host) {
        return program(host).terminate(STOP_DEADLINE);
    }

    public void pause(String host) {
        program(host).pause();
    }

    public void resume(String host) {
        program(host).resume();
    }

    public boolean alive(String host) {
        Program program = running.get(host);
        return program != null && program.alive();
    }

    public Program program(String host) {
        Program program = running.get(host);
        if (program == null) {
            throw new IllegalStateException("the agent of " + host + " was never started");
        }
        return program;
    }

    private void launch(String host) {
        if (alive(host)) {
            throw new IllegalStateException("the agent of " + host + " is running");
        }
        // The file of an earlier process would be taken for that of the new one.
        TextFile.remove(pidFile(host));
        running.put(host, Program.start(command(host), environment(host), log(host)));
    }

    private void awaitPid(String host) {
        Program program = program(host);
        Await.until(
                "the agent of " + host + " writes its pid; log: " + log(host),
                START_DEADLINE,
                () -> Files.exists(pidFile(host)) || !program.alive());
        if (!program.alive()) {
            throw new IllegalStateException("the agent of " + host + " ended:\n" + program.log());
        }
    }

    private Path pidFile(String host) {
        return directory.resolve(host + ".pid");
    }

    private Path log(String host) {
        return directory.resolve("logs").resolve("agent-" + host + ".log");
    }
}
