package io.halo.simulator;

import static io.halo.simulator.Timeline.S;

import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Two copies (L1): nothing of a group is started while any of it runs elsewhere. Where a broken
/// assumption explains that it does, somebody is told in time, and nothing more is started.
final class Doubles {
    private final Ground ground;
    private final Notices notices;

    /// Since when a group runs twice in sight of a manager, and nobody is told.
    private final TreeMap<GroupId, Long> untold = new TreeMap<>();

    /// The managers that were told, until it runs once only, whether they see that or not.
    private final TreeMap<GroupId, Set<String>> told = new TreeMap<>();

    /// Where a start was sent to that has not begun there.
    private final TreeMap<GroupId, TreeSet<HostId>> sent = new TreeMap<>();

    Doubles(Ground ground, Notices notices) {
        this.ground = ground;
        this.notices = notices;
    }

    /// Whether a start of it was sent to another server, and has not arrived: a road may keep it
    /// for minutes.
    boolean underWay(GroupId id, HostId but) {
        return sent.getOrDefault(id, new TreeSet<>()).stream().anyMatch(host -> !host.equals(but));
    }

    /// A start script begins on a server.
    void starts(Server server, Order order) {
        GroupId id = order.group();
        if (id != null) {
            sent.getOrDefault(id, new TreeSet<>()).remove(server.id);
        }
        if (id == null
                || !ground.spec().groups().containsKey(id)
                || ground.spec().resource(order.resource()).shared()) {
            return;
        }
        GroupSpec group = ground.spec().group(id);
        List<String> elsewhere = elsewhere(group, other -> other == server);
        if (elsewhere.isEmpty()) {
            return;
        }
        String what = order.resource() + " is started on " + server.id + " while " + elsewhere;
        Optional<String> excuse = ground.excuses.of(group);
        if (excuse.isEmpty()) {
            ground.judge.broken("L1", what);
        } else {
            ground.history.add(ground.now(), "DOUBLE RUN", what + "; " + excuse.get());
        }
    }

    /// A start leaves a manager. Once it was told that the group runs twice, none may, unless the
    /// other server may have been said to be off: what lies then is not the manager.
    void dispatches(ManagerProcess manager, GroupId id, ResourceId resource, Server server) {
        sent.computeIfAbsent(id, _ -> new TreeSet<>()).add(server.id);
        if (told.getOrDefault(id, Set.of()).contains(manager.life())
                && ground.spec().groups().containsKey(id)
                && !ground.spec().resource(resource).shared()
                && !elsewhere(
                                ground.spec().group(id),
                                other ->
                                        other == server || ground.excuses.mayBeFalselyOff(other.id))
                        .isEmpty()) {
            ground.judge.broken(
                    "notice", resource + " is started, though it was told to run twice");
        }
    }

    /// Something was stopped: what ran twice may do so no more, until it is started again.
    void stopped() {
        told.keySet().removeIf(id -> !twice(ground.spec().group(id), Server::on));
    }

    /// A new manager remembers no conflict: it must see it again.
    void forgotten() {
        told.clear();
    }

    private List<String> elsewhere(GroupSpec group, Predicate<Server> but) {
        List<ResourceId> exclusive = ground.spec().exclusive(group);
        var elsewhere = new ArrayList<String>();
        for (Server server : ground.servers()) {
            if (but.test(server) || !server.on()) {
                continue;
            }
            for (ResourceId member : exclusive) {
                if (server.copies.containsKey(member)) {
                    elsewhere.add(member + " runs on " + server.id);
                }
            }
            server.scripts.stream()
                    .filter(script ->
                            script.order.op() == Order.Op.START
                                    && exclusive.contains(script.order.resource()))
                    .forEach(script ->
                            elsewhere.add(
                                    script.order.resource() + " is starting on " + server.id));
        }
        return elsewhere;
    }

    /// Called every second.
    void look() {
        for (GroupSpec group : ground.spec().groups().values()) {
            if (!twice(group, Server::on)) {
                told.remove(group.id());
            }
            if (!twice(group, server -> inSight(server, group))) {
                untold.remove(group.id());
                continue;
            }
            Set<String> by = notices.ofConflict(group);
            if (!by.isEmpty()) {
                if (!told.containsKey(group.id())) {
                    ground.tally.doubleRunsNoticed++;
                }
                told.computeIfAbsent(group.id(), _ -> new TreeSet<>()).addAll(by);
            }
            if (notices.of(group)) {
                untold.remove(group.id());
            } else {
                long since = untold.computeIfAbsent(group.id(), _ -> ground.now());
                if (ground.now() - since > bound(group)) {
                    ground.judge.broken(
                            "notice", group.id() + " runs in two places, and nobody is told");
                }
            }
        }
    }

    /// A look that hangs until its timeout, twice, and the ones between them.
    private long bound(GroupSpec group) {
        long monitor = ground.spec().resource(group.root()).timeouts().monitor().toNanos();
        return 3 * monitor + 4 * ground.spec().monitorInterval().toNanos() + 30 * S;
    }

    /// One member in two places, or the root in one and a member in another.
    private boolean twice(GroupSpec group, Predicate<Server> where) {
        List<Server> roots = new ArrayList<>();
        List<Server> members = new ArrayList<>();
        for (Server server : ground.servers()) {
            if (server.copies.isEmpty() || !where.test(server)) {
                continue;
            }
            if (holds(server, group.root())) {
                roots.add(server);
            } else if (ground.spec().exclusive(group).stream()
                    .anyMatch(member -> holds(server, member))) {
                members.add(server);
            }
        }
        return roots.size() > 1 || (!roots.isEmpty() && !members.isEmpty());
    }

    /// Runs, and its monitor says so.
    private boolean holds(Server server, ResourceId member) {
        return server.copies.containsKey(ground.thing(member))
                && server.troubles.of(Order.Op.MONITOR, member).isEmpty();
    }

    private boolean inSight(Server server, GroupSpec group) {
        return server.serves()
                && group.candidates().contains(server.id)
                && ground.seats.stream()
                        .flatMap(seat -> seat.running().stream())
                        .anyMatch(manager ->
                                !manager.paused()
                                        && manager.world().spec().groups().containsKey(group.id())
                                        && manager.world().setOf().containsKey(server.id)
                                        && manager.world().host(server.id).connected());
    }
}
