package io.halo.core.view;

import io.halo.core.model.Admin;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import io.halo.core.plan.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Explains a group.
public final class GroupExplanation {
    private GroupExplanation() {}

    /// @throws IllegalArgumentException if there is no such group
    public static Explanation of(World world, GroupId id, Instant now) {
        SetView set = world.setOf(id);
        GroupView group = set.group(id);
        var evidence = new EvidenceList(now);
        intent(group, evidence);
        if (group.move() instanceof Move move) {
            evidence.add("move", move(move), move.since());
        }
        for (Inquiry.Clearness clear : Inquiry.clearness(world, id, now)) {
            host(world, set, group, clear, evidence);
        }
        Inquiry.target(world, id, now)
                .ifPresent(host -> evidence.add("next host", "it would be started on " + host));
        evidence.add("next look", nextLook(set, now));
        PhaseReport report = set.report().phase(id).orElseGet(() -> beforeTheFirstPlan(id));
        return new Explanation(
                id.value(),
                Explanation.Kind.GROUP,
                report.phase().title(),
                summary(report.phase(), group),
                report.reason(),
                report.command(),
                evidence.lines());
    }

    private static PhaseReport beforeTheFirstPlan(GroupId id) {
        return new PhaseReport(
                id, Phase.RESOLVING, "its hosts have not been looked at yet: the first look", "");
    }

    /// What the phases of safety.md section 8 mean.
    private static String summary(Phase phase, GroupView group) {
        return switch (phase) {
            case HELD -> "Nothing is done with it until an operator has looked.";
            case CONFLICT -> "It is seen on more than one host: nothing is started or stopped.";
            case UNMANAGED -> "It is watched, never touched.";
            case BUSY -> "A script of it is running.";
            case RESOLVING -> "It is being looked at: nothing is done before that is answered.";
            case STOP_FAILED -> "A stop of it failed: it may still run there.";
            case LEFTOVER -> "Parts of it are left where it shall not run, and are stopped first.";
            case STOP_WANTED -> "It shall not run.";
            case MOVING -> "It is being moved as planned.";
            case RUNNING -> "It runs" + group.runningOn().map(on -> " on " + on + ".").orElse(".");
            case ERROR -> "It was given up: nothing is started before a cleanup.";
            case HEALING -> "Parts of it are started, or started again, where it runs.";
            case AWAIT_POWER ->
                    "It may still run on a silent host: nothing starts before that is proven off.";
            case AWAIT_HOST -> "It may run on a host of which nothing certain is known.";
            case NO_TARGET -> "It runs nowhere, and no host can take it.";
            case STARTING -> "It runs nowhere and is being started.";
        };
    }

    private static void intent(GroupView group, EvidenceList evidence) {
        switch (group.control()) {
            case GroupView.Control.Managed _ -> {}
            case GroupView.Control.Unmanaged(Admin.Note note, _) ->
                    evidence.add("intent", "unmanaged by " + note.words(), note.at());
        }
        switch (group.desired()) {
            case GroupView.Desired.Started _ -> evidence.add("intent", "it shall run");
            case GroupView.Desired.Stopped(Admin.Note note) ->
                    evidence.add("intent", "stopped by " + note.words(), note.at());
        }
        if (group.place() instanceof HostId place) {
            evidence.add("place", "it ran last, or was last started, on " + place);
        }
    }

    private static String move(Move move) {
        String way =
                move.kind().name().toLowerCase(Locale.ROOT)
                        + " from "
                        + move.from()
                        + (move.to() == null ? "" : " to " + move.to());
        return way
                + switch (move.state()) {
                    case Move.State.Preflight _ -> ": the destination is being asked";
                    case Move.State.Stopping _ -> ": being stopped";
                    case Move.State.Starting _ -> ": being started";
                    case Move.State.Returning(String why) -> ": going back, because " + why;
                    case Move.State.Failed(String why) -> ": failed, because " + why;
                };
    }

    private static void host(
            World world,
            SetView set,
            GroupView group,
            Inquiry.Clearness clear,
            EvidenceList evidence) {
        HostId id = clear.host();
        if (!(set.hosts().get(id) instanceof HostView host)) {
            evidence.add(id, "not configured any more; the group may be there");
            return;
        }
        evidence.add(
                id,
                HostExplanation.reach(host),
                host.contact().alive() == null ? null : host.contact().alive().at());
        boolean runs = group.runningOn().filter(id::equals).isPresent();
        if (!runs) {
            evidence.add(
                    id,
                    clear.whyNot()
                            .map(why -> "not clear: " + why)
                            .orElse("clear: it is not there"));
        }
        GroupSpec spec = world.spec().group(group.id());
        for (ResourceId member : spec.members()) {
            host.work()
                    .sighting(member)
                    .ifPresent(seen ->
                            evidence.add(id, member + " seen " + sighting(seen), seen.checkedAt()));
            host.work()
                    .operation(member)
                    .ifPresent(open -> evidence.add(id, operation(member, open), open.sentAt()));
        }
        if (group.stopFailed().get(id) instanceof String why) {
            evidence.add(id, "the last stop there failed: " + why);
        }
        failures(group, id, evidence);
    }

    private static String sighting(Sighting seen) {
        return ResourceStatus.State.of(seen.state()).title()
                + (seen.wasThere() ? ", and was there when a look told anything last" : "")
                + (seen.doubtful() && !seen.wasThere() ? " (the newest look failed)" : "")
                + (seen.reason().isEmpty() ? "" : ": " + seen.reason());
    }

    private static String operation(ResourceId member, Operation open) {
        String what = open.kind().name().toLowerCase(Locale.ROOT) + " of " + member;
        return switch (open.state()) {
            case Operation.State.InFlight _ -> what + " is running";
            case Operation.State.Unknown(String why, _, _) ->
                    "how the " + what + " ended is not known: " + why;
        };
    }

    private static void failures(GroupView group, HostId host, EvidenceList evidence) {
        if (group.failures().get(host) instanceof GroupView.Failures failures
                && (failures.row() > 0 || !failures.at().isEmpty())) {
            String next =
                    failures.retryAt().isAfter(evidence.now())
                            ? "; tried again in "
                                    + span(Duration.between(evidence.now(), failures.retryAt()))
                            : "";
            evidence.add(
                    host,
                    "failed "
                            + (failures.at().size() == 1 ? "once" : failures.at().size() + " times")
                            + " within the window, the last: "
                            + failures.last()
                            + next,
                    failures.at().isEmpty() ? null : failures.at().getLast());
        }
    }

    private static String nextLook(SetView set, Instant now) {
        Duration left = Duration.between(now, set.nextWake());
        return left.isNegative() || left.compareTo(Duration.ofDays(1)) > 0
                ? "when something is heard"
                : "in " + span(left) + ", or when something is heard";
    }

    private static String span(Duration span) {
        return span.toSeconds() + "." + span.toMillisPart() / 100 + " s";
    }
}
