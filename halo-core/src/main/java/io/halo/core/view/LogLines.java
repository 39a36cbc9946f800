package io.halo.core.view;

import io.halo.core.model.Event;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Operation;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import io.halo.core.view.LogLine.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the manager's log says of each step: the story of a failover in a handful of lines, and of
/// an idle healthy cluster nothing.
///
/// Starts and stops of single resources are in the history; the log tells of a group when its root
/// is started or stopped and when all of it runs. Findings are told by [FindingLines]. Not for use
/// by several threads.
public final class LogLines {
    private final FindingLines findings = new FindingLines();

    /// Where each group was running when the log last said so.
    private final SortedMap<GroupId, HostId> told = new TreeMap<>();

    /// Groups on which we have acted since.
    private final SortedSet<GroupId> actedOn = new TreeSet<>();

    /// @param after the World after the step
    /// @param actions what the step sends
    public List<LogLine> of(World after, List<Event> events, List<Action> actions, Instant now) {
        var lines = new ArrayList<LogLine>();
        events.forEach(event -> lines.add(event(event)));
        actions.forEach(action -> action(after, action, lines));
        if (findings.changed(after, now)) {
            after.sets().values().forEach(set -> groups(set, lines));
            lines.addAll(findings.of(after, now));
        }
        return lines;
    }

    private static LogLine event(Event event) {
        Level level =
                switch (event.kind()) {
                    case START, STOP -> Level.DEBUG;
                    case FAILURE, FENCE_FAILED, CONFLICT -> Level.WARNING;
                    case MANAGE,
                            UNMANAGE,
                            RESTART,
                            MOVE,
                            ACTIVATE,
                            DEACTIVATE,
                            FAILBACK,
                            FENCE,
                            CONFIRM_OFF,
                            RESET,
                            CLEANUP,
                            MAINTENANCE,
                            CLEAR,
                            CONNECTED,
                            DISCONNECTED,
                            RECOVERED,
                            POLICY,
                            REFUSED,
                            MANAGER_STARTED,
                            MANAGER_STOPPED ->
                            Level.INFO;
                };
        String comment = event.comment().isEmpty() ? "" : ": " + event.comment();
        return new LogLine(level, event.kind().title() + " " + event.object() + comment);
    }

    private void action(World after, Action action, List<LogLine> lines) {
        switch (action) {
            case Action.Operate operate -> {
                actedOn.add(operate.group());
                boolean root =
                        operate.resource().equals(after.spec().group(operate.group()).root());
                String verb = operate.kind() == Operation.Kind.START ? "starting " : "stopping ";
                lines.add(
                        new LogLine(
                                root ? Level.INFO : Level.DEBUG,
                                verb + operate.resource() + " on " + operate.host()));
            }
            case Action.PowerOff off ->
                    lines.add(
                            new LogLine(
                                    Level.INFO,
                                    "powering off "
                                            + off.host()
                                            + ", attempt "
                                            + off.attempt()
                                            + reason(after, off.host())));
            case Action.PowerOn on ->
                    lines.add(new LogLine(Level.INFO, "powering on " + on.host()));
            case Action.Look _,
                    Action.Beat _,
                    Action.AskPower _,
                    Action.Noted _,
                    Action.Booked _ -> {}
        }
    }

    private static String reason(World after, HostId host) {
        return after.host(host).fence() instanceof FenceRecord fence ? ": " + fence.reason() : "";
    }

    private void groups(SetView set, List<LogLine> lines) {
        for (PhaseReport report : set.report().phases().values()) {
            HostId place = set.group(report.group()).place();
            if (report.phase() == Phase.RUNNING && place != null) {
                boolean acted = actedOn.remove(report.group());
                if (!place.equals(told.put(report.group(), place)) || acted) {
                    lines.add(new LogLine(Level.INFO, report.group() + " runs on " + place));
                }
            }
        }
    }
}
