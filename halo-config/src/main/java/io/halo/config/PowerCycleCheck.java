package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.GroupTable.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `power_cycle_when_silent` is for hosts of lone groups only: a host with partners is powered off
/// and its groups move.
final class PowerCycleCheck {
    private PowerCycleCheck() {}

    static void run(HostTable hosts, List<Group> groups, Problems problems) {
        Map<Integer, String> moving = new HashMap<>();
        for (Group group : groups) {
            if (!group.lone()) {
                group.candidates().forEach(host -> moving.putIfAbsent(host, group.raw().id()));
            }
        }
        for (int i = 0; i < hosts.hosts().size(); i++) {
            RawHost host = hosts.hosts().get(i);
            if (host.powerCycleWhenSilent()) {
                check(host, hosts.hosts().size(), moving.get(i), problems);
            }
        }
    }

    private static void check(
            RawHost host, int hosts, @Nullable String movingGroup, Problems problems) {
        if (movingGroup != null) {
            problems.error(
                    host.powerCycleAt(),
                    "host: power_cycle_when_silent is for hosts of lone groups only; "
                            + quote(movingGroup)
                            + " has failover hosts and moves instead");
        } else if (hosts == 1) {
            problems.warning(
                    host.powerCycleAt(),
                    "host: power_cycle_when_silent has no effect in a cluster of one host: nobody else can tell whether it is dead");
        } else if (host.levels().isEmpty()) {
            problems.warning(
                    host.powerCycleAt(),
                    "host: power_cycle_when_silent has no effect without a fence_agent");
        }
    }
}
