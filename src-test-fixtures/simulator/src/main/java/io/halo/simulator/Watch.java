package io.halo.simulator;

import static io.halo.simulator.Timeline.S;

import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetId;
import io.halo.core.model.SetView;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import io.halo.core.plan.Inquiry;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what managers publish: phases, findings, vetoes; and whether a double run is noticed.
final class Watch {
    private final Ground ground;
    private final TreeMap<SetId, SetView> seen = new TreeMap<>();
    private final TreeMap<GroupId, Phase> phases = new TreeMap<>();
    private final TreeMap<GroupId, Long> doubles = new TreeMap<>();
    private String saw = "";

    Watch(Ground ground) {
        this.ground = ground;
    }

    /// Whether a manager has told that the group runs twice.
    boolean noticed(GroupId group) {
        return phases.get(group) == Phase.CONFLICT;
    }

    @SuppressWarnings("ReferenceEquality") // a set that nobody planned is the same object
    void published(ManagerProcess manager, World world) {
        if (!manager.life().equals(saw)) {
            saw = manager.life();
            seen.clear();
        }
        world.findings().forEach(finding -> finding(manager, finding));
        world.sets()
                .forEach((id, set) -> {
                    SetView before = seen.put(id, set);
                    if (before == null || before.report() != set.report()) {
                        changed(manager, world, set, before);
                    }
                });
    }

    private void changed(
            ManagerProcess manager, World world, SetView set, @Nullable SetView before) {
        for (Finding finding : set.report().findings()) {
            if (before == null || !before.report().findings().contains(finding)) {
                finding(manager, finding);
            }
        }
        for (GroupId id : set.shape().groups()) {
            PhaseReport report = set.report().phases().get(id);
            if (report == null) {
                if (before != null) {
                    ground.judge.broken("L10", id + " is in no phase");
                }
                continue;
            }
            if (report.reason().isBlank() && report.phase() != Phase.RUNNING) {
                ground.judge.broken(
                        "L10", id + " is in " + report.phase() + " and does not say why");
            }
            if (phases.put(id, report.phase()) != report.phase()) {
                ground.tally.phase(report.phase());
                ground.history.add(
                        ground.now(), id, report.phase().title() + " " + report.reason());
            }
        }
        guards(manager, world, set);
    }

    private void guards(ManagerProcess manager, World world, SetView set) {
        for (HostView host : set.hosts().values()) {
            if (host.contact().silent()) {
                for (Inquiry.Guard guard :
                        Inquiry.guards(world, host.id(), manager.clock().now())) {
                    if (guard.holdsBack().isPresent()) {
                        ground.tally.guard(guard.name());
                    }
                }
            }
        }
    }

    private void finding(ManagerProcess manager, Finding finding) {
        ground.tally.finding(finding.code());
        if (finding.code() == Finding.Code.VETOED) {
            ground.judge.broken("veto", manager.life() + ": " + finding.text());
        }
    }

    /// Called now and then: a group that runs in two places which its manager can see must be told
    /// of.
    void look() {
        for (GroupSpec group : ground.spec().groups().values()) {
            if (visiblyTwice(group) && !noticed(group.id()) && !critical(group.id())) {
                long since = doubles.computeIfAbsent(group.id(), _ -> ground.now());
                if (ground.now() - since > bound(group)) {
                    ground.judge.broken(
                            "notice", group.id() + " runs in two places, and nobody is told");
                }
            } else if (doubles.remove(group.id()) != null) {
                ground.tally.doubleRunsNoticed++;
            }
        }
    }

    /// A look that hangs until its timeout, twice, and the ones between them.
    private long bound(GroupSpec group) {
        long monitor = ground.spec().resource(group.root()).timeouts().monitor().toNanos();
        return 3 * monitor + 4 * ground.spec().monitorInterval().toNanos() + 30 * S;
    }

    private boolean critical(GroupId group) {
        return ground.seats.stream()
                .flatMap(seat -> seat.running().stream())
                .anyMatch(manager ->
                        !manager.world().manager().acting()
                                || manager.world().setOf(group).report().findings().stream()
                                        .anyMatch(it ->
                                                it.severity() == Severity.CRITICAL
                                                        && it.object().equals(group.value())));
    }

    private boolean visiblyTwice(GroupSpec group) {
        List<HostId> places =
                ground.servers().stream()
                        .filter(server -> visible(server, group))
                        .map(server -> server.id)
                        .toList();
        return places.size() > 1;
    }

    private boolean visible(Server server, GroupSpec group) {
        return server.serves()
                && group.candidates().contains(server.id)
                && server.copies.containsKey(group.root())
                && server.troubles.of(Order.Op.MONITOR, group.root()).isEmpty()
                && ground.seats.stream()
                        .flatMap(seat -> seat.running().stream())
                        .anyMatch(manager ->
                                !manager.paused()
                                        && manager.world().spec().groups().containsKey(group.id())
                                        && manager.world().setOf().containsKey(server.id)
                                        && manager.world().host(server.id).connected());
    }
}
