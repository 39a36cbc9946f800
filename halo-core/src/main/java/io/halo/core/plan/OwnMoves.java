package io.halo.core.plan;

import io.halo.core.input.Failing;
import io.halo.core.input.Text;
import io.halo.core.model.Admin;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Move.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The moves that no command names the group of: off a deactivated host, off a host where it has
/// failed too often, and home by policy.
///
/// @param words the event's, or empty
record OwnMoves(Move move, String words) {
    /// A destination that could not take a failing group is not asked again for so long.
    static final Duration AGAIN = Duration.ofMinutes(1);

    static Optional<OwnMoves> of(GroupFacts facts, PlanDraft draft) {
        HostView from = facts.running().orElse(null);
        if (from == null) {
            return Optional.empty();
        }
        if (MovePass.whole(facts, from.id())) {
            return facts.group().move() == null
                    ? offInactive(facts, from, draft).or(() -> home(facts, from, draft))
                    : Optional.empty();
        }
        return (facts.group().move() == null ? offInactive(facts, from, draft) : none())
                .or(() -> offFailing(facts, from, draft));
    }

    private static Optional<OwnMoves> none() {
        return Optional.empty();
    }

    /// A group that runs on a deactivated host leaves it as soon as another can take it. If none
    /// can and the operator insisted, it is stopped.
    private static Optional<OwnMoves> offInactive(
            GroupFacts facts, HostView from, PlanDraft draft) {
        if (!(from.admin() instanceof Admin.Inactive inactive)) {
            return Optional.empty();
        }
        Optional<HostView> to = facts.receiverBut(from.id()).stream().findFirst();
        if (to.isPresent()) {
            return Optional.of(new OwnMoves(leaving(from.id(), to.get().id(), draft), ""));
        }
        return inactive.forced()
                ? Optional.of(
                        new OwnMoves(
                                move(
                                        Move.Kind.DEACTIVATE,
                                        from.id(),
                                        null,
                                        new State.Stopping(),
                                        draft),
                                ""))
                : Optional.empty();
    }

    static Move leaving(HostId from, HostId to, PlanDraft draft) {
        return move(Move.Kind.DEACTIVATE, from, to, new State.Preflight(), draft);
    }

    /// `on_start_failure: move`, for members: the root runs, and a member has used up its attempts.
    private static Optional<OwnMoves> offFailing(GroupFacts facts, HostView from, PlanDraft draft) {
        if (facts.spec().policy().onStartFailure() != FailurePolicy.OnStartFailure.MOVE
                || facts.group().error() != null
                || !Failing.overLimit(facts.cluster(), facts.group(), from.id(), draft.now())
                || !(facts.group().failures().get(from.id())
                        instanceof GroupView.Failures failures)) {
            return Optional.empty();
        }
        if (facts.group().move() instanceof Move last && last.kind() == Move.Kind.FAILURE) {
            Instant again = last.since().plus(AGAIN);
            if (draft.now().isBefore(again)) {
                draft.wakeAt(again);
                return Optional.empty();
            }
        }
        return facts.receiverBut(from.id()).stream()
                .findFirst()
                .map(to ->
                        new OwnMoves(
                                move(
                                        Move.Kind.FAILURE,
                                        from.id(),
                                        to.id(),
                                        new State.Preflight(),
                                        draft),
                                "failed too often on "
                                        + from.id()
                                        + ", to move to "
                                        + to.id()
                                        + ": "
                                        + failures.last()));
    }

    /// `failback: auto`: home has been a receiver for the policy's window, so it does not come and
    /// go, and the group has not used up its attempts there.
    private static Optional<OwnMoves> home(GroupFacts facts, HostView from, PlanDraft draft) {
        FailurePolicy policy = facts.spec().policy();
        HostView home = facts.host(facts.spec().home());
        if (policy.failback() != FailurePolicy.Failback.AUTO
                || !(from.admin() instanceof Admin.Active)
                || home == null
                || home.id().equals(from.id())
                || home.receiverSince() == null
                || !facts.canRun(home.id())
                || (facts.group().failures().get(home.id()) instanceof GroupView.Failures failures
                        && failures.at().size() >= policy.startAttempts())) {
            return Optional.empty();
        }
        Instant due = home.receiverSince().plus(policy.window());
        if (draft.now().isBefore(due)) {
            draft.wakeAt(due);
            return Optional.empty();
        }
        return Optional.of(
                new OwnMoves(
                        move(
                                Move.Kind.FAILBACK,
                                from.id(),
                                home.id(),
                                new State.Preflight(),
                                draft),
                        "failback: auto, "
                                + home.id()
                                + " has been ready for "
                                + Text.span(policy.window())));
    }

    private static Move move(
            Move.Kind kind, HostId from, @Nullable HostId to, State state, PlanDraft draft) {
        return new Move(null, kind, from, to, draft.world().step(), draft.now(), state);
    }
}
