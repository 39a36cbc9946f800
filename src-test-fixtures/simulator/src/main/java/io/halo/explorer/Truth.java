package io.halo.explorer;

import java.util.Arrays;

/// What really is, beside what the manager believes: servers, and what operators have asked for.
final class Truth {
    final HostTruth[] hosts;

    /// What was accepted: groups to be stopped, unmanaged groups, inactive hosts, hosts in
    /// maintenance.
    int stopped;

    int unmanaged;
    int inactive;
    int maintained;

    /// An assumption (S1 to S4) was broken on the way here: two copies are possible, and must be
    /// noticed.
    boolean broken;

    /// How many times time has passed with a double run in sight of the manager.
    int doubleTicks;

    long epoch = 1;
    int disturbances;

    Truth(Names names) {
        hosts = new HostTruth[names.hosts.size()];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = new HostTruth(names.host(i));
        }
    }

    Truth(Truth other) {
        hosts = Arrays.stream(other.hosts).map(HostTruth::new).toArray(HostTruth[]::new);
        stopped = other.stopped;
        unmanaged = other.unmanaged;
        inactive = other.inactive;
        maintained = other.maintained;
        broken = other.broken;
        doubleTicks = other.doubleTicks;
        epoch = other.epoch;
        disturbances = other.disturbances;
    }

    /// The powered hosts that hold, or are about to hold, one of these resources, as bits.
    int places(int resources) {
        int places = 0;
        for (int i = 0; i < hosts.length; i++) {
            if ((hosts[i].occupies() & resources) != 0) {
                places |= 1 << i;
            }
        }
        return places;
    }
}
