package io.halo.core.model;

import java.time.Instant;
import java.util.SortedMap;

/// One failover set: everything that a decision about one of its groups looks at.
///
/// @param nextWake when it must be planned again although nothing was heard
/// @param report what the newest planning found
public record SetView(
        FailoverSet shape,
        SortedMap<HostId, HostView> hosts,
        SortedMap<GroupId, GroupView> groups,
        Instant nextWake,
        SetReport report) {
    public SetView {
        hosts = Checks.sorted(hosts);
        groups = Checks.sorted(groups);
    }

    public HostView host(HostId id) {
        HostView host = hosts.get(id);
        if (host == null) {
            throw new IllegalArgumentException("no host " + id + " in set " + shape.id());
        }
        return host;
    }

    public GroupView group(GroupId id) {
        GroupView group = groups.get(id);
        if (group == null) {
            throw new IllegalArgumentException("no group " + id + " in set " + shape.id());
        }
        return group;
    }

    public SetView with(HostView host) {
        return new SetView(shape, Checks.with(hosts, host.id(), host), groups, nextWake, report);
    }

    public SetView with(GroupView group) {
        return new SetView(shape, hosts, Checks.with(groups, group.id(), group), nextWake, report);
    }

    public SetView planned(SetReport newest, Instant wake) {
        return new SetView(shape, hosts, groups, wake, newest);
    }

    public SetView wakeAt(Instant moment) {
        return new SetView(shape, hosts, groups, moment, report);
    }
}
