package io.halo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads `/proc`. A process that goes away while it is read is not there; that is never an error.
final class ProcTable {
    static final ProcTable SYSTEM = new ProcTable(Path.of("/proc"));

    private final Path root;
    private final String bootId;

    /// Another root than `/proc` is for tests: processes that cannot be killed are hard to come by.
    ProcTable(Path root) {
        this.root = root;
        try {
            this.bootId = Files.readString(root.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read this machine's boot id", e);
        }
    }

    List<ProcEntry> all() {
        var entries = new ArrayList<ProcEntry>();
        try (var directory = Files.newDirectoryStream(root, "[0-9]*")) {
            for (Path process : directory) {
                read(process.resolve("stat")).flatMap(ProcEntry::parse).ifPresent(entries::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("cannot list the processes in " + root, e);
        }
        return entries;
    }

    Optional<ProcEntry> entry(long pid) {
        return read(root.resolve(Long.toString(pid)).resolve("stat")).flatMap(ProcEntry::parse);
    }

    /// The token in the environment that the process was started with; empty also where we may not
    /// look.
    Optional<String> token(long pid) {
        String wanted = Program.TOKEN_VARIABLE + "=";
        return read(root.resolve(Long.toString(pid)).resolve("environ"))
                .flatMap(environment ->
                        Arrays.stream(environment.split("\0"))
                                .filter(variable -> variable.startsWith(wanted))
                                .findFirst())
                .map(variable -> variable.substring(wanted.length()));
    }

    boolean isAlive(ProcessIdentity process) {
        return process.bootId().equals(bootId)
                && entry(process.pid())
                        .filter(entry ->
                                entry.startTime() == process.startTime() && !entry.isDead())
                        .isPresent();
    }

    ProcessIdentity identity(ProcEntry entry) {
        return new ProcessIdentity(entry.pid(), entry.startTime(), bootId);
    }

    String bootId() {
        return bootId;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
