package io.halo.simulator;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.plan.Action;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// T2: no start relies on a power-off before every server that was connected when it was sent has
/// answered again. Whose power it was is what the switch knows, and the manager does not. T3: none
/// relies on one of a server that has had power again for so long that its switch was asked since.
final class Bystanders {
    /// It is asked every 30 s, and nothing is started by an answer of more than 60 s ago.
    static final long ASKED_AGAIN = 62 * Timeline.S;

    private final Ground ground;
    private final TreeMap<HostId, Sent> relied = new TreeMap<>();

    /// The newest power-off of a server.
    ///
    /// @param at when its program ended, or began
    /// @param unheard servers that have not answered anything sent since
    /// @param held groups that were there, or were being started
    private record Sent(long at, TreeSet<HostId> unheard, TreeSet<GroupId> held) {}

    Bystanders(Ground ground) {
        this.ground = ground;
    }

    /// A program begins.
    void spawns(ManagerProcess manager, Action.PowerOff attempt, Set<HostId> connected) {
        if (manager.seat().number() != 0) {
            return;
        }
        var unheard = new TreeSet<>(connected);
        var held = new TreeSet<GroupId>();
        if (relied.get(attempt.host()) instanceof Sent before) {
            unheard.addAll(before.unheard);
            held.addAll(before.held);
        }
        unheard.remove(attempt.host());
        ground.spec().groups().values().stream()
                .filter(group -> manager.world().spec().groups().containsKey(group.id()))
                .filter(group ->
                        manager.world().group(group.id()).hosted().containsKey(attempt.host()))
                .forEach(group -> held.add(group.id()));
        relied.put(attempt.host(), new Sent(ground.now(), unheard, held));
    }

    /// An answer has come in to what was sent then, or a refusal.
    void heard(ManagerProcess manager, HostId host, long sent) {
        if (manager.seat().number() == 0) {
            forget(host);
            relied.values().stream()
                    .filter(one -> sent >= one.at)
                    .forEach(one -> one.unheard.remove(host));
        }
    }

    /// Said to be on, said to be off by a person: what was relied on is not relied on any more, and
    /// what it has to do with others is known.
    void forget(HostId host) {
        relied.remove(host);
    }

    /// A person has vouched for it, or its own switch has said on since.
    void known(HostId host) {
        forget(host);
        relied.values().forEach(one -> one.unheard.remove(host));
    }

    /// Other rows are on the disk.
    void forgetAll() {
        relied.clear();
    }

    /// A start of a root leaves the manager.
    ///
    /// @param vouched whether somebody vouches for a server at this moment
    void starts(GroupId group, HostId on, Predicate<HostId> vouched) {
        relied.forEach((off, sent) -> {
            boolean known = vouched.test(off) || sent.unheard.stream().allMatch(vouched);
            if (!off.equals(on) && sent.held.contains(group) && !known) {
                ground.judge.broken(
                        "T2",
                        group
                                + " is started on "
                                + on
                                + ", for "
                                + off
                                + " is said to be off, and "
                                + sent.unheard
                                + " was not heard since");
            }
            if (!off.equals(on)
                    && sent.held.contains(group)
                    && !vouched.test(off)
                    && ground.excuses.of(off).isEmpty()
                    && ground.server(off).hadPowerFor(ASKED_AGAIN)) {
                ground.judge.broken(
                        "T3",
                        group
                                + " is started on "
                                + on
                                + ", for "
                                + off
                                + " is said to be off, which has power for long");
            }
        });
    }
}
