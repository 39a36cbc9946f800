package io.halo.explorer;

import io.halo.core.model.Admin;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.Row;
import io.halo.core.model.Rows;
import io.halo.core.model.SetView;
import io.halo.core.model.Severity;
import io.halo.core.plan.Action;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// Looks at what is true, and says when a law is broken. What the manager believes counts for
/// nothing here, but for what it says of itself.
final class Judge {
    /// A double run that an operator could see for so many ticks must be told by now.
    private static final int NOTICED = 8;

    private final Turn turn;

    Judge(Turn turn) {
        this.turn = turn;
    }

    private Names names() {
        return turn.names;
    }

    private Truth truth() {
        return turn.truth;
    }

    /// An action is about to leave the manager.
    void sends(Action action) {
        switch (action) {
            case Action.Operate operate -> operates(operate);
            case Action.PowerOff off -> {
                HostView host = turn.world.host(off.host());
                if (host.fence() instanceof FenceRecord fence
                        && fence.by() == FenceRecord.By.AUTO) {
                    new FenceJudge(turn).powersOff(host, fence, off.attempt());
                }
            }
            default -> {}
        }
    }

    private void operates(Action.Operate operate) {
        int group = names().group(operate.group());
        if ((truth().unmanaged & 1 << group) != 0) {
            turn.broken(
                    operate.group() + " is unmanaged, and " + operate.resource() + " is touched");
        }
        if (operate.kind() == Operation.Kind.START
                && truth().doubleTicks >= NOTICED
                && isDouble(truth().places(names().exclusive[group]))) {
            turn.broken(operate.group() + " runs twice, and more of it is started");
        }
    }

    private static boolean isDouble(int places) {
        return Integer.bitCount(places) > 1;
    }

    /// After each step of the manager.
    void step() {
        turn.world.findings().forEach(this::finding);
        for (SetView set : turn.world.sets().values()) {
            set.report().findings().forEach(this::finding);
            for (GroupView group : set.groups().values()) {
                PhaseReport phase = set.report().phases().get(group.id());
                if (phase == null) {
                    turn.broken(group.id() + " has no phase");
                } else if (phase.phase() != Phase.RUNNING && phase.reason().isBlank()) {
                    turn.broken(group.id() + " is " + phase.phase().title() + " without a reason");
                }
            }
        }
    }

    private void finding(Finding finding) {
        if (finding.code() == Finding.Code.VETOED) {
            turn.broken("vetoed: " + finding.text());
        }
    }

    /// The manager ends here: a successor knows what is on disk, and nothing else.
    void restarts(SortedMap<Row.Key, Row> disk) {
        if (!telling(Rows.all(turn.world)).equals(telling(disk.values()))) {
            turn.broken("what the manager knows for good is not what is on disk");
        }
    }

    /// What tells more than nothing would; the store keeps the epoch by itself.
    private Set<Row> telling(Collection<Row> rows) {
        var telling = new HashSet<Row>();
        for (Row row : rows) {
            if (row instanceof Row.OfCluster cluster) {
                var told = new Row.OfCluster(0, cluster.maintenance(), cluster.fencesStarted());
                if (!told.equals(new Row.OfCluster(0, null, List.of()))) {
                    telling.add(told);
                }
            } else if (!names().plain.contains(row)) {
                telling.add(row);
            }
        }
        return telling;
    }

    /// Everything that is answered at once has been answered.
    void atRest(Event event) {
        intents();
        boolean seen = false;
        for (int i = 0; i < names().groups.size(); i++) {
            int places = truth().places(names().exclusive[i]);
            if (isDouble(places)) {
                if (!truth().broken) {
                    turn.broken(
                            names().group(i) + " is on " + names().hostsOf(places) + " at once");
                } else if (inSight(places)) {
                    seen = true;
                    told(i);
                }
            }
        }
        if (!seen) {
            truth().doubleTicks = 0;
        } else if (event.kind() == Event.Kind.TICK && truth().doubleTicks < NOTICED) {
            truth().doubleTicks++;
        }
    }

    private boolean inSight(int places) {
        for (int i = 0; i < truth().hosts.length; i++) {
            if ((places & 1 << i) != 0
                    && !(truth().hosts[i].answers()
                            && truth().hosts[i].scripts.isEmpty()
                            && turn.world.host(names().hosts.get(i)).connected())) {
                return false;
            }
        }
        return true;
    }

    private void told(int group) {
        var id = names().groups.get(group);
        SetView set = turn.world.setOf(id);
        boolean told =
                set.report().phase(id).filter(it -> it.phase() == Phase.CONFLICT).isPresent()
                        || set.report().findings().stream()
                                .anyMatch(it -> it.severity() == Severity.CRITICAL);
        if (!told && truth().doubleTicks >= NOTICED) {
            turn.broken(id + " runs twice in sight of the manager, which does not say so");
        }
    }

    /// What operators were told is done is remembered, whatever happens to the manager.
    private void intents() {
        for (int i = 0; i < names().groups.size(); i++) {
            GroupView group = turn.world.group(names().groups.get(i));
            if ((truth().stopped & 1 << i) != 0 && group.wanted()) {
                turn.broken("that " + group.id() + " is to be stopped is forgotten");
            }
            if ((truth().unmanaged & 1 << i) != 0 && group.managed()) {
                turn.broken("that " + group.id() + " is unmanaged is forgotten");
            }
        }
        for (int i = 0; i < names().hosts.size(); i++) {
            HostView host = turn.world.host(names().hosts.get(i));
            boolean active = host.admin() instanceof Admin.Active;
            if (((truth().inactive | truth().maintained) & 1 << i) != 0 && active) {
                turn.broken("what was asked of " + host.id() + " is forgotten");
            }
        }
    }

    /// The groups that are not where they should be, when all trouble has been over for long.
    static List<String> stuck(Moment moment, Names names) {
        return new Settled(moment, names).stuck();
    }
}
