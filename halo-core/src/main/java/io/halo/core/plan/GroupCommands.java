package io.halo.core.plan;

import io.halo.core.input.Command;
import io.halo.core.input.Failing;
import io.halo.core.model.Admin;
import io.halo.core.model.Event;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.GroupView.Control;
import io.halo.core.model.GroupView.Desired;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import io.halo.core.model.Rows;
import io.halo.core.model.World;
import io.halo.core.plan.CommandDraft.Verdict;
import java.util.List;
import java.util.Optional;

/// Commands about groups (contract section 5, safety.md section 9).
final class GroupCommands {
    private GroupCommands() {}

    static Verdict judge(Command.OfGroup command, CommandDraft draft) {
        GroupView group = draft.world().group(command.group());
        return switch (command) {
            case Command.Manage _ -> manage(group, draft);
            case Command.Unmanage _ -> unmanage(group, draft);
            case Command.Start _ -> start(group, draft);
            case Command.Stop _ -> stop(group, draft);
            case Command.Restart _ -> restart(group, draft);
            case Command.Cleanup _ -> cleanup(group, draft);
        };
    }

    /// Every candidate is looked at anew before anything is started (A1).
    private static Verdict manage(GroupView group, CommandDraft draft) {
        boolean changed = !group.managed();
        if (!changed && group.moving().isPresent()) {
            return CommandDraft.refuse(group.id() + " is being moved", "halo operations");
        }
        if (group.held() != null) {
            draft.world(claimed(draft.world(), group));
        }
        takeBack(released(group, draft), draft);
        draft.say(Event.Kind.MANAGE, group.id(), changed ? "" : "again");
        return new Verdict.Done(changed);
    }

    /// Where a held group is seen that may not run there any more is on record from now on: its old
    /// definition is not.
    private static GroupView released(GroupView group, CommandDraft draft) {
        GroupView free = group.withHeld(null);
        if (group.held() != null) {
            GroupSpec spec = draft.world().spec().group(group.id());
            List<ResourceId> members = draft.world().spec().exclusive(spec);
            for (HostView host : draft.world().setOf(group.id()).hosts().values()) {
                if (host.work().holds(members) && !spec.candidates().contains(host.id())) {
                    free = free.mayBeOn(host.id());
                }
            }
        }
        return free;
    }

    /// Somebody has looked: what the group holds is not running for a group that left the file, and
    /// the next manager need not hold it for that again.
    private static World claimed(World world, GroupView group) {
        Row.OfDefinition own = Rows.definition(world.spec(), world.spec().group(group.id()));
        return world.withOrphans(
                world.orphans().stream()
                        .map(row -> row instanceof Row.OfDefinition it ? it.without(own) : row)
                        .toList());
    }

    /// Managed from now on: nothing that was seen before counts. A held one stays held: the end of
    /// a maintenance does not say that somebody has looked.
    static void takeBack(GroupView group, CommandDraft draft) {
        GroupView managed =
                draft.forgetMove(group)
                        .withControl(new Control.Managed())
                        .newGeneration(draft.world().step());
        draft.put(managed);
        draft.forgetSightings(managed, true);
        // Whoever takes it back has had it in hand: what runs was started by somebody.
        for (HostView host : draft.world().setOf(group.id()).hosts().values()) {
            draft.put(host.withWork(host.work().withStarted(group.id())));
        }
    }

    private static Verdict unmanage(GroupView group, CommandDraft draft) {
        boolean same =
                group.control() instanceof Control.Unmanaged(Admin.Note note, var scope)
                        && scope == null
                        && (draft.comment().isEmpty() || note.why().equals(draft.comment()));
        if (same) {
            return new Verdict.Done(false);
        }
        leave(group, new Control.Unmanaged(draft.note()), draft);
        draft.say(Event.Kind.UNMANAGE, group.id(), "");
        return new Verdict.Done(true);
    }

    static void leave(GroupView group, Control.Unmanaged control, CommandDraft draft) {
        draft.put(draft.endMove(group, "the group was unmanaged").withControl(control));
    }

    private static Verdict start(GroupView group, CommandDraft draft) {
        Optional<Verdict> not = notOurs(group).or(() -> conflict(group, draft));
        if (not.isPresent()) {
            return not.get();
        }
        if (group.error() instanceof String error) {
            return CommandDraft.refuse(
                    group.id() + " was given up: " + error, "halo cleanup " + group.id());
        }
        if (group.wanted() && phase(group, draft) == Phase.RUNNING) {
            return new Verdict.Done(false);
        }
        if (group.desired() instanceof Desired.Stopped(Admin.Note note)) {
            draft.step("it was stopped by " + note.words());
            draft.put(group.withDesired(new Desired.Started()));
            draft.say(Event.Kind.START, group.id(), "");
        }
        return new Verdict.Begun();
    }

