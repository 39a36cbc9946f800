package io.halo.support.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// What a test cluster consists of. A value: each method returns a changed copy.
///
/// @param hostLines further lines of a host's entry, such as `power_cycle_when_silent: true`
/// @param fences other fence devices than `fence_halo_test`, as lines of a host's entry
/// @param settings lines of the `cluster` block, key to value, for example `dead_after` to `2s`
public record ClusterPlan(
        List<String> hosts,
        Map<String, String> hostLines,
        Map<String, String> fences,
        List<ResourcePlan> resources,
        List<GroupPlan> groups,
        Map<String, String> settings) {
    /// Quick enough for tests; retries come soon, and a test that fences often is not held up.
    private static final String FENCING =
            "{ timeout: 5s, attempts: 3, retry_delay: 500ms, check_interval: 1s, max_at_once: 2,"
                    + " max_per_hour: 1000 }";

    public ClusterPlan {
        hosts = List.copyOf(hosts);
        resources = List.copyOf(resources);
        groups = List.copyOf(groups);
        hostLines = new LinkedHashMap<>(hostLines);
        fences = new LinkedHashMap<>(fences);
        settings = new LinkedHashMap<>(settings);
    }

    public static ClusterPlan empty() {
        return new ClusterPlan(List.of(), Map.of(), Map.of(), List.of(), List.of(), Map.of())
                .set("timeouts", "{ start: 20s, stop: 20s, monitor: 5s }")
                .set("fencing", FENCING);
    }

    /// Hosts `<name>00` and `<name>01`, each home to a pool `<name>_pool0/1` with Lustre targets on
    /// it.
    ///
    /// @param resources of each group, the pool included
    public static ClusterPlan pair(String name, int resources) {
        return empty().andPair(name, resources);
    }

    /// Host `<name>00` with a pool `<name>_pool0` that has nowhere else to go.
    ///
    /// @param resources of the group, the pool included
    public static ClusterPlan lone(String name, int resources) {
        return empty().andLone(name, resources);
    }

    public ClusterPlan andLone(String name, int size) {
        String host = name + "00";
        return host(host).tree(name + "_pool0", host, List.of(), targets(name + "_a", size));
    }

    public ClusterPlan andPair(String name, int size) {
        String first = name + "00";
        String second = name + "01";
        return host(first)
                .host(second)
                .tree(name + "_pool0", first, List.of(second), targets(name + "_a", size))
                .tree(name + "_pool1", second, List.of(first), targets(name + "_b", size));
    }

    public ClusterPlan host(String name) {
        if (hosts.stream().anyMatch(host -> (host + ".").startsWith(name + "."))) {
            throw new IllegalArgumentException(name + " is, or is part of, another host's name");
        }
        return new ClusterPlan(plus(hosts, name), hostLines, fences, resources, groups, settings);
    }

    /// With a further line in the entry of a host.
    public ClusterPlan with(String host, String line) {
        Map<String, String> changed = new LinkedHashMap<>(hostLines);
        changed.put(host, line);
        return new ClusterPlan(hosts, changed, fences, resources, groups, settings);
    }

    /// With another fence device.
    public ClusterPlan fencedBy(String host, String agent, Map<String, String> parameters) {
        Map<String, String> changed = new LinkedHashMap<>(fences);
        changed.put(
                host,
                "  fence_agent: %s%n  fence_parameters: %s"
                        .formatted(ConfigText.quoted(agent), ConfigText.map(parameters)));
        return new ClusterPlan(hosts, hostLines, changed, resources, groups, settings);
    }

    /// A group of a root and what depends on it, in the order given by their `dependents`.
    public ClusterPlan group(String home, List<String> failover, ResourcePlan... tree) {
        GroupPlan group = new GroupPlan(tree[0].id(), home, failover, List.of());
        List<ResourcePlan> all = new ArrayList<>(resources);
        all.addAll(Arrays.asList(tree));
        return new ClusterPlan(hosts, hostLines, fences, all, plus(groups, group), settings);
    }

    public ClusterPlan set(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return new ClusterPlan(hosts, hostLines, fences, resources, groups, changed);
    }

    public ClusterPlan changing(String resource, UnaryOperator<ResourcePlan> change) {
        List<ResourcePlan> changed =
                resources.stream().map(r -> r.id().equals(resource) ? change.apply(r) : r).toList();
        return new ClusterPlan(hosts, hostLines, fences, changed, groups, settings);
    }

    public ClusterPlan changingGroup(String root, UnaryOperator<GroupPlan> change) {
        List<GroupPlan> changed =
                groups.stream().map(g -> g.root().equals(root) ? change.apply(g) : g).toList();
        return new ClusterPlan(hosts, hostLines, fences, resources, changed, settings);
    }

    public ResourcePlan resource(String id) {
        return resources.stream()
                .filter(resource -> resource.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no resource " + id));
    }

    /// A resource and all that depends on it, parents first.
    public List<ResourcePlan> tree(String root) {
        ResourcePlan resource = resource(root);
        List<ResourcePlan> all = new ArrayList<>(List.of(resource));
        resource.dependents().forEach(dependent -> all.addAll(tree(dependent)));
        return all;
    }

    private ClusterPlan tree(
            String pool, String home, List<String> failover, List<String> targets) {
        List<ResourcePlan> all = new ArrayList<>();
        all.add(ResourcePlan.zfs(pool, targets.toArray(String[]::new)));
        targets.forEach(target -> all.add(ResourcePlan.lustre(target)));
        return group(home, failover, all.toArray(ResourcePlan[]::new));
    }

    private static List<String> targets(String prefix, int size) {
        return IntStream.range(0, size - 1).mapToObj(i -> prefix + i).toList();
    }

    private static <T> List<T> plus(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }
}
