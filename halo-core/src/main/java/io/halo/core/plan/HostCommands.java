package io.halo.core.plan;

import io.halo.core.input.Command;
import io.halo.core.input.Text;
import io.halo.core.model.Admin;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.Event;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Power;
import io.halo.core.plan.CommandDraft.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Commands about hosts (contract section 5, safety.md sections 6 and 9).
final class HostCommands {
    /// What a fence device said so long ago may have been true then.
    private static final Duration READING_FRESH = Duration.ofSeconds(5);

    private HostCommands() {}

    static Verdict judge(Command.OfHost command, CommandDraft draft) {
        HostView host = draft.world().host(command.host());
        return switch (command) {
            case Command.Activate _ -> activate(host, draft);
            case Command.Deactivate deactivate -> deactivate(host, deactivate.force(), draft);
            case Command.Failback _ -> FailbackCommand.judge(host, draft);
            case Command.Fence fence -> fence(host, fence.force(), draft);
            case Command.Reset _ -> reset(host, draft);
            case Command.ConfirmOff confirm -> confirmOff(host, confirm.force(), draft);
        };
    }

    /// Moves nothing back. A move off the host that has stopped nothing yet is cancelled.
    private static Verdict activate(HostView host, CommandDraft draft) {
        return switch (host.admin()) {
            case Admin.Active _ -> new Verdict.Done(false);
            case Admin.Maintenance _ ->
                    CommandDraft.refuse(
                            host.id() + " is in maintenance", "halo maintenance off " + host.id());
            case Admin.Inactive _ -> {
                draft.put(host.withAdmin(new Admin.Active()));
                for (GroupView group : groups(host, draft)) {
                    if (group.move() instanceof Move move && leaves(move, host)) {
                        draft.put(draft.forgetMove(group).withMove(stays(move, draft)));
                    }
                }
                draft.say(Event.Kind.ACTIVATE, host.id(), "");
                yield new Verdict.Done(true);
            }
        };
    }

    private static @Nullable Move stays(Move move, CommandDraft draft) {
        if (!move.stopped()) {
            return null;
        }
        return move.to() == null
                ? move.in(
                        new Move.State.Returning("the host was activated again"),
                        draft.world().step(),
                        draft.now())
                : move;
    }

    private static boolean leaves(Move move, HostView host) {
        return move.kind() == Move.Kind.DEACTIVATE && move.from().equals(host.id());
    }

    /// Its groups leave one by one as the planned moves of a deactivated host; here it is only
    /// judged whether they can.
    private static Verdict deactivate(HostView host, boolean force, CommandDraft draft) {
        if (host.admin() instanceof Admin.Maintenance) {
            return CommandDraft.refuse(
                    host.id() + " is in maintenance", "halo maintenance off " + host.id());
        }
        boolean before = host.admin() instanceof Admin.Inactive;
        List<GroupView> here = toLeave(host, draft);
        if (host.connected() && !force) {
            for (GroupView group : here) {
                GroupFacts facts = draft.facts(group);
                if (facts.receiverBut(host.id()).isEmpty()) {
                    return CommandDraft.refuse(
                            group.id() + " would be left without a host" + whyNone(facts, host),
                            "halo deactivate --force " + host.id() + " stops it");
                }
            }
        }
        draft.put(host.withAdmin(new Admin.Inactive(draft.note(), force)));
        for (GroupView group : here) {
            if (group.move() instanceof Move move && !move.underWay()) {
                draft.put(draft.forgetMove(group));
            }
        }
        draft.say(Event.Kind.DEACTIVATE, host.id(), force ? "forced" : "");
        return host.connected() && !here.isEmpty()
                ? new Verdict.Begun()
                : new Verdict.Done(!before);
    }

    /// Managed, wanted groups that run on the host, or may go on there.
    static List<GroupView> toLeave(HostView host, CommandDraft draft) {
        return groups(host, draft).stream()
                .filter(group -> group.managed() && group.wanted())
                .filter(group ->
                        host.id().equals(group.seenRunning())
                                || (group.seenRunning() == null && host.id().equals(group.place())))
                .toList();
    }

