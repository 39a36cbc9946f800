package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;

import io.halo.core.model.Admin;
import io.halo.core.model.Contact;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Move.State;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Planned moves (L7): takes each from preflight to its end. A state is on record before anything
/// is done in it.
final class MovePass {
    /// A destination that has not shown in this time that it can take the group does not get it.
    static final Duration PREFLIGHT_MAX = Duration.ofSeconds(30);

    private MovePass() {}

    static void plan(GroupFacts facts, PlanDraft draft) {
        if (!facts.world().manager().acting()
                || !facts.world().manager().storeWorks()
                || !facts.group().managed()
                || !facts.group().wanted()) {
            return;
        }
        Move move = facts.group().moving().orElse(null);
        if (move != null) {
            step(facts, move, draft);
        } else {
            OwnMoves.of(facts, draft).ifPresent(own -> set(facts, own.move(), own.words(), draft));
        }
    }

    private static void step(GroupFacts facts, Move move, PlanDraft draft) {
        if (awaited(facts, move.from()) || awaited(facts, move.to())) {
            return;
        }
        switch (move.state()) {
            case State.Preflight _ -> preflight(facts, move, draft);
            case State.Stopping _ -> stopping(facts, move, draft);
            case State.Starting _ -> starting(facts, move, draft);
            case State.Returning returning -> returning(facts, move, returning, draft);
            case State.Failed _ -> {}
        }
    }

    /// After a restart of the manager: what became of the host shows within `dead_after`.
    private static boolean awaited(GroupFacts facts, @Nullable HostId id) {
        return id != null && facts.host(id) instanceof HostView host && host.contact().awaited();
    }

    private static void preflight(GroupFacts facts, Move move, PlanDraft draft) {
        Optional<String> no = cannotTake(facts, move);
        if (no.isPresent()) {
            refused(facts, move, no.get(), draft);
            return;
        }
        Instant end = move.since().plus(PREFLIGHT_MAX);
        Optional<String> missing = notProven(facts, move);
        if (missing.isEmpty()) {
            next(facts, move, new State.Stopping(), "", draft);
        } else if (!draft.now().isBefore(end)) {
            refused(facts, move, missing.get(), draft);
        } else {
            Instant soon = draft.now().plus(draft.world().spec().beat());
            draft.wakeAt(soon.isBefore(end) ? soon : end);
        }
    }

    /// Nothing was stopped: the next host may be asked, when one is as good as another.
    private static void refused(GroupFacts facts, Move move, String why, PlanDraft draft) {
        Optional<HostId> other =
                move.kind() == Move.Kind.DEACTIVATE ? nextCandidate(facts, move) : Optional.empty();
        if (other.isPresent() && ranOn(facts, move.from())) {
            set(facts, OwnMoves.leaving(move.from(), other.get(), draft), "", draft);
        } else {
            fail(facts, move, why, draft);
        }
    }

    /// After the one that was asked, which may be no receiver any more.
    private static Optional<HostId> nextCandidate(GroupFacts facts, Move move) {
        List<HostId> receivers = facts.receiverBut(move.from()).stream().map(HostView::id).toList();
        return facts.spec().candidates().stream()
                .dropWhile(id -> !id.equals(move.to()))
                .skip(1)
                .filter(receivers::contains)
                .findFirst();
    }

    /// What forbids the move at once.
    private static Optional<String> cannotTake(GroupFacts facts, Move move) {
        HostView from = facts.host(move.from());
        HostView to = move.to() == null ? null : facts.host(move.to());
        if (from == null || to == null) {
            return Optional.of("its hosts are not configured any more");
        }
        if (!from.connected()) {
            return Optional.of(from.id() + " is not connected any more: failover decides");
        }
        // A stop that was never sent has voided what was seen of it: that is looked at again.
        if (!ranOn(facts, from.id()) && facts.seen(from.id(), facts.spec().root()).isPresent()) {
            return Optional.of("it does not run on " + from.id() + " any more");
        }
        Optional<ResourceId> unknown = facts.unknownMember(from.id());
        if (unknown.isPresent()) {
            return Optional.of(
                    unknown.get()
                            + " is unknown on "
                            + from.id()
                            + ": whether it was stopped there could not be told");
        }
        return Receivers.none(facts, to)
                .or(() ->
                        facts.exclusive().stream()
                                .flatMap(member -> unfit(facts, move, to.id(), member).stream())
                                .findFirst());
    }

    /// A look sent since the move began that speaks against it.
    private static Optional<String> unfit(
            GroupFacts facts, Move move, HostId to, ResourceId member) {
        return facts.seen(to, member)
                .filter(seen -> seen.sentStep() >= move.sinceStep() && !seen.is(STOPPED))
                .filter(seen ->
                        !seen.is(Sighting.State.UNKNOWN) || seen.streak() >= GroupFacts.TRIES)
                .map(seen ->
                        member
                                + " is "
                                + GroupFacts.word(seen.state())
                                + " on "
                                + to
                                + (seen.reason().isEmpty() ? "" : ": " + seen.reason()));
    }

