package io.halo.simulator;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;

/// Where a situation is played: a group, its home, a host that it can move to, a moment.
final class Stage {
    final Dice dice;
    final ClusterSpec spec;
    final GroupSpec group;
    final HostId a;
    final HostId b;
    final long at;
    boolean observeFirst;
    private final List<Happening> all = new ArrayList<>();

    /// With a group to which the situation of that number can happen, if there is one.
    Stage(int number, Dice dice, ClusterSpec spec, long at) {
        this.dice = dice;
        this.spec = spec;
        this.at = at;
        List<GroupSpec> all = List.copyOf(spec.groups().values());
        List<GroupSpec> fit =
                all.stream().filter(one -> Situations.fits(number, spec, one)).toList();
        this.group = dice.one(fit.isEmpty() ? all : fit);
        this.a = group.home();
        this.b = group.lone() ? a : dice.one(group.failover());
    }

    /// What would begin before the start begins with it.
    void add(Happening one) {
        all.add(
                one.at() >= 0 || one.isFromTheStart()
                        ? one
                        : new Happening(
                                one.kind(),
                                0,
                                one.span(),
                                one.line(),
                                one.endLine(),
                                one.begin(),
                                one.end()));
    }

    List<Happening> all() {
        return all;
    }

    ResourceId member() {
        return dice.one(group.members());
    }

    int levels(HostId host) {
        return spec.host(host).fenceLevels().size();
    }
}
