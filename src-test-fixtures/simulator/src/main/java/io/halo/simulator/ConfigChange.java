package io.halo.simulator;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// A file that was edited while the manager was down (situation 12).
final class ConfigChange {
    private ConfigChange() {}

    static Happening draw(Dice dice, ClusterSpec spec, long at, long span) {
        var groups = new LinkedHashMap<>(spec.groups());
        var resources = new LinkedHashMap<>(spec.resources());
        GroupSpec group = dice.one(List.copyOf(groups.values()));
        String words =
                switch (dice.below(4)) {
                    case 0 -> {
                        groups.remove(group.id());
                        yield "without group " + group.id();
                    }
                    case 1 -> otherPool(resources, groups, group);
                    case 2 -> withoutHome(groups, resources, group);
                    default -> otherHome(groups, resources, group);
                };
        var next =
                new ClusterSpec(
                        spec.name(),
                        spec.deadAfter(),
                        spec.monitorInterval(),
                        spec.fencing(),
                        spec.hosts(),
                        resources,
                        groups);
        return ManagerFaults.configured(words, next, at, span);
    }

    private static String otherPool(
            LinkedHashMap<ResourceId, ResourceSpec> resources,
            LinkedHashMap<GroupId, GroupSpec> groups,
            GroupSpec group) {
        ResourceSpec old = resources.get(group.root());
        if (old != null) {
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("pool", old.id() + "-renamed");
            resources.put(
                    old.id(),
                    new ResourceSpec(
                            old.id(),
                            old.kind(),
                            parameters,
                            old.dependents(),
                            old.timeouts(),
                            old.monitorInterval().orElse(null),
                            old.shared()));
        }
        groups.put(group.id(), group);
        return group.root() + " has another pool";
    }

    private static String withoutHome(
            LinkedHashMap<GroupId, GroupSpec> groups,
            LinkedHashMap<ResourceId, ResourceSpec> resources,
            GroupSpec group) {
        if (group.lone()) {
            return "as before";
        }
        List<HostId> rest = new ArrayList<>(group.failover());
        HostId home = rest.removeFirst();
        put(groups, resources, group, home, rest);
        return group.id() + " cannot run on " + group.home();
    }

    private static String otherHome(
            LinkedHashMap<GroupId, GroupSpec> groups,
            LinkedHashMap<ResourceId, ResourceSpec> resources,
            GroupSpec group) {
        List<HostId> all = new ArrayList<>(group.candidates());
        all.add(all.removeFirst());
        HostId home = all.removeFirst();
        put(groups, resources, group, home, all);
        return "the home of " + group.id() + " is " + home;
    }

    private static void put(
            LinkedHashMap<GroupId, GroupSpec> groups,
            LinkedHashMap<ResourceId, ResourceSpec> resources,
            GroupSpec group,
            HostId home,
            List<HostId> failover) {
        GroupId id = group.id();
        groups.put(id, GroupSpec.of(group.root(), home, failover, group.policy(), resources));
    }
}
