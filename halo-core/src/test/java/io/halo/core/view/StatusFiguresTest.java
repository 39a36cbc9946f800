package io.halo.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.Timeouts;
import io.halo.core.model.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Prints what the picture of a large cluster costs: 1 000 hosts in pairs, 8 000 resources.
class StatusFiguresTest {
    private static final int HOSTS = 1_000;
    private static final int MEMBERS = 8;
    private static final int ROUNDS = 30;

    @Test
    void printsWhatAPictureCosts() {
        World world = large();
        var took = new ArrayList<Duration>();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            ClusterStatus status = StatusView.of(world, Clusters.NOW, List.of());
            took.add(Duration.ofNanos(System.nanoTime() - begin));
            assertThat(status.resources()).hasSize(HOSTS * MEMBERS);
        }
        List<Duration> sorted = new ArrayList<>(took);
        Collections.sort(sorted);
        System.out.printf(
                "picture of %d resources: first %d ms, median %d ms%n",
                HOSTS * MEMBERS, took.getFirst().toMillis(), sorted.get(ROUNDS / 2).toMillis());
    }

    static World large() {
        var hosts = new LinkedHashMap<HostId, HostSpec>();
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        var groups = new LinkedHashMap<GroupId, GroupSpec>();
        for (int i = 0; i < HOSTS; i++) {
            HostId host = host(i);
            hosts.put(host, new HostSpec(host, host + ":8000", List.of(), false));
        }
        for (int i = 0; i < HOSTS; i++) {
            GroupSpec group = group(i, resources);
            groups.put(group.id(), group);
        }
        var spec =
                new ClusterSpec(
                        "large",
                        ClusterSpec.DEFAULT_DEAD_AFTER,
                        ClusterSpec.DEFAULT_MONITOR_INTERVAL,
                        Fencing.DEFAULT,
                        hosts,
                        resources,
                        groups);
        var manager =
                new Manager(
                        Manager.Mode.MANAGE, false, 3, "me", Clusters.LONG_AGO, null, null, null);
        World world = World.unknown(spec, manager, Clusters.LONG_AGO);
        var sets = new TreeMap<>(world.sets());
        sets.replaceAll((_, set) -> allSeen(spec, set));
        return world.withSets(sets);
    }

    private static SetView allSeen(ClusterSpec spec, SetView set) {
        SetView seen = set;
        for (HostView host : set.hosts().values()) {
            HostView view = host;
            for (GroupId group : set.groups().keySet()) {
                boolean home = spec.group(group).home().equals(host.id());
                var state = home ? Sighting.State.RUNNING : Sighting.State.STOPPED;
                for (ResourceId member : spec.group(group).members()) {
                    var sighting =
                            new Sighting(
                                    state,
                                    false,
                                    false,
                                    "",
                                    1,
                                    1,
                                    Clusters.LONG_AGO,
                                    Clusters.NOW,
                                    0);
                    view = view.withWork(view.work().withSighting(member, sighting));
                }
            }
            seen = seen.with(view);
        }
        return seen;
    }

    private static GroupSpec group(int number, LinkedHashMap<ResourceId, ResourceSpec> resources) {
        var below = new ArrayList<ResourceId>();
        for (int i = 1; i < MEMBERS; i++) {
            ResourceId id = new ResourceId("target-" + number + "-" + i);
            below.add(id);
            resources.put(id, resource(id, List.of()));
        }
        ResourceId root = new ResourceId("pool-" + number);
        resources.put(root, resource(root, below));
        HostId partner = host(number % 2 == 0 ? number + 1 : number - 1);
        return GroupSpec.of(root, host(number), List.of(partner), FailurePolicy.DEFAULT, resources);
    }

    private static ResourceSpec resource(ResourceId id, List<ResourceId> dependents) {
        return new ResourceSpec(
                id,
                "lustre/Lustre",
                new LinkedHashMap<>(),
                dependents,
                Timeouts.DEFAULT,
                null,
                false);
    }

    private static HostId host(int number) {
        return new HostId("host-" + number);
    }
}