    private static Verdict stop(GroupView group, CommandDraft draft) {
        Optional<Verdict> not = notOurs(group).or(() -> conflict(group, draft));
        if (not.isPresent()) {
            return not.get();
        }
        if (!group.wanted() && StopWanted.left(draft.facts(group)).isEmpty()) {
            return new Verdict.Done(false);
        }
        if (group.wanted()) {
            draft.put(
                    draft.endMove(group, "the group was stopped")
                            .withDesired(new Desired.Stopped(draft.note())));
            draft.say(Event.Kind.STOP, group.id(), "");
        }
        return new Verdict.Begun();
    }

    /// A move to where it is: stopped, and started again in its place.
    private static Verdict restart(GroupView group, CommandDraft draft) {
        Optional<Verdict> not =
                notOurs(group).or(() -> conflict(group, draft)).or(() -> busy(group, draft));
        if (not.isPresent()) {
            return not.get();
        }
        GroupFacts facts = draft.facts(group);
        HostView host = facts.running().orElse(null);
        if (host == null) {
            return CommandDraft.refuse(group.id() + " is not running", "halo start " + group.id());
        }
        if (!MovePass.comesBack(facts, host)) {
            return CommandDraft.refuse(
                    "once stopped, " + group.id() + " may not start on " + host.id() + " again",
                    facts.spec().candidates().contains(host.id())
                            ? "halo activate or halo reset " + host.id()
                            : "put " + host.id() + " into failover_hosts of " + group.id());
        }
        if (Failing.overLimit(draft.world().spec(), group, host.id(), draft.now())) {
            return CommandDraft.refuse(
                    group.id() + " has failed too often on " + host.id(),
                    "halo cleanup " + group.id());
        }
        draft.put(
                group.withMove(
                        new Move(
                                draft.id(),
                                Move.Kind.RESTART,
                                host.id(),
                                host.id(),
                                draft.world().step(),
                                draft.now(),
                                new Move.State.Stopping())));
        draft.say(Event.Kind.RESTART, group.id(), "");
        return new Verdict.Begun();
    }

    /// Forgets failures and looks anew; whatever is retried slowly is retried at once.
    private static Verdict cleanup(GroupView group, CommandDraft draft) {
        boolean changed =
                group.error() != null
                        || !group.failures().isEmpty()
                        || !group.stopFailed().isEmpty()
                        || (group.move() != null && group.moving().isEmpty());
        GroupView clean = group.cleaned(draft.world().step());
        draft.put(clean.moving().isPresent() ? clean : draft.forgetMove(clean));
        draft.forgetSightings(clean, false);
        changed |= draft.forgetOwnStarts(clean);
        draft.say(Event.Kind.CLEANUP, group.id(), "");
        return new Verdict.Done(changed);
    }

    /// Not to be touched (L5).
    private static Optional<Verdict> notOurs(GroupView group) {
        if (group.held() instanceof GroupView.Held(String held, var _)) {
            return Optional.of(
                    CommandDraft.refuse(group.id() + " is held: " + held, manageIt(group)));
        }
        return group.managed()
                ? Optional.empty()
                : Optional.of(
                        CommandDraft.refuse(
                                group.id() + " is unmanaged", Remedies.manageAgain(group)));
    }

    private static String manageIt(GroupView group) {
        return "halo manage " + group.id();
    }

    private static Optional<Verdict> conflict(GroupView group, CommandDraft draft) {
        PhaseReport report = GroupPhases.of(draft.facts(group));
        return report.phase() == Phase.CONFLICT
                ? Optional.of(
                        CommandDraft.refuse(
                                group.id() + " is " + report.reason(), report.command()))
                : Optional.empty();
    }

    /// Why no planned move can begin now.
    static Optional<Verdict> busy(GroupView group, CommandDraft draft) {
        if (group.moving().isPresent()) {
            return Optional.of(
                    CommandDraft.refuse(group.id() + " is being moved", "halo operations"));
        }
        if (!group.wanted()) {
            return Optional.of(
                    CommandDraft.refuse(group.id() + " is stopped", "halo start " + group.id()));
        }
        PhaseReport report = GroupPhases.of(draft.facts(group));
        return switch (report.phase()) {
            case STOP_FAILED, ERROR ->
                    Optional.of(
                            CommandDraft.refuse(
                                    group.id() + " is blocked: " + report.reason(),
                                    report.command()));
            case HELD,
                    CONFLICT,
                    UNMANAGED,
                    BUSY,
                    RESOLVING,
                    LEFTOVER,
                    STOP_WANTED,
                    MOVING,
                    RUNNING,
                    HEALING,
                    AWAIT_POWER,
                    AWAIT_HOST,
                    NO_TARGET,
                    STARTING ->
                    Optional.empty();
        };
    }

    private static Phase phase(GroupView group, CommandDraft draft) {
        return GroupPhases.of(draft.facts(group)).phase();
    }
}
