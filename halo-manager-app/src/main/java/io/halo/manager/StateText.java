package io.halo.manager;

import io.halo.core.model.GroupId;
import io.halo.manager.adapter.store.Repair;
import io.halo.manager.adapter.store.Takeover;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// What a repair or an import tells the operator.
final class StateText {
    private StateText() {}

    static List<String> of(Path file, Repair.Report report) {
        if (report.outcome() == Repair.Outcome.WHOLE) {
            return List.of("the state file " + file + " is whole; nothing was done");
        }
        var lines = new ArrayList<String>();
        lines.add(
                report.outcome() == Repair.Outcome.FINISHED
                        ? "a repair of the state file "
                                + file
                                + " that was interrupted is finished; the damaged one is "
                                + report.damaged()
                        : "the state file "
                                + file
                                + " was repaired: "
                                + report.rows()
                                + " rows and "
                                + report.events()
                                + " events were kept; the damaged one is "
                                + report.damaged());
        report.lost().forEach(lost -> lines.add("lost: " + lost));
        List<String> groups = report.unmanaged().stream().map(GroupId::value).toList();
        if (groups.isEmpty()) {
            lines.add("every group is as it was");
        } else {
            lines.add("unmanaged now: " + String.join(", ", groups));
            lines.add(
                    "start the manager, look where each of them runs (halo status), and then: halo manage GROUP");
        }
        return lines;
    }

    static List<String> of(Path file, Path old, ZoneId zone, Takeover.Report report) {
        var lines = new ArrayList<String>();
        lines.add(
                report.records()
                        + " records of "
                        + old
                        + ", whose times are taken for those of "
                        + zone
                        + ", are in "
                        + file);
        add(lines, "unmanaged: ", report.unmanaged());
        add(lines, "deactivated: ", report.deactivated());
        add(
                lines,
                "fenced (given groups only if there is no other, until halo reset): ",
                report.fenced());
        report.problems().forEach(problem -> lines.add("warning: " + problem));
        return lines;
    }

    private static void add(List<String> lines, String what, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(what + String.join(", ", names));
        }
    }
}
