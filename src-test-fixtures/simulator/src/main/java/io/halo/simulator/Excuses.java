package io.halo.simulator;

import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a broken assumption can explain, and no more: a hand move explains two copies of its own
/// group, a device that lies those of the groups that could run on its server.
final class Excuses {
    private final TreeMap<GroupId, String> groups = new TreeMap<>();
    private final TreeMap<HostId, String> hosts = new TreeMap<>();
    private final TreeSet<HostId> falselyOff = new TreeSet<>();
    private Optional<String> all = Optional.empty();

    void group(GroupId group, String why) {
        groups.putIfAbsent(group, why);
    }

    /// For all groups that could run there.
    void host(HostId host, String why) {
        hosts.putIfAbsent(host, why);
    }

    /// Its device, or an operator, says that a server is off that may not be.
    void power(HostId host) {
        falselyOff.add(host);
    }

    boolean mayBeFalselyOff(HostId host) {
        return falselyOff.contains(host);
    }

    void everything(String why) {
        if (all.isEmpty()) {
            all = Optional.of(why);
        }
    }

    /// Why two copies of the group may be seen.
    Optional<String> of(GroupSpec group) {
        return all.or(() -> Optional.ofNullable(groups.get(group.id())))
                .or(() ->
                        group.candidates().stream()
                                .filter(hosts::containsKey)
                                .map(hosts::get)
                                .findFirst());
    }

    /// Why what is believed of a server may be wrong.
    Optional<String> of(HostId host) {
        return all.or(() -> Optional.ofNullable(hosts.get(host)));
    }

    Optional<String> ofEverything() {
        return all;
    }
}
