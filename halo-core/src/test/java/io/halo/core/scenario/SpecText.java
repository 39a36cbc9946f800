package io.halo.core.scenario;

import static io.halo.core.scenario.Scenario.option;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.Manager;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/// The cluster of a scenario while its lines are read.
final class SpecText {
    private final LinkedHashMap<HostId, HostSpec> hosts = new LinkedHashMap<>();
    private final LinkedHashMap<ResourceId, ResourceSpec> resources = new LinkedHashMap<>();
    private final List<List<String>> groups = new ArrayList<>();
    private List<String> options = List.of();

    /// `cluster dead_after=10s period=5s attempts=3 retry=5s max_at_once=2 max_per_hour=4`
    void cluster(List<String> words) {
        options = List.copyOf(words);
    }

    /// `host oss00 oss01 fence=none|1|2 cycle=yes`: names, how many fence levels each has, and
    /// whether it is powered off and on again
    void host(List<String> words) {
        String fence = option(words, "fence", "1");
        boolean cycle = option(words, "cycle", "no").equals("yes");
        int levels = fence.equals("none") ? 0 : Integer.parseInt(fence);
        words.stream()
                .filter(word -> !word.contains("="))
                .forEach(name -> {
                    List<DeviceId> devices =
                            IntStream.range(0, levels)
                                    .mapToObj(level -> new DeviceId("dev" + level + "-" + name))
                                    .toList();
                    hosts.put(
                            new HostId(name),
                            new HostSpec(new HostId(name), name + ":8000", devices, cycle));
                });
    }

    /// `group zp0 home=a failover=b,c members=zp0>t1,zp0>t2 shared=t2 attempts=3 window=10m
    /// on_start=stay on_stop=fence failback=auto start=5m`
    void group(List<String> words) {
        groups.add(List.copyOf(words));
        String root = words.getFirst();
        var dependents = new LinkedHashMap<String, List<String>>();
        dependents.put(root, new ArrayList<>());
        for (String edge : list(option(words, "members", ""))) {
            String[] ends = edge.split(">");
            dependents.computeIfAbsent(ends[0], _ -> new ArrayList<>()).add(ends[1]);
            dependents.computeIfAbsent(ends[1], _ -> new ArrayList<>());
        }
        List<String> shared = list(option(words, "shared", ""));
        var timeouts =
                new Timeouts(
                        Scenario.span(option(words, "start", "60s")),
                        Scenario.span(option(words, "stop", "60s")),
                        Scenario.span(option(words, "monitor", "30s")));
        dependents.forEach((name, below) -> {
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("pool", option(words, "pool", name));
            resources.put(
                    new ResourceId(name),
                    new ResourceSpec(
                            new ResourceId(name),
                            option(words, "kind", "halo/Thing"),
                            parameters,
                            below.stream().map(ResourceId::new).toList(),
                            timeouts,
                            null,
                            shared.contains(name)));
        });
    }

    ClusterSpec read() {
        var specs = new LinkedHashMap<GroupId, GroupSpec>();
        for (List<String> words : groups) {
            GroupSpec group =
                    GroupSpec.of(
                            new ResourceId(words.getFirst()),
                            new HostId(option(words, "home", "")),
                            list(option(words, "failover", "")).stream().map(HostId::new).toList(),
                            policy(words),
                            resources);
            specs.put(group.id(), group);
        }
        return new ClusterSpec(
                "halo",
                Scenario.span(option(options, "dead_after", "10s")),
                Scenario.span(option(options, "period", "5s")),
                fencing(),
                hosts,
                resources,
                specs);
    }

    private Fencing fencing() {
        return new Fencing(
                Duration.ofSeconds(60),
                Integer.parseInt(option(options, "attempts", "3")),
                Scenario.span(option(options, "retry", "5s")),
                Scenario.span(option(options, "check", "10m")),
                Integer.parseInt(option(options, "max_at_once", "2")),
                Integer.parseInt(option(options, "max_per_hour", "4")));
    }

    private static FailurePolicy policy(List<String> words) {
        return new FailurePolicy(
                Integer.parseInt(option(words, "attempts", "3")),
                Scenario.span(option(words, "window", "10m")),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                option(words, "on_start", "move").equals("stay")
                        ? FailurePolicy.OnStartFailure.STAY
                        : FailurePolicy.OnStartFailure.MOVE,
                option(words, "on_stop", "block").equals("fence")
                        ? FailurePolicy.OnStopFailure.FENCE
                        : FailurePolicy.OnStopFailure.BLOCK,
                option(words, "failback", "manual").equals("auto")
                        ? FailurePolicy.Failback.AUTO
                        : FailurePolicy.Failback.MANUAL);
    }

    static List<String> list(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }

    /// Drops everything said of groups, for a changed configuration.
    void forgetGroups() {
        groups.clear();
        resources.clear();
    }

    Manager.Mode mode() {
        return options.contains("observe") ? Manager.Mode.OBSERVE : Manager.Mode.MANAGE;
    }

    boolean testMode() {
        return options.contains("test-mode");
    }
}
