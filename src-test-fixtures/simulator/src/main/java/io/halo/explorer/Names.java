package io.halo.explorer;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import io.halo.core.model.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The small numbers by which the explorer knows hosts, groups and resources: states are copied
/// often.
final class Names {
    final ClusterSpec spec;
    final List<HostId> hosts;
    final List<GroupId> groups;
    final List<ResourceId> resources;

    /// The exclusive members of each group, as bits.
    final int[] exclusive;

    /// All members of each group, as bits.
    final int[] members;

    /// The candidates of each group, as bits.
    final int[] candidates;

    /// Rows that say no more than if they were not there.
    final Set<Row> plain;

    Names(ClusterSpec spec) {
        this.spec = spec;
        plain = Set.copyOf(Rows.all(Turn.fresh(spec, 1, 0)));
        hosts = List.copyOf(spec.hosts().keySet());
        groups = List.copyOf(spec.groups().keySet());
        resources = List.copyOf(spec.resources().keySet());
        exclusive = new int[groups.size()];
        members = new int[groups.size()];
        candidates = new int[groups.size()];
        for (int i = 0; i < groups.size(); i++) {
            GroupSpec group = spec.group(groups.get(i));
            exclusive[i] = bits(spec.exclusive(group));
            members[i] = bits(group.members());
            for (HostId host : group.candidates()) {
                candidates[i] |= 1 << host(host);
            }
        }
    }

    private int bits(List<ResourceId> some) {
        int bits = 0;
        for (ResourceId resource : some) {
            bits |= 1 << resource(resource);
        }
        return bits;
    }

    String host(int index) {
        return hosts.get(index).value();
    }

    String group(int index) {
        return groups.get(index).value();
    }

    String resource(int index) {
        return resources.get(index).value();
    }

    int host(HostId id) {
        return hosts.indexOf(id);
    }

    int group(GroupId id) {
        return groups.indexOf(id);
    }

    int resource(ResourceId id) {
        return resources.indexOf(id);
    }

    DeviceId device(int host) {
        return spec.host(hosts.get(host)).fenceLevels().getFirst();
    }

    /// The names of those whose bit is set.
    List<String> hostsOf(int bits) {
        var names = new ArrayList<String>();
        for (int i = 0; i < hosts.size(); i++) {
            if ((bits & 1 << i) != 0) {
                names.add(host(i));
            }
        }
        return names;
    }
}