    /// What is still to be heard from the destination, and of what is to be stopped.
    private static Optional<String> notProven(GroupFacts facts, Move move) {
        HostId to = move.to();
        HostView host = to == null ? null : facts.host(to);
        if (host == null || to == null) {
            return Optional.of("no destination");
        }
        Instant since = facts.now().minus(facts.cluster().beat().multipliedBy(2));
        Contact.Heard answered = host.contact().answered();
        if (answered == null
                || answered.at().isBefore(since)
                || facts.world().manager().beforePause(answered.sentAt())) {
            return Optional.of(to + " has not answered lately");
        }
        return facts.exclusive().stream()
                .filter(member -> !provenStopped(facts, move, to, member))
                .findFirst()
                .map(member -> member + " could not be looked at on " + to)
                .or(() -> undecided(facts, move.from()));
    }

    /// A member of which a look may tell in a moment that its stop could not be confirmed.
    private static Optional<String> undecided(GroupFacts facts, HostId from) {
        return facts.members().stream()
                .filter(member ->
                        facts.seen(from, member)
                                .filter(seen -> !seen.is(Sighting.State.UNKNOWN))
                                .isEmpty())
                .findFirst()
                .map(member -> member + " could not be looked at on " + from);
    }

    static boolean provenStopped(GroupFacts facts, Move move, HostId to, ResourceId member) {
        return facts.seen(to, member)
                .filter(seen -> seen.is(STOPPED) && seen.sentStep() >= move.sinceStep())
                .isPresent();
    }

    private static void stopping(GroupFacts facts, Move move, PlanDraft draft) {
        HostView from = facts.host(move.from());
        HostView to = move.to() == null ? null : facts.host(move.to());
        if (from == null) {
            fail(facts, move, "its host is not configured any more", draft);
        } else if (facts.group().stopFailed().get(move.from()) instanceof String why) {
            fail(facts, move, why, draft);
        } else if (runsElsewhere(facts, move.from())) {
            fail(facts, move, "it runs elsewhere meanwhile", draft);
        } else if (!facts.group().hosted().containsKey(move.from()) && facts.running().isEmpty()) {
            if (move.to() == null) {
                set(facts, null, "stopped on " + move.from(), draft);
            } else {
                next(facts, move, new State.Starting(), "", draft);
            }
        } else if (to != null && !move.restart() && from.connected()) {
            Optional<String> no = Receivers.none(facts, to);
            if (no.isPresent()) {
                next(facts, move, new State.Returning(no.get()), no.get(), draft);
            } else if (move.sinceStep() == 0 && whole(facts, move.from())) {
                // An earlier manager came so far and no further: what it had seen is old.
                next(facts, move, new State.Preflight(), "", draft);
            }
        }
    }

    private static void starting(GroupFacts facts, Move move, PlanDraft draft) {
        HostId to = move.to();
        if (to == null || facts.host(to) == null) {
            fail(facts, move, "its destination is not configured any more", draft);
        } else if (whole(facts, to)) {
            set(facts, null, move.restart() ? "" : "from " + move.from() + " to " + to, draft);
        } else if (runsElsewhere(facts, to)) {
            fail(facts, move, "it runs elsewhere meanwhile", draft);
        } else {
            trouble(facts, move, to)
                    .ifPresent(why -> {
                        boolean back =
                                !move.restart()
                                        && move.kind() != Move.Kind.FAILURE
                                        && facts.host(move.from()) instanceof HostView from
                                        && mayReturn(facts, from);
                        if (back) {
                            next(facts, move, new State.Returning(why), why, draft);
                        } else {
                            fail(facts, move, why, draft);
                        }
                    });
        }
    }

    /// Why it will not start there: a start has failed since the move got so far, or the host is no
    /// target any more.
    private static Optional<String> trouble(GroupFacts facts, Move move, HostId to) {
        if (facts.group().failures().get(to) instanceof GroupView.Failures failures
                && !failures.at().isEmpty()
                && !failures.at().getLast().isBefore(move.since())) {
            return Optional.of(failures.last() + " on " + to);
        }
        HostView host = facts.host(to);
        if (host == null || !host.connected()) {
            return Optional.of(to + " is not connected");
        }
        return move.restart() && comesBack(facts, host)
                ? Optional.empty()
                : Receivers.none(facts, host);
    }

