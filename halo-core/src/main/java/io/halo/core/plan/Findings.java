package io.halo.core.plan;

import io.halo.core.input.Evidence;
import io.halo.core.model.Admin;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.Finding.Code;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import io.halo.core.model.Severity;
import io.halo.core.model.Sighting;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.SortedMap;

/// Everything about a set that an operator should know, derived anew with each plan.
final class Findings {
    private Findings() {}

    static void of(
            World world,
            SetView set,
            SortedMap<GroupId, PhaseReport> phases,
            SortedMap<HostId, String> fencing,
            SortedMap<HostId, String> unprotected,
            PlanDraft draft) {
        phases.values().forEach(phase -> group(phase, draft));
        set.groups().values().forEach(group -> memory(set, group, draft));
        for (HostView host : set.hosts().values()) {
            reach(host, draft);
            fence(set, host, fencing, draft);
            device(host, draft);
            bystanders(host, draft);
            resources(host, draft);
            startedByThemselves(host, draft);
            if (host.connected() && !host.contact().durableMemory() && world.manager().acting()) {
                draft.find(
                        Code.MEMORY_NOT_DURABLE,
                        Severity.WARNING,
                        host.id(),
                        "its agent cannot write its state directory and forgets at a restart what it obeyed and what it runs",
                        "make the agent's --state-dir writable");
            }
        }
        unprotected.forEach((id, why) -> {
            HostView host = set.host(id);
            boolean firstAnswerIsDue =
                    !host.devices().isEmpty()
                            && host.devices().values().stream()
                                    .allMatch(view -> view.reading().isEmpty());
            if (host.connected() && !firstAnswerIsDue) {
                draft.find(Code.UNPROTECTED, Severity.WARNING, id, "not protected: " + why, "");
            }
        });
    }

    private static void group(PhaseReport phase, PlanDraft draft) {
        switch (phase.phase()) {
            case HELD -> say(Code.HELD, Severity.CRITICAL, phase, draft);
            case CONFLICT -> say(Code.CONFLICT, Severity.CRITICAL, phase, draft);
            case STOP_FAILED -> say(Code.STOP_FAILED, Severity.CRITICAL, phase, draft);
            case ERROR -> say(Code.GROUP_ERROR, Severity.CRITICAL, phase, draft);
            case AWAIT_POWER, AWAIT_HOST, NO_TARGET ->
                    say(Code.WAITING, Severity.WARNING, phase, draft);
            case RESOLVING, HEALING, MOVING -> {
                // Goes on by itself, unless a person must help.
                boolean alone =
                        phase.command().isBlank() || phase.command().equals(GroupPhases.FOLLOW);
                say(Code.WAITING, alone ? Severity.INFO : Severity.WARNING, phase, draft);
            }
            case UNMANAGED, BUSY, LEFTOVER, STOP_WANTED, STARTING ->
                    say(Code.WAITING, Severity.INFO, phase, draft);
            case RUNNING -> {}
        }
    }

    /// What is remembered of a group and waits for a command.
    private static void memory(SetView set, GroupView group, PlanDraft draft) {
        if (group.move() instanceof Move move
                && move.state() instanceof Move.State.Failed(String why)
                && !move.restart()) {
            draft.find(
                    Code.MOVE_FAILED,
                    Severity.WARNING,
                    group.id(),
                    "its move from " + move.from() + " to " + move.to() + " failed: " + why,
                    "halo cleanup " + group.id() + ", then again");
        }
        boolean down =
                group.control() instanceof GroupView.Control.Unmanaged
                        && group.seenRunning() == null
                        && group.place() != null
                        && set.hosts().get(group.place()) instanceof HostView host
                        && host.latched();
        if (down) {
            draft.find(
                    Code.DOWN_UNMANAGED,
                    Severity.CRITICAL,
                    group.id(),
                    "unmanaged, and down since " + group.place() + " was powered off",
                    "halo manage " + group.id());
        }
    }

    private static void say(Code code, Severity severity, PhaseReport phase, PlanDraft draft) {
        String title =
                phase.phase() == Phase.STARTING || phase.phase() == Phase.BUSY
                        ? ""
                        : phase.phase().title() + ": ";
        draft.find(code, severity, phase.group(), title + phase.reason(), phase.command());
    }

