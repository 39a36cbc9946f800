package io.halo.support.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A started program: in a session of its own, so that no terminal's signal reaches it, its words
/// in a file.
public final class Program {
    /// KILL takes effect at once; what takes longer is in the kernel.
    private static final Duration REAP_DEADLINE = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// @param environment added to ours, which loses everything of HALO and OCF, and the locale:
    ///   systemd gives a service none either
    static Program start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder("setsid");
        builder.command().addAll(command);
        builder.environment().keySet().removeIf(name -> isOurs(name) || isLocale(name));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Program(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + command.getFirst(), e);
        }
    }

    /// What the programs would take for options. What tells the launchers which Java to use may
    /// stay.
    static boolean isOurs(String variable) {
        boolean launcher = variable.startsWith("HALO_JAVA_");
        return (variable.startsWith("HALO_") && !launcher) || variable.startsWith("OCF_");
    }

    private static boolean isLocale(String variable) {
        return variable.startsWith("LC_") || variable.startsWith("LANG");
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// SIGKILL, and wait until it is gone.
    public void kill() {
        process.destroyForcibly();
        awaitExit(REAP_DEADLINE);
    }

    /// SIGTERM, and wait until it is gone.
    ///
    /// @return the exit status
    public int terminate(Duration deadline) {
        process.destroy();
        return awaitExit(deadline);
    }

    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    public int awaitExit(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Await.NotInTime("process " + pid() + " ends; log: " + log, deadline);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + pid(), e);
        }
    }

    public String log() {
        return TextFile.read(log);
    }

    /// Resident memory in KiB.
    public long residentKib() {
        return TextFile.read(Path.of("/proc/" + pid() + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private void signal(String signal) {
        Shell.run("kill -s " + signal + " " + pid());
    }
}
