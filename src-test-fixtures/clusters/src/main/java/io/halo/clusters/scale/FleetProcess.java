package io.halo.clusters.scale;

import io.halo.support.cluster.ProjectFiles;
import io.halo.support.cluster.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The process of the [FakeAgents] of a cluster. It belongs to the cluster's directory, whose guard
/// ends it if nobody else does.
final class FleetProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;

    private FleetProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /// Returns when all of them listen.
    static FleetProcess of(TestCluster cluster) {
        StringBuilder list = new StringBuilder();
        for (String host : cluster.plan().hosts()) {
            String port = cluster.network().address(host).split(":", 2)[1];
            list.append(host).append(' ').append(port).append('\n');
        }
        Path directory = cluster.directory();
        try {
            Files.writeString(directory.resolve(FakeAgents.LIST), list);
            FleetProcess fleet = new FleetProcess(start(directory));
            fleet.lines();
            return fleet;
        } catch (IOException e) {
            throw new UncheckedIOException("starting fake agents", e);
        }
    }

    private static Process start(Path directory) throws IOException {
        Path dist = ProjectFiles.find().root().resolve("src-test-fixtures/clusters/target/dist");
        ProcessBuilder builder =
                new ProcessBuilder(
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        dist + "/*:" + dist + "/lib/*",
                        FakeAgents.class.getName(),
                        directory.toString());
        builder.environment().put("HALO_TEST_DIRECTORY", directory.toString());
        Path log = directory.resolve("logs/fake-agents.log");
        return builder.redirectError(log.toFile()).start();
    }

    long pid() {
        return process.pid();
    }

    void silence(String host) {
        ask("silence " + host);
    }

    /// It boots anew and answers again.
    void comeBack(String host) {
        ask("return " + host);
    }

    Report report() {
        return Report.of(ask("report"));
    }

    /// What runs on a host, with the time of its start.
    Map<String, Instant> running(String host) {
        Map<String, Instant> running = new TreeMap<>();
        for (String line : ask("running " + host)) {
            String[] words = line.split(" ");
            running.put(words[0], Report.instant(words[1]));
        }
        return running;
    }

    private List<String> ask(String command) {
        commands.println(command);
        return lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        try {
            while (true) {
                String line = answers.readLine();
                if (line == null) {
                    throw new IllegalStateException("the fake agents have ended");
                }
                if (line.equals(FakeAgents.END)) {
                    return lines;
                }
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("asking the fake agents", e);
        }
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
    }
}