    private static void reach(HostView host, PlanDraft draft) {
        switch (host.contact().reach()) {
            case Reach.Up _, Reach.Connecting _ -> {}
            case Reach.NeverSeen(_, String why) ->
                    draft.find(
                            Code.HOST_DISCONNECTED,
                            Severity.WARNING,
                            host.id(),
                            "never seen: " + why,
                            "start the agent on " + host.id());
            case Reach.Suspect(_, String why, _) ->
                    draft.find(
                            Code.HOST_DISCONNECTED,
                            Severity.WARNING,
                            host.id(),
                            "no answer: " + why,
                            "");
            case Reach.Silent(_, String why) ->
                    draft.find(
                            Code.HOST_DISCONNECTED,
                            Severity.WARNING,
                            host.id(),
                            "silent: " + why,
                            "");
            case Reach.AliveNotServing(_, String why) ->
                    draft.find(
                            Code.HOST_NOT_SERVING,
                            Severity.WARNING,
                            host.id(),
                            "the server lives, but its agent does not serve: " + why,
                            "start the agent on " + host.id());
            case Reach.CannotTell(_, String cause) ->
                    draft.find(
                            Code.HOST_CANNOT_TELL,
                            Severity.WARNING,
                            host.id(),
                            "nothing can be said about it, the trouble is on this side: " + cause,
                            "");
            case Reach.Refusing(_, long epoch, String manager) ->
                    draft.find(
                            Code.HOST_DISCONNECTED,
                            Severity.CRITICAL,
                            host.id(),
                            "obeys manager " + manager + " with epoch " + epoch,
                            "");
        }
    }

    private static void fence(
            SetView set, HostView host, SortedMap<HostId, String> fencing, PlanDraft draft) {
        String words = fencing.getOrDefault(host.id(), "");
        if (host.fence() == null) {
            if (!words.isEmpty() && !words.equals(FencePass.ABOUT)) {
                boolean bad = words.contains("isolated") || words.contains("fence device");
                draft.find(
                        Code.FENCE_HELD_BACK,
                        bad ? Severity.CRITICAL : Severity.WARNING,
                        host.id(),
                        words,
                        host.connected()
                                ? "halo fence " + host.id()
                                : Remedies.ofSilent(draft.world(), set, host, draft.now()));
            }
            return;
        }
        switch (host.fence().state()) {
            case FenceRecord.State.Planned _, FenceRecord.State.Running _ ->
                    draft.find(Code.WAITING, Severity.INFO, host.id(), words, "");
            case FenceRecord.State.Failed(int attempt, _, String why, _) ->
                    draft.find(
                            Code.FENCE_FAILED,
                            Severity.CRITICAL,
                            host.id(),
                            "power-off failed, attempt " + attempt + ": " + why,
                            "halo fence --confirm-off " + host.id() + " if it is off");
            case FenceRecord.State.Unknown(int attempt, _, String why, _) ->
                    draft.find(
                            Code.FENCE_UNKNOWN,
                            Severity.CRITICAL,
                            host.id(),
                            "power-off without proof, attempt " + attempt + ": " + why,
                            "halo fence --confirm-off " + host.id() + " if it is off");
            case FenceRecord.State.Abandoned _ ->
                    draft.find(
                            Code.FENCE_UNKNOWN,
                            Severity.CRITICAL,
                            host.id(),
                            "its fence program hangs and cannot be killed",
                            "");
            case FenceRecord.State.Confirmed _ ->
                    draft.find(
                            Code.HOST_FENCED,
                            Severity.WARNING,
                            host.id(),
                            host.fence().owesOn()
                                    ? rising(host)
                                    : words.isEmpty() ? "fenced" : words,
                            "repair it, power it on, then: halo reset " + host.id());
            case FenceRecord.State.Returned(_, String how) ->
                    draft.find(
                            Code.HOST_FENCED,
                            Severity.WARNING,
                            host.id(),
                            "fenced; " + how,
                            "halo reset " + host.id());
            case FenceRecord.State.Lied _ ->
                    draft.find(
                            Code.DEVICE_UNTRUSTED,
                            Severity.CRITICAL,
                            host.id(),
                            "its power-off was confirmed, yet it came back without a reboot",
                            "check the fence device of " + host.id());
        }
    }

    /// It answers, and the answer is not the wanted one: told with the fence.
    private static boolean staysOff(HostView host, DeviceView view) {
        return host.fence() instanceof FenceRecord fence
                && fence.owesOn()
                && view.reading()
                        .filter(reading -> reading.state() == DeviceView.State.OFF)
                        .isPresent();
    }

