package io.halo.explorer;

import io.halo.core.model.Admin;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetView;
import java.util.ArrayList;
import java.util.List;

/// What must be true of each group when nothing has been wrong for a long while: every server up
/// and connected, every script and device in order.
final class Settled {
    private final Moment moment;
    private final Names names;

    Settled(Moment moment, Names names) {
        this.moment = moment;
        this.names = names;
    }

    List<String> stuck() {
        var stuck = new ArrayList<String>();
        for (int i = 0; i < names.groups.size(); i++) {
            SetView set = moment.world().setOf(names.groups.get(i));
            GroupView group = set.group(names.groups.get(i));
            PhaseReport report = set.report().phases().get(group.id());
            if (report == null || !truthful(set, group, i, report)) {
                stuck.add(group.id() + " stays for ever in " + report);
            }
        }
        return stuck;
    }

    private boolean truthful(SetView set, GroupView group, int index, PhaseReport report) {
        int places = moment.truth().places(names.exclusive[index]);
        boolean help = !report.command().isBlank();
        return switch (report.phase()) {
            case RUNNING ->
                    Integer.bitCount(places) == 1
                            && runs(index, Integer.numberOfTrailingZeros(places));
            case STOP_WANTED -> places == 0;
            case UNMANAGED -> !group.managed();
            case HELD, CONFLICT -> help;
            case ERROR, STOP_FAILED -> help;
            case NO_TARGET, AWAIT_POWER -> help && needsOperator(set);
            case AWAIT_HOST -> help && (needsOperator(set) || scriptsCannotTell(index));
            case HEALING -> help && (scriptsCannotTell(index) || namesAnUnmanaged(set, report));
            case BUSY, RESOLVING, LEFTOVER, MOVING, STARTING -> false;
        };
    }

    private boolean runs(int group, int host) {
        int members = names.members[group];
        return (moment.truth().hosts[host].running & members) == members;
    }

    /// A shared member stays down where an unmanaged group may use it (L5).
    private static boolean namesAnUnmanaged(SetView set, PhaseReport report) {
        return set.groups().values().stream()
                .filter(other -> !other.managed())
                .anyMatch(other -> report.command().equals("halo manage " + other.id()));
    }

    /// A monitor that says *failed* where nothing is expected says nothing: a person must look.
    private boolean scriptsCannotTell(int group) {
        int broken = 0;
        for (HostTruth host : moment.truth().hosts) {
            broken |= host.broken;
        }
        return (broken & names.members[group]) != 0;
    }

    /// A server that no group may use before somebody says so.
    private static boolean needsOperator(SetView set) {
        for (HostView host : set.hosts().values()) {
            if (!(host.admin() instanceof Admin.Active) || host.fence() != null) {
                return true;
            }
        }
        return false;
    }
}