    static String whyNone(GroupFacts facts, HostView host) {
        return facts.spec().candidates().stream()
                .filter(id -> !id.equals(host.id()))
                .map(facts::host)
                .filter(other -> other != null)
                .flatMap(other -> Receivers.none(facts, other).stream())
                .findFirst()
                .map(why -> ": " + why)
                .orElse(facts.spec().lone() ? ": it has no failover host" : "");
    }

    static List<GroupView> groups(HostView host, CommandDraft draft) {
        return List.copyOf(draft.world().setOf(host.id()).groups().values());
    }

    private static Verdict fence(HostView host, boolean force, CommandDraft draft) {
        if (host.devices().isEmpty()) {
            return CommandDraft.refuse(
                    host.id() + " has no fence device",
                    "power it off by hand, then: halo fence --confirm-off " + host.id());
        }
        FenceRecord old = host.fence();
        if (old != null) {
            Optional<Verdict> again = fenceAgain(host, old, force, draft);
            if (again.isPresent()) {
                return again.get();
            }
        }
        if (!force) {
            var it =
                    FenceGuards.Case.now(
                            draft.world(), draft.world().setOf(host.id()), host, draft.now());
            Optional<String> no = FenceGuards.firstForOperator(it);
            if (no.isPresent()) {
                return CommandDraft.refuse(
                        no.get(),
                        Remedies.beforeFence(it).map(first -> first + ", or ").orElse("")
                                + "halo fence --force "
                                + host.id());
            }
        }
        boolean again = old != null;
        FenceId id = old != null ? old.id() : FencePass.fenceId(draft.world(), host);
        String reason =
                "asked for by "
                        + draft.actor()
                        + (draft.comment().isEmpty() ? "" : ": " + draft.comment());
        draft.put(
                host.withFence(
                        new FenceRecord(
                                id,
                                host.id(),
                                FenceRecord.Kind.OFF,
                                FenceRecord.By.OPERATOR,
                                reason,
                                draft.now(),
                                host.contact().lastBoot(),
                                force,
                                again,
                                new FenceRecord.State.Planned())));
        draft.say(Event.Kind.FENCE, host.id(), "asked for", id.incident());
        tellWhatStaysDown(host, draft);
        draft.beatSet(host.id());
        return new Verdict.Begun();
    }

    /// A record that is there already: one that waits is tried at once, a latched host only if
    /// forced.
    private static Optional<Verdict> fenceAgain(
            HostView host, FenceRecord old, boolean force, CommandDraft draft) {
        return switch (old.state()) {
            case FenceRecord.State.Planned _,
                    FenceRecord.State.Running _,
                    FenceRecord.State.Abandoned _ ->
                    Optional.of(
                            CommandDraft.refuse(
                                    host.id() + " is being fenced already", "halo operations"));
            case FenceRecord.State.Failed failed ->
                    Optional.of(
                            retry(
                                    host,
                                    old.withState(
                                            new FenceRecord.State.Failed(
                                                    failed.attempt(),
                                                    failed.level(),
                                                    failed.why(),
                                                    draft.now())),
                                    draft));
            case FenceRecord.State.Unknown unknown ->
                    Optional.of(
                            retry(
                                    host,
                                    old.withState(
                                            new FenceRecord.State.Unknown(
                                                    unknown.attempt(),
                                                    unknown.level(),
                                                    unknown.why(),
                                                    draft.now())),
                                    draft));
            case FenceRecord.State.Confirmed _,
                    FenceRecord.State.Returned _,
                    FenceRecord.State.Lied _ ->
                    force
                            ? Optional.empty()
                            : Optional.of(
                                    CommandDraft.refuse(
                                            host.id() + " was fenced already and not reset since",
                                            "halo reset "
                                                    + host.id()
                                                    + ", or halo fence --force "
                                                    + host.id()));
        };
    }

    private static Verdict retry(HostView host, FenceRecord record, CommandDraft draft) {
        draft.put(host.withFence(record));
        draft.say(Event.Kind.FENCE, host.id(), "asked for once more", record.id().incident());
        return new Verdict.Begun();
    }

    private static void tellWhatStaysDown(HostView host, CommandDraft draft) {
        List<String> down =
                toLeave(host, draft).stream()
                        .filter(group -> draft.facts(group).receiverBut(host.id()).isEmpty())
                        .map(group -> group.id().toString())
                        .toList();
        if (!down.isEmpty()) {
            draft.step("will not come up elsewhere: " + String.join(", ", down));
        }
    }

