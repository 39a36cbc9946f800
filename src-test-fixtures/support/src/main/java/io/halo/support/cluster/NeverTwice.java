package io.halo.support.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Watches that no resource runs on two hosts at once, from two sides: the kernel tells which state
/// files come and go, in their order; and a simulated resource that starts says whom it met
/// (`twice.log`). Shared resources may.
final class NeverTwice implements AutoCloseable {
    private final ClusterPlan plan;
    private final Path directory;
    private final WatchService watch;
    private final TreeMap<String, Set<String>> hostsByFile = new TreeMap<>();
    private final List<String> seen = new ArrayList<>();

    private NeverTwice(ClusterPlan plan, Path directory, WatchService watch) {
        this.plan = plan;
        this.directory = directory;
        this.watch = watch;
    }

    static NeverTwice watching(ClusterPlan plan, Path directory) {
        try {
            WatchService watch = directory.getFileSystem().newWatchService();
            directory.register(
                    watch,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_DELETE);
            NeverTwice never = new NeverTwice(plan, directory, watch);
            never.rescan();
            Thread.ofVirtual().name("never-twice").start(never::follow);
            return never;
        } catch (IOException e) {
            throw new UncheckedIOException("watching " + directory, e);
        }
    }

    /// Every double run so far, one text each.
    synchronized List<String> violations() {
        List<String> all = new ArrayList<>(seen);
        TextFile.lines(directory.resolve("twice.log")).stream()
                .filter(line ->
                        ScriptCall.parse(line.replaceFirst(" also=.*", "")).stream()
                                .noneMatch(this::shared))
                .forEach(all::add);
        return all;
    }

    /// Forgets what was seen: for a test that makes a conflict on purpose.
    synchronized void forgive() {
        seen.clear();
        TextFile.remove(directory.resolve("twice.log"));
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }

    private void follow() {
        try {
            while (true) {
                WatchKey key = watch.take();
                key.pollEvents().forEach(this::take);
                if (!key.reset()) {
                    return;
                }
            }
        } catch (ClosedWatchServiceException _) {
            // The cluster is closed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void take(WatchEvent<?> event) {
        if (!(event.context() instanceof Path file)) {
            rescan(); // more came than the kernel could keep
            return;
        }
        note(file.toString(), event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE));
    }

    private synchronized void rescan() {
        hostsByFile.clear();
        TextFile.names(directory).forEach(name -> note(name, true));
    }

    private void note(String name, boolean there) {
        for (String host : plan.hosts()) {
            if (name.startsWith(host + ".")) {
                note(name.substring(host.length() + 1), host, there);
            }
        }
    }

    private void note(String stateFile, String host, boolean there) {
        if (plan.resources().stream()
                .noneMatch(r -> r.stateFile().equals(stateFile) && !r.isShared())) {
            return;
        }
        Set<String> hosts = hostsByFile.computeIfAbsent(stateFile, _ -> new LinkedHashSet<>());
        if (!there) {
            hosts.remove(host);
        } else if (hosts.add(host) && hosts.size() > 1) {
            seen.add(stateFile + " on " + hosts);
        }
    }

    private boolean shared(ScriptCall call) {
        return plan.resources().stream()
                .anyMatch(r -> r.stateFile().equals(call.stateFile()) && r.isShared());
    }
}
