package io.halo.core.plan;

import io.halo.core.model.Admin;
import io.halo.core.model.Event;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Power;
import io.halo.core.plan.CommandDraft.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `failback --onto H`: the groups whose home is H come home; refused before anything is stopped
/// when H cannot take one of them (B8, L7).
final class FailbackCommand {
    private FailbackCommand() {}

    static Verdict judge(HostView home, CommandDraft draft) {
        List<GroupView> away =
                HostCommands.groups(home, draft).stream()
                        .filter(group ->
                                draft.world().spec().group(group.id()).home().equals(home.id()))
                        .filter(group -> group.managed() && group.wanted())
                        .filter(group -> !home.id().equals(group.seenRunning()))
                        .toList();
        if (away.isEmpty()) {
            return new Verdict.Done(false);
        }
        var moves = new ArrayList<GroupView>();
        for (GroupView group : away) {
            Optional<Verdict> no = refused(group, home, draft);
            if (no.isPresent()) {
                return no.get();
            }
            moves.add(group.withMove(move(group, home, draft)));
        }
        moves.forEach(draft::put);
        draft.beatSet(home.id());
        draft.say(Event.Kind.FAILBACK, home.id(), names(away));
        return new Verdict.Begun();
    }

    private static Optional<Verdict> refused(GroupView group, HostView home, CommandDraft draft) {
        GroupFacts facts = draft.facts(group);
        Optional<Verdict> busy = GroupCommands.busy(group, draft);
        if (busy.isPresent()) {
            return busy;
        }
        if (facts.running().isEmpty()) {
            return Optional.of(
                    CommandDraft.refuse(
                            group.id()
                                    + " does not run on a connected host: failover decides where it starts",
                            "halo status"));
        }
        return Receivers.none(facts, home)
                .map(why ->
                        CommandDraft.refuse(
                                group.id() + " cannot come home: " + why, advice(group, home)));
    }

    private static String advice(GroupView group, HostView home) {
        if (!home.connected()) {
            boolean off = home.fence() != null || home.power() instanceof Power.Off;
            return (off ? "repair it, power it on" : "start the agent on " + home.id())
                    + (home.latched() ? ", then: halo reset " + home.id() : "");
        }
        if (home.fence() != null) {
            return "halo reset " + home.id();
        }
        return switch (home.admin()) {
            case Admin.Inactive _ -> "halo activate " + home.id();
            case Admin.Maintenance _ -> "halo maintenance off " + home.id();
            case Admin.Active _ -> "halo cleanup " + group.id();
        };
    }

    private static Move move(GroupView group, HostView home, CommandDraft draft) {
        return new Move(
                draft.id(),
                Move.Kind.FAILBACK,
                Objects.requireNonNull(group.seenRunning()),
                home.id(),
                draft.world().step(),
                draft.now(),
                new Move.State.Preflight());
    }

    private static String names(List<GroupView> groups) {
        return String.join(", ", groups.stream().map(group -> group.id().toString()).toList());
    }
}
