package io.halo.agent;

import io.halo.agent.grpc.OcfScripts;
import io.halo.support.cluster.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program, in a process of its own.
final class AgentProcess implements AutoCloseable {
    private static final Pattern LISTENING =
            Pattern.compile("halo-agent (\\S+) listening on [0-9.]+:(\\d+) instance (\\S+)\n");

    private static final Pattern TOTAL = Pattern.compile("\\nTotal +[0-9]+ +([0-9]+)");

    private final Process process;
    private final Path output;

    private AgentProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// @param directory of the test cluster
    static AgentProcess start(OcfScripts scripts, Path directory, String... arguments) {
        var options =
                new ArrayList<>(
                        List.of(
                                "--network",
                                "127.0.0.0/8",
                                "--ocf-root",
                                scripts.root().toString()));
        options.addAll(List.of(arguments));
        return start(List.of(), Map.of(), directory, options);
    }

    /// @param prefix runs the command that follows it
    /// @param environment what the agent has beside this process's own
    static AgentProcess start(
            List<String> prefix,
            Map<String, String> environment,
            Path directory,
            List<String> options) {
        var command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentApplication.class.getName(),
                        "--test-id",
                        "a1"));
        command.addAll(options);
        try {
            var output = Files.createTempFile(directory, "output", "");
            var builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().put("HALO_TEST_DIRECTORY", directory.toString());
            builder.environment().putAll(environment);
            return new AgentProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return Integer.parseInt(greeting().group(2));
    }

    String instance() {
        return greeting().group(3);
    }

    long pid() {
        return process.pid();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many entries its directory of `/proc` of this name has.
    long entries(String name) {
        try (var entries = Files.list(proc(name))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long residentMib() {
        try {
            return Files.readAllLines(proc("status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is left on its heap when all garbage is gone: the last line of a histogram of live
    /// objects.
    long liveHeapBytes() {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var result =
                Shell.run(
                        List.of(jcmd, Long.toString(pid()), "GC.class_histogram"),
                        Map.of(),
                        OcfScripts.LONG);
        var total = TOTAL.matcher(result.out());
        if (!total.find()) {
            throw new AssertionError(result.out() + result.err());
        }
        return Long.parseLong(total.group(1));
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(pid()), name);
    }

    /// TERM, as systemd sends it.
    int stop() {
        process.destroy();
        return exitStatus();
    }

    /// KILL.
    void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    int exitStatus() {
        try {
            if (!process.waitFor(OcfScripts.LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the agent does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private Matcher greeting() {
        OcfScripts.until(
                "the agent listens",
                () -> LISTENING.matcher(output()).find() || !process.isAlive());
        var matcher = LISTENING.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("the agent has ended: " + output());
        }
        return matcher;
    }
}
