package io.halo.simulator;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Draws a cluster: lone servers, pairs and sets, with every policy.
final class ClusterDraw {
    private final Dice dice;
    private final LinkedHashMap<HostId, HostSpec> hosts = new LinkedHashMap<>();
    private final LinkedHashMap<ResourceId, ResourceSpec> resources = new LinkedHashMap<>();
    private final LinkedHashMap<GroupId, GroupSpec> groups = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    /// @param lines the same cluster at the head of a scenario file
    record Drawn(ClusterSpec spec, List<String> lines) {}

    private ClusterDraw(Dice dice) {
        this.dice = dice;
    }

    /// @param many whether it is to have many servers
    static Drawn draw(Dice dice, boolean many) {
        return new ClusterDraw(dice).draw(many);
    }

    private Drawn draw(boolean many) {
        int shape = dice.below(100);
        if (many) {
            int sets = 2 + dice.below(3);
            for (int i = 0; i < sets; i++) {
                set(2 + dice.below(3));
            }
        } else if (shape < 42) {
            set(2);
        } else if (shape < 56) {
            set(2);
            set(2);
        } else if (shape < 70) {
            set(3);
        } else if (shape < 78) {
            set(4);
        } else if (shape < 84) {
            set(1);
            set(2);
        } else if (shape < 88) {
            set(1);
        } else if (shape < 94) {
            set(3);
            set(2);
            set(1);
        } else {
            int sets = 3 + dice.below(3);
            for (int i = 0; i < sets; i++) {
                set(1 + dice.below(3));
            }
        }
        long deadAfter = dice.one(List.of(1L, 2L, 3L, 5L, 10L));
        long period = dice.one(List.of(1L, 2L, 5L, 10L));
        int attempts = 1 + dice.below(3);
        long retry = dice.one(List.of(1L, 2L, 5L));
        int atOnce = 1 + dice.below(3);
        int perHour = 2 + dice.below(5);
        lines.addFirst(
                "cluster dead_after=%ds period=%ds attempts=%d retry=%ds check=60s max_at_once=%d max_per_hour=%d"
                        .formatted(deadAfter, period, attempts, retry, atOnce, perHour));
        var fencing =
                new Fencing(
                        Duration.ofSeconds(60),
                        attempts,
                        Duration.ofSeconds(retry),
                        Duration.ofSeconds(60),
                        atOnce,
                        perHour);
        return new Drawn(
                new ClusterSpec(
                        "halo",
                        Duration.ofSeconds(deadAfter),
                        Duration.ofSeconds(period),
                        fencing,
                        hosts,
                        resources,
                        groups),
                List.copyOf(lines));
    }

    private void set(int size) {
        var names = new ArrayList<HostId>();
        for (int i = 0; i < size; i++) {
            names.add(host(size == 1));
        }
        for (HostId home : names) {
            int own = dice.chance(0.3) ? 2 : 1;
            boolean shared = own == 2 && dice.chance(0.4);
            ResourceId common = new ResourceId("s" + groups.size());
            for (int i = 0; i < own; i++) {
                group(home, names, shared ? common : null);
            }
        }
    }

    private HostId host(boolean lone) {
        var id = new HostId(String.valueOf((char) ('a' + hosts.size())));
        int levels = dice.chance(0.06) ? 0 : dice.chance(0.25) ? 2 : 1;
        boolean cycle = lone && levels > 0 && dice.chance(0.5);
        var devices = new ArrayList<DeviceId>();
        for (int level = 0; level < levels; level++) {
            devices.add(new DeviceId("dev" + level + "-" + id));
        }
        hosts.put(id, new HostSpec(id, id + ":8000", devices, cycle));
        lines.add(
                "host "
                        + id
                        + " fence="
                        + (levels == 0 ? "none" : levels)
                        + (cycle ? " cycle=yes" : ""));
        return id;
    }

    private void group(HostId home, List<HostId> set, @Nullable ResourceId common) {
        var root = new ResourceId("g" + groups.size());
        List<HostId> failover = new ArrayList<>(set);
        failover.remove(home);
        while (failover.size() > 1 && dice.chance(0.25)) {
            failover.remove(dice.below(failover.size()));
        }
        long start = dice.one(List.of(5L, 20L, 60L));
        long stop = dice.one(List.of(5L, 20L, 60L));
        long monitor = dice.one(List.of(3L, 10L, 30L));
        var timeouts =
                new Timeouts(
                        Duration.ofSeconds(start),
                        Duration.ofSeconds(stop),
                        Duration.ofSeconds(monitor));
        SequencedSet<String> edges = members(root, common, timeouts);
        FailurePolicy policy = policy();
        groups.put(
                new GroupId(root.value()), GroupSpec.of(root, home, failover, policy, resources));
        lines.add(
                "group "
                        + root
                        + " home="
                        + home
                        + " failover="
                        + String.join(",", failover.stream().map(HostId::value).toList())
                        + (edges.isEmpty() ? "" : " members=" + String.join(",", edges))
                        + (common == null ? "" : " shared=" + common)
                        + " attempts="
                        + policy.startAttempts()
                        + " window="
                        + policy.window().toSeconds()
                        + "s on_start="
                        + policy.onStartFailure().name().toLowerCase(Locale.ROOT)
                        + " on_stop="
                        + policy.onStopFailure().name().toLowerCase(Locale.ROOT)
                        + " failback="
                        + policy.failback().name().toLowerCase(Locale.ROOT)
                        + " start="
                        + start
                        + "s stop="
                        + stop
                        + "s monitor="
                        + monitor
                        + "s");
    }

    private SequencedSet<String> members(
            ResourceId root, @Nullable ResourceId common, Timeouts timeouts) {
        var edges = new LinkedHashSet<String>();
        int count = dice.below(4);
        var below = new ArrayList<ResourceId>();
        var names = new ArrayList<ResourceId>();
        for (int i = 0; i < count; i++) {
            var member = new ResourceId(root + "x" + i);
            boolean chained = !names.isEmpty() && dice.chance(0.4);
            if (chained) {
                ResourceId parent = names.getLast();
                edges.add(parent + ">" + member);
                resources.put(parent, resource(parent, List.of(member), timeouts, false));
            } else {
                edges.add(root + ">" + member);
                below.add(member);
            }
            resources.put(member, resource(member, List.of(), timeouts, false));
            names.add(member);
        }
        if (common != null) {
            edges.add(root + ">" + common);
            below.add(common);
            resources.putIfAbsent(common, resource(common, List.of(), timeouts, true));
        }
        resources.put(root, resource(root, below, timeouts, false));
        return edges;
    }

    private static ResourceSpec resource(
            ResourceId id, List<ResourceId> dependents, Timeouts timeouts, boolean shared) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("pool", id.value());
        return new ResourceSpec(id, "halo/Thing", parameters, dependents, timeouts, null, shared);
    }

    private FailurePolicy policy() {
        return new FailurePolicy(
                1 + dice.below(4),
                Duration.ofSeconds(dice.one(List.of(30L, 120L, 600L))),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                dice.chance(0.2)
                        ? FailurePolicy.OnStartFailure.STAY
                        : FailurePolicy.OnStartFailure.MOVE,
                dice.chance(0.3)
                        ? FailurePolicy.OnStopFailure.FENCE
                        : FailurePolicy.OnStopFailure.BLOCK,
                dice.chance(0.2) ? FailurePolicy.Failback.AUTO : FailurePolicy.Failback.MANUAL);
    }
}
