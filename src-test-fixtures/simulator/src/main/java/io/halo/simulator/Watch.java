package io.halo.simulator;

import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostView;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetId;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import io.halo.core.plan.Inquiry;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what managers publish: phases, findings, vetoes.
final class Watch {
    private final Ground ground;
    private final TreeMap<SetId, SetView> seen = new TreeMap<>();
    private final TreeMap<GroupId, Phase> phases = new TreeMap<>();
    private String saw = "";

    Watch(Ground ground) {
        this.ground = ground;
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
            ground.judge.phase(manager, id, report.phase());
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
}