    /// Clears the fenced mark; proves nothing about the host and ends no evidence.
    private static Verdict reset(HostView host, CommandDraft draft) {
        if (host.fence() == null) {
            return new Verdict.Done(false);
        }
        return switch (host.fence().state()) {
            case FenceRecord.State.Running _, FenceRecord.State.Abandoned _ ->
                    CommandDraft.refuse(
                            "a fence program of " + host.id() + " still runs",
                            "wait until it has ended: halo operations");
            case FenceRecord.State.Planned _,
                    FenceRecord.State.Failed _,
                    FenceRecord.State.Unknown _,
                    FenceRecord.State.Confirmed _,
                    FenceRecord.State.Returned _,
                    FenceRecord.State.Lied _ -> {
                draft.put(host.withFence(null));
                draft.say(Event.Kind.RESET, host.id(), "", host.incident());
                yield new Verdict.Done(true);
            }
        };
    }

    /// The operator vouches that the host is off: evidence until anything is heard of it.
    private static Verdict confirmOff(HostView host, boolean force, CommandDraft draft) {
        Optional<Verdict> alive = signOfLife(host, force, draft);
        if (alive.isPresent()) {
            return alive.get();
        }
        HostView off =
                host.withPower(new Power.Off(draft.now(), Power.Witness.OPERATOR, new TreeSet<>()))
                        .withCut(null);
        if (host.fence() instanceof FenceRecord fence && fence.open()) {
            off = off.withFence(fence.withState(new FenceRecord.State.Confirmed(0, draft.now())));
        }
        draft.put(off);
        draft.say(Event.Kind.CONFIRM_OFF, host.id(), "", host.incident());
        return new Verdict.Done(true);
    }

    private static Optional<Verdict> signOfLife(HostView host, boolean force, CommandDraft draft) {
        if (host.fence() instanceof FenceRecord fence
                && (fence.state() instanceof FenceRecord.State.Running
                        || fence.state() instanceof FenceRecord.State.Planned)) {
            return Optional.of(
                    CommandDraft.refuse(host.id() + " is being fenced", "halo operations"));
        }
        Duration needed = draft.world().spec().deadAfter().multipliedBy(2);
        boolean heard =
                host.contact().alive() != null
                        && host.contact().alive().at().isAfter(draft.now().minus(needed));
        if (host.connected() || heard) {
            String off = "power it off first; halo power status " + host.id();
            return Optional.of(
                    CommandDraft.refuse(
                            host.id() + " was heard within " + Text.span(needed),
                            host.connected() ? off : off + "; then wait for so long"));
        }
        // What an earlier manager heard is not known any more.
        Instant listening = draft.world().manager().startedAt();
        if (listening.isAfter(draft.now().minus(needed))) {
            return Optional.of(
                    CommandDraft.refuse(
                            "this manager has listened for less than " + Text.span(needed),
                            "the same again in " + Text.span(needed)));
        }
        for (DeviceView view : host.devices().values()) {
            if (DevicePass.worthAsking(host) && view.lastReading() == null && !view.abandoned()) {
                return Optional.of(
                        CommandDraft.refuse(
                                "the fence device of " + host.id() + " is being asked first",
                                "the same again in a moment"));
            }
            boolean mayBeWrong = force && view.proof() instanceof DeviceProof.Untrusted;
            if (view.lastReading() instanceof DeviceView.Reading reading
                    && reading.state().powered()
                    && host.contact().quietSince().isBefore(reading.askedAt())
                    && !mayBeWrong) {
                return Optional.of(saidOn(host, reading, draft));
            }
        }
        return Optional.empty();
    }

    /// The operator may just have switched it off: an answer that is not of this moment is asked
    /// for again.
    private static Verdict saidOn(HostView host, DeviceView.Reading reading, CommandDraft draft) {
        Duration age = Duration.between(reading.at(), draft.now());
        if (age.compareTo(READING_FRESH) < 0) {
            return CommandDraft.refuse(
                    "its fence device says that " + host.id() + " is on",
                    "power it off first; halo power status " + host.id());
        }
        draft.askPower(host.id());
        return CommandDraft.refuse(
                "its fence device said "
                        + Text.span(age)
                        + " ago that "
                        + host.id()
                        + " is on, and is being asked again",
                "the same again in a moment; halo power status " + host.id());
    }
}