    private static void returning(
            GroupFacts facts, Move move, State.Returning returning, PlanDraft draft) {
        HostView from = facts.host(move.from());
        if (from == null || !mayReturn(facts, from)) {
            fail(facts, move, returning.why(), draft);
        } else if (whole(facts, from.id())) {
            fail(facts, move, returning.why() + "; it is back on " + from.id(), draft);
        } else if (move.to() != null && whole(facts, move.to())) {
            set(facts, null, "from " + from.id() + " to " + move.to() + " after all", draft);
        } else if (runsElsewhere(facts, from.id())
                && move.to() != null
                && !facts.running().map(HostView::id).equals(Optional.of(move.to()))) {
            fail(facts, move, returning.why() + "; it runs elsewhere", draft);
        } else if (trouble(facts, move, from.id()).isPresent()
                && facts.group().failures().containsKey(from.id())
                && failedSince(facts, move, from.id())) {
            fail(facts, move, returning.why() + "; nor could it go back", draft);
        }
    }

    private static boolean failedSince(GroupFacts facts, Move move, HostId host) {
        return facts.group().failures().get(host) instanceof GroupView.Failures failures
                && !failures.at().isEmpty()
                && !failures.at().getLast().isBefore(move.since());
    }

    /// A host that a group may go back to: whatever the operator has said of it since, short of
    /// maintenance (L6).
    static boolean mayReturn(GroupFacts facts, HostView host) {
        return facts.spec().candidates().contains(host.id())
                && host.connected()
                && host.openFence().isEmpty()
                && !(host.admin() instanceof Admin.Maintenance);
    }

    /// Whether what is stopped on this host may start there again: also where it is the last resort
    /// (L6).
    static boolean comesBack(GroupFacts facts, HostView host) {
        return facts.spec().candidates().contains(host.id())
                && (host.receiver()
                        || (host.lastResort() && facts.receiverBut(host.id()).isEmpty()));
    }

    /// The host that the group is to be stopped on for its move: where it ran, or a destination
    /// that could start only a part of it.
    static Optional<HostView> toStop(GroupFacts facts) {
        Move move = facts.group().moving().orElse(null);
        if (move == null) {
            return Optional.empty();
        }
        return switch (move.state()) {
            case State.Stopping _ -> Optional.ofNullable(facts.host(move.from()));
            case State.Returning _ ->
                    facts.running()
                            .filter(host ->
                                    host.id().equals(move.to())
                                            && !whole(facts, host.id())
                                            && facts.host(move.from()) instanceof HostView from
                                            && mayReturn(facts, from));
            case State.Preflight _, State.Starting _, State.Failed _ -> Optional.empty();
        };
    }

    private static boolean ranOn(GroupFacts facts, HostId id) {
        return facts.running().filter(host -> host.id().equals(id)).isPresent();
    }

    private static boolean runsElsewhere(GroupFacts facts, HostId id) {
        return facts.running().filter(host -> !host.id().equals(id)).isPresent();
    }

    static boolean whole(GroupFacts facts, HostId id) {
        return ranOn(facts, id)
                && facts.members().stream()
                        .allMatch(member ->
                                facts.is(id, member, RUNNING)
                                        && facts.operation(id, member)
                                                .filter(Operation::inFlight)
                                                .isEmpty());
    }

    private static void next(
            GroupFacts facts, Move move, State state, String words, PlanDraft draft) {
        set(facts, move.in(state, draft.world().step(), draft.now()), words, draft);
    }

    private static void fail(GroupFacts facts, Move move, String why, PlanDraft draft) {
        set(facts, move.in(new State.Failed(why), draft.world().step(), draft.now()), why, draft);
    }

    private static void set(GroupFacts facts, @Nullable Move next, String words, PlanDraft draft) {
        draft.add(new Action.SetMove(facts.group().id(), next, words));
        draft.wakeAt(draft.now());
    }

    /// Looks that the preflight still lacks.
    static boolean wantsLook(GroupFacts facts, HostId host, ResourceId member) {
        return facts.group()
                .moving()
                .filter(move -> move.state() instanceof State.Preflight && host.equals(move.to()))
                .filter(move ->
                        facts.exclusive().contains(member)
                                && facts.seen(host, member)
                                        .filter(seen -> seen.sentStep() >= move.sinceStep())
                                        .isEmpty())
                .isPresent();
    }

    /// In words, for the phase.
    static String words(Move move) {
        return switch (move.state()) {
            case State.Preflight _ -> "asking " + move.to() + " whether it can take it";
            case State.Stopping _ ->
                    "stopping on "
                            + move.from()
                            + (move.to() == null || move.restart()
                                    ? ""
                                    : ", to start on " + move.to());
            case State.Starting _ -> "starting on " + move.to();
            case State.Returning(String why) -> "going back to " + move.from() + ": " + why;
            case State.Failed(String why) -> why;
        };
    }
}