    private static String rising(HostView host) {
        return "powered off, to be powered on again"
                + (host.admin() instanceof Admin.Maintenance ? " after its maintenance" : "")
                + host.devices().values().stream()
                        .filter(view -> view.failures() > 0)
                        .flatMap(view -> view.reading().stream())
                        .map(reading -> ", but it is still off" + words(reading))
                        .findFirst()
                        .orElse("");
    }

    private static void device(HostView host, PlanDraft draft) {
        for (DeviceView view : host.devices().values()) {
            String words = view.reading().map(reading -> words(reading)).orElse("");
            switch (view.proof()) {
                case DeviceProof.Untrusted(_, String why, _) ->
                        draft.find(
                                Code.DEVICE_UNTRUSTED,
                                Severity.CRITICAL,
                                host.id(),
                                "fence device not to be trusted: " + why,
                                "");
                case DeviceProof.Unproven _ -> {
                    if (host.contact().reach() instanceof Reach.Up up
                            && view.lastReading() instanceof DeviceView.Reading reading
                            && !reading.askedAt().isBefore(up.since())) {
                        draft.find(
                                Code.DEVICE_UNPROVEN,
                                Severity.CRITICAL,
                                host.id(),
                                "fence device has not said on while the host is connected" + words,
                                "halo power status " + host.id());
                    }
                }
                case DeviceProof.Proven _ -> {
                    if (view.failures() > 0 && !staysOff(host, view)) {
                        draft.find(
                                Code.DEVICE_FAILING,
                                Severity.WARNING,
                                host.id(),
                                "fence device does not answer" + words,
                                "halo power status " + host.id());
                    }
                }
            }
        }
    }

    private static String words(DeviceView.Reading reading) {
        String said =
                switch (reading.state()) {
                    case ON -> "on";
                    case ON_IN_PART -> "on by some of them only";
                    case MIXED -> "on by one, off by another";
                    case OFF -> "off";
                    case UNKNOWN -> "unknown";
                };
        return ": " + said + (reading.words().isEmpty() ? "" : " (" + reading.words() + ")");
    }

    private static void bystanders(HostView host, PlanDraft draft) {
        if (host.power() instanceof Power.Off off && !off.bystanders().isEmpty()) {
            Instant late =
                    Evidence.offSince(host, off).plus(draft.world().spec().beat().multipliedBy(2));
            if (late.isAfter(draft.now())) {
                draft.wakeAt(late);
                return;
            }
            draft.find(
                    Code.BYSTANDER_SILENT,
                    Severity.CRITICAL,
                    host.id(),
                    "nothing was heard of "
                            + off.bystanders()
                            + " since "
                            + host.id()
                            + " was powered off: swapped plugs?",
                    "look whether it is off; if so: halo fence --confirm-off " + host.id());
        }
    }

    /// S1 is broken: at the next failover two copies may run, whatever HALO does.
    private static void startedByThemselves(HostView host, PlanDraft draft) {
        host.work()
                .unstarted()
                .forEach((group, seen) -> {
                    if (seen == Work.Unstarted.RUNS) {
                        draft.find(
                                Code.AUTOSTART,
                                Severity.CRITICAL,
                                group,
                                "not started by HALO: it ran on "
                                        + host.id()
                                        + " after that server had rebooted",
                                "unless somebody did by hand, take it out of what starts at boot there"
                                        + " (fstab, enabled units, pool cache); then: halo cleanup "
                                        + group);
                    }
                });
    }

    private static void resources(HostView host, PlanDraft draft) {
        host.work()
                .sightings()
                .forEach((resource, seen) -> {
                    if (seen.is(Sighting.State.CANNOT_RUN)) {
                        draft.find(
                                Code.CANNOT_RUN,
                                Severity.WARNING,
                                resource,
                                "cannot run on " + host.id() + ": " + seen.reason(),
                                "install what it needs there, or take "
                                        + host.id()
                                        + " out of failover_hosts");
                    } else if (seen.is(Sighting.State.RUNNING)
                            && seen.reason().contains("promoted role")) {
                        draft.find(
                                Code.PROMOTED_UNSUPPORTED,
                                Severity.WARNING,
                                resource,
                                "on " + host.id() + ": " + seen.reason(),
                                "");
                    }
                });
    }
}
