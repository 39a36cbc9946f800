package io.halo.core.scenario;

import io.halo.core.Step;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.Finding;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetView;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells what a step did in lines that a person can review: actions, events, changed phases and
/// findings.
final class Narrator {
    /// What was told of each incident, in order.
    private final LinkedHashMap<String, List<String>> incidents = new LinkedHashMap<>();

    void tell(World before, Step step, Duration at, List<String> lines) {
        String time = time(at);
        step.events()
                .forEach(event ->
                        lines.add(
                                time
                                        + "event "
                                        + event.kind().title()
                                        + " "
                                        + event.object()
                                        + (event.comment().isEmpty()
                                                ? ""
                                                : ": " + event.comment())));
        step.events().stream()
                .filter(event -> !event.incident().isEmpty())
                .forEach(event ->
                        incidents
                                .computeIfAbsent(event.incident(), _ -> new ArrayList<>())
                                .add(event.kind().title() + " " + event.object()));
        for (Action action : step.actions()) {
            String told = action(action);
            if (!told.isEmpty()) {
                lines.add(time + told);
            }
        }
        for (SetView set : step.world().sets().values()) {
            SetView old = before.set(set.shape().id());
            for (PhaseReport phase : set.report().phases().values()) {
                boolean same =
                        old.report()
                                .phase(phase.group())
                                .filter(it ->
                                        it.phase() == phase.phase()
                                                && it.reason().equals(phase.reason()))
                                .isPresent();
                if (!same) {
                    lines.add(time + "  " + phase(phase));
                }
            }
        }
        findings(before, step.world(), time, lines);
    }

    private static void findings(World before, World after, String time, List<String> lines) {
        var old = new LinkedHashSet<>(all(before));
        for (Finding finding : all(after)) {
            boolean told = finding.code() != Finding.Code.WAITING && !old.contains(finding);
            if (told
                    && (finding.severity() != Severity.INFO
                            || finding.code() == Finding.Code.WOULD_ACT)) {
                lines.add(
                        time
                                + "  "
                                + finding.severity().name().toLowerCase(Locale.ROOT)
                                + " "
                                + finding.object()
                                + ": "
                                + finding.text());
            }
        }
    }

    private static List<Finding> all(World world) {
        var all = new LinkedHashSet<>(world.findings());
        world.sets().values().forEach(set -> all.addAll(set.report().findings()));
        return List.copyOf(all);
    }

    private static String phase(PhaseReport phase) {
        return phase.group()
                + " "
                + phase.phase().title()
                + (phase.reason().isEmpty() ? "" : ": " + phase.reason());
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.Operate operate ->
                    (operate.kind() == Operation.Kind.START ? "start " : "stop ")
                            + operate.resource()
                            + " on "
                            + operate.host();
            case Action.PowerOff off ->
                    "power off "
                            + off.host()
                            + ", attempt "
                            + off.attempt()
                            + " level "
                            + off.level();
            case Action.PowerOn on -> "power on " + on.host() + ", level " + on.level();
            case Action.PlanFence plan -> "plan to fence " + plan.host() + ": " + plan.reason();
            case Action.WithdrawFence withdraw ->
                    "withdraw the fence of " + withdraw.host() + ": " + withdraw.why();
            case Action.GiveUp give -> "give up " + give.group() + ": " + give.why();
            case Action.SetMove set -> "move of " + set.group() + ": " + move(set.next());
            case Action.EndCommand end ->
                    "operation "
                            + end.command()
                            + (end.failure() == null ? " done" : " failed: " + end.failure());
            case Action.Look _, Action.Beat _, Action.AskPower _, Action.Booked _ -> "";
        };
    }

    private static String move(@Nullable Move move) {
        return move == null
                ? "over"
                : word(move.state())
                        + " "
                        + move.from()
                        + (move.to() == null ? "" : " to " + move.to())
                        + (move.state() instanceof Move.State.Failed failed
                                ? ", " + failed.why()
                                : "");
    }

    private static void commands(World world, List<String> lines) {
        for (CommandRecord command : world.commands().values()) {
            lines.add(
                    "operation "
                            + command.id()
                            + " "
                            + command.kind().title()
                            + " "
                            + command.target()
                            + " by "
                            + command.actor()
                            + (command.comment().isEmpty() ? "" : " (" + command.comment() + ")")
                            + ": "
                            + switch (command.state()) {
                                case CommandRecord.State.Running _ -> "running";
                                case CommandRecord.State.Done done ->
                                        done.changed() ? "done" : "done, nothing to do";
                                case CommandRecord.State.Failed failed -> "failed: " + failed.why();
                            });
            command.steps().forEach(step -> lines.add("  " + step.text()));
        }
    }

    void show(World world, Instant now, List<String> words, List<String> lines) {
        if (words.isEmpty() || words.contains("hosts")) {
            for (HostView host : world.hosts().values()) {
                lines.add(
                        "host "
                                + host.id()
                                + " "
                                + word(host.contact().reach())
                                + ", power "
                                + word(host.power())
                                + host.fenceRecord()
                                        .map(fence -> ", fence " + word(fence.state()))
                                        .orElse("")
                                + (world.setOf(host.id())
                                                .report()
                                                .unprotected()
                                                .containsKey(host.id())
                                        ? ", not protected: "
                                                + world.setOf(host.id())
                                                        .report()
                                                        .unprotected()
                                                        .get(host.id())
                                        : ""));
            }
        }
        if (words.isEmpty() || words.contains("groups")) {
            world.groups()
                    .values()
                    .forEach(group ->
                            lines.add(
                                    "group "
                                            + world.setOf(group.id())
                                                    .report()
                                                    .phase(group.id())
                                                    .map(Narrator::phase)
                                                    .orElse(group.id() + " not planned")
                                            + ", hosted "
                                            + group.hosted().keySet()
                                            + ", place "
                                            + group.lastPlace()
                                                    .map(Object::toString)
                                                    .orElse("none")));
        }
        if (words.contains("commands")) {
            commands(world, lines);
        }
        if (words.contains("findings")) {
            all(world)
                    .forEach(finding ->
                            lines.add(
                                    finding.severity().name().toLowerCase(Locale.ROOT)
                                            + " "
                                            + finding.code()
                                            + " "
                                            + finding.object()
                                            + ": "
                                            + finding.text()
                                            + (finding.command().isEmpty()
                                                    ? ""
                                                    : " [" + finding.command() + "]")));
        }
        if (words.contains("incidents")) {
            incidents.values().forEach(told -> lines.add("incident: " + String.join(", ", told)));
        }
        if (words.contains("wake")) {
            lines.add(
                    "wake in "
                            + Duration.between(
                                    now,
                                    world.sets().values().stream()
                                            .map(SetView::nextWake)
                                            .min(Instant::compareTo)
                                            .orElse(now)));
        }
    }

    private static String word(Object state) {
        return state.getClass().getSimpleName();
    }

    static String time(Duration at) {
        return String.format(Locale.ROOT, "%8.3f ", at.toMillis() / 1000.0);
    }
}
