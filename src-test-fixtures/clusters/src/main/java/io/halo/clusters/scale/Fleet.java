package io.halo.clusters.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// All fake hosts, and what is true of them together. A start and the look at all others who may
/// run the same are one step, hence the lock.
final class Fleet {
    private final Map<String, FakeHost> hosts = new LinkedHashMap<>();
    private final Map<String, FakeHost> runsOn = new LinkedHashMap<>();
    private final List<String> twice = new ArrayList<>();
    private final AtomicLong beats = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong monitors = new AtomicLong();
    private int met;
    private Instant lastMet = Instant.EPOCH;
    private Instant lastStart = Instant.EPOCH;
    private int starts;
    private int refused;

    Fleet(Path directory, Collection<String> names) throws IOException {
        for (String name : names) {
            FakeHost host = new FakeHost(this, name, directory.resolve(name + ".power"));
            host.powerOn();
            hosts.put(name, host);
        }
    }

    FakeHost host(String name) {
        FakeHost host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name);
        }
        return host;
    }

    /// A resource is being started. What ran on a host that has lost its power has stopped.
    synchronized Instant started(FakeHost host, String resource) {
        FakeHost before = runsOn.put(resource, host);
        if (before != null && !before.equals(host) && before.runs(resource)) {
            twice.add(resource + " on " + before.name() + " and " + host.name());
        }
        starts++;
        lastStart = Instant.now();
        return lastStart;
    }

    /// The manager has spoken to a host for the first time.
    synchronized void met() {
        met++;
        lastMet = Instant.now();
    }

    synchronized void refused() {
        refused++;
    }

    void beat() {
        beats.incrementAndGet();
    }

    void looked(int resources) {
        looks.incrementAndGet();
        monitors.addAndGet(resources);
    }

    synchronized String report() {
        StringBuilder lines = new StringBuilder();
        line(lines, "met", String.valueOf(met));
        line(lines, "last_met", FakeAgents.seconds(lastMet));
        line(lines, "running", String.valueOf(running()));
        line(lines, "starts", String.valueOf(starts));
        line(lines, "last_start", FakeAgents.seconds(lastStart));
        line(lines, "refused", String.valueOf(refused));
        line(lines, "beats", String.valueOf(beats.get()));
        line(lines, "looks", String.valueOf(looks.get()));
        line(lines, "monitors", String.valueOf(monitors.get()));
        twice.forEach(text -> line(lines, "twice", text));
        return lines.toString();
    }

    private int running() {
        return hosts.values().stream().mapToInt(host -> host.running().size()).sum();
    }

    private static void line(StringBuilder lines, String name, String value) {
        lines.append(name).append(' ').append(value).append('\n');
    }
}
