package io.halo.simulator;

import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Of whom a manager waits to hear after a power-off (T2): a start that waits for one of them is a
/// reason to power that one off as well (L4).
final class Awaited {
    /// How long after its program has ended a power-off may be told of: its switch is asked.
    private static final long CONFIRMED_WITHIN = 15 * Timeline.S;

    private final Ground ground;

    /// By whose power it was: who was connected then, and is not heard since.
    private final TreeMap<HostId, TreeSet<HostId>> silent = new TreeMap<>();

    /// When the newest program of each server has ended. One that is under way is not there.
    private final TreeMap<HostId, Long> ended = new TreeMap<>();

    Awaited(Ground ground) {
        this.ground = ground;
    }

    /// A program begins.
    void spawns(HostId off, Set<HostId> connected) {
        TreeSet<HostId> awaited = silent.computeIfAbsent(off, _ -> new TreeSet<>());
        awaited.addAll(connected);
        awaited.remove(off);
        ended.remove(off);
    }

    /// Its manager was told that the program has ended.
    void ended(HostId off) {
        ended.put(off, ground.now());
    }

    /// An answer to what was sent then, or a refusal.
    void heard(HostId host, long sent) {
        ended.forEach((off, end) -> {
            if (sent >= end && off.equals(host)) {
                silent.remove(off);
            } else if (sent >= end + CONFIRMED_WITHIN && silent.containsKey(off)) {
                silent.get(off).remove(host);
            }
        });
    }

    /// Its switch says so: no power-off of it is relied on. It is no word of itself.
    void isOn(HostId host) {
        silent.remove(host);
    }

    /// A person has vouched for it.
    void known(HostId host) {
        silent.remove(host);
        silent.values().forEach(awaited -> awaited.remove(host));
    }

    /// Whether the group may wait until that server is heard.
    boolean holdsBack(HostId host, GroupSpec group, Set<HostId> mayBe) {
        return silent.entrySet().stream()
                .anyMatch(one ->
                        one.getValue().contains(host)
                                && (group.candidates().contains(one.getKey())
                                        || mayBe.contains(one.getKey())));
    }
}
