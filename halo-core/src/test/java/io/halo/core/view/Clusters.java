package io.halo.core.view;

import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.SetReport;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.Timeouts;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The seed's test cluster by hand: hosts a and b, groups p (p, t1 with t2 below it, t3) at home on
/// a, and q (q) on b.
public final class Clusters {
    public static final HostId A = new HostId("a");
    public static final HostId B = new HostId("b");
    static final GroupId P = new GroupId("p");
    static final GroupId Q = new GroupId("q");
    static final DeviceId DEVICE_A = new DeviceId("device-a");

    /// The manager started an hour ago.
    public static final Instant NOW = Instant.parse("2026-04-28T12:54:34Z");

    static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));

    private Clusters() {}

    public static ResourceId id(String name) {
        return new ResourceId(name);
    }

    static ClusterSpec spec() {
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        add(resources, "p", "t1", "t3");
        add(resources, "t1", "t2");
        add(resources, "t3");
        add(resources, "t2");
        add(resources, "q");
        var groups = new LinkedHashMap<GroupId, GroupSpec>();
        groups.put(P, GroupSpec.of(id("p"), A, List.of(B), FailurePolicy.DEFAULT, resources));
        groups.put(Q, GroupSpec.of(id("q"), B, List.of(A), FailurePolicy.DEFAULT, resources));
        var hosts = new LinkedHashMap<HostId, HostSpec>();
        hosts.put(A, new HostSpec(A, "10.0.0.1:8000", List.of(DEVICE_A), false));
        hosts.put(B, new HostSpec(B, "10.0.0.2:8000", List.of(), false));
        return new ClusterSpec(
                "test",
                ClusterSpec.DEFAULT_DEAD_AFTER,
                ClusterSpec.DEFAULT_MONITOR_INTERVAL,
                Fencing.DEFAULT,
                hosts,
                resources,
                groups);
    }

    private static void add(
            LinkedHashMap<ResourceId, ResourceSpec> resources, String name, String... dependents) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("pool", name);
        var below = java.util.Arrays.stream(dependents).map(Clusters::id).toList();
        resources.put(
                id(name),
                new ResourceSpec(
                        id(name),
                        "heartbeat/ZFS",
                        parameters,
                        below,
                        Timeouts.DEFAULT,
                        null,
                        false));
    }

    static World started(Manager.Mode mode) {
        return World.unknown(
                spec(), new Manager(mode, false, 3, "me", LONG_AGO, null, null, null), LONG_AGO);
    }

    /// Both hosts up, the device proven, everything runs at home.
    public static World healthy() {
        return healthy(Manager.Mode.MANAGE);
    }

    static World healthy(Manager.Mode mode) {
        World world = up(up(started(mode), A), B);
        world = seen(world, A, Sighting.State.RUNNING, "p", "t1", "t2", "t3");
        world = seen(world, B, Sighting.State.STOPPED, "p", "t1", "t2", "t3");
        world = seen(world, B, Sighting.State.RUNNING, "q");
        world = seen(world, A, Sighting.State.STOPPED, "q");
        world =
                world.with(
                        world.host(A)
                                .withDevice(
                                        DEVICE_A,
                                        DeviceView.unasked(
                                                        new DeviceProof.Proven(LONG_AGO), LONG_AGO)
                                                .answered(reading(DeviceView.State.ON), NOW)));
        return reported(world, Phase.RUNNING, Phase.RUNNING);
    }

    static DeviceView.Reading reading(DeviceView.State state) {
        return new DeviceView.Reading(state, NOW, NOW, "words of the device");
    }

    static World up(World world, HostId host) {
        return reach(world, host, new Reach.Up(new AgentInstance("i"), new BootId("b"), LONG_AGO));
    }

    static World reach(World world, HostId host, Reach reach) {
        HostView view = world.host(host);
        return world.with(view.withContact(view.contact().withReach(reach)));
    }

    public static World silent(World world, HostId host) {
        return reach(world, host, new Reach.Silent(NOW.minusSeconds(60), "no answer for 10 s"));
    }

    public static World seen(World world, HostId host, Sighting.State state, String... resources) {
        return seen(world, host, state, LONG_AGO, resources);
    }

    static World seen(
            World world, HostId host, Sighting.State state, Instant since, String... resources) {
        HostView view = world.host(host);
        for (String resource : resources) {
            var sighting = new Sighting(state, false, false, "words", 1, 1, since, NOW, 0);
            view = view.withWork(view.work().withSighting(id(resource), sighting));
        }
        return world.with(view);
    }

    public static World reported(World world, Phase p, Phase q, Finding... findings) {
        var phases = new TreeMap<GroupId, PhaseReport>();
        phases.put(P, new PhaseReport(P, p, "why p", ""));
        phases.put(Q, new PhaseReport(Q, q, "", ""));
        return report(world, old -> new SetReport(phases, List.of(findings), old.unprotected()));
    }

    static World unprotected(World world, HostId host, String why) {
        return report(
                world,
                old -> {
                    var unprotected = new TreeMap<>(old.unprotected());
                    unprotected.put(host, why);
                    return new SetReport(old.phases(), old.findings(), unprotected);
                });
    }

    private static World report(World world, UnaryOperator<SetReport> change) {
        SetView set = world.setOf(A);
        return world.with(set.planned(change.apply(set.report()), set.nextWake()));
    }
}
