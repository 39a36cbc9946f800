package io.halo.core.plan;

import static io.halo.core.plan.SafetyRule.operations;
import static io.halo.core.plan.SafetyRule.unless;

import io.halo.core.model.Admin;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Rules for planned moves: nothing that runs and is wanted is stopped unless a move is on record
/// whose destination has shown that it can take it (L7).
final class SafetyMoves {
    static final List<SafetyRule> RULES =
            List.of(
                    operations("L7", "stop-needs-move", SafetyMoves::stop),
                    new SafetyRule("L7", "preflight", SafetyMoves::preflight));

    private SafetyMoves() {}

    /// A move off this host, or one that is undone: what the destination could start is stopped
    /// there as long as the source can take it back.
    private static boolean leaves(World world, Move move, HostId here) {
        return switch (move.state()) {
            case Move.State.Stopping _ -> move.from().equals(here);
            case Move.State.Returning _ ->
                    here.equals(move.to()) && world.host(move.from()).connected();
            case Move.State.Preflight _, Move.State.Starting _, Move.State.Failed _ -> false;
        };
    }

    private static Optional<String> stop(SafetyCase.Operating it) {
        boolean runs =
                it.host()
                        .work()
                        .sighting(it.group().spec().root())
                        .filter(Sighting::surelyRunning)
                        .isPresent();
        if (!it.is(Operation.Kind.STOP)
                || !it.root()
                || !it.group().view().wanted()
                || !runs
                || it.host().work().operation(it.resource()).isPresent()) {
            return Optional.empty();
        }
        HostId here = it.host().id();
        boolean leftBehind =
                it.group().view().seenRunning() != null
                        && !here.equals(it.group().view().seenRunning());
        boolean recorded =
                it.group().view().move() instanceof Move move
                        && leaves(it.before().world(), move, here)
                        && !it.before().moves(it.action().group());
        return unless(
                recorded || leftBehind,
                it.action().group() + " runs on " + here + " and no move of it is on record");
    }

    private static Optional<String> preflight(SafetyCase it) {
        if (!(it instanceof SafetyCase.Moving moving)
                || !(moving.action().next() instanceof Move next)
                || !(next.state() instanceof Move.State.Stopping)
                || next.restart()) {
            return Optional.empty();
        }
        return next.to() == null ? forced(moving, next) : fit(moving, next.to());
    }

    /// Stopped without a destination only where the operator insisted and nobody else can take it.
    private static Optional<String> forced(SafetyCase.Moving it, Move next) {
        HostView from = it.before().world().host(next.from());
        boolean insisted = from.admin() instanceof Admin.Inactive inactive && inactive.forced();
        return unless(insisted, "it has no destination");
    }

    private static Optional<String> fit(SafetyCase.Moving it, HostId to) {
        if (!it.before().world().setOf().containsKey(to)) {
            return Optional.of(to + " is not configured");
        }
        HostView host = it.before().world().host(to);
        if (!SafetyGroup.receiver(host)) {
            return Optional.of(to + " is no receiver");
        }
        Move before = it.group().view().move();
        if (before == null || !to.equals(before.to())) {
            return Optional.of("no move to " + to + " was on record");
        }
        Instant since = it.before().now().minus(it.before().world().spec().beat().multipliedBy(2));
        if (host.contact().answered() == null || host.contact().answered().at().isBefore(since)) {
            return Optional.of(to + " has not answered within two beats");
        }
        Instant resumed = it.before().world().manager().pausedUntil();
        if (resumed != null && host.contact().answered().sentAt().isBefore(resumed)) {
            return Optional.of(
                    to + " has answered nothing that was sent since this process paused");
        }
        for (ResourceId member : it.group().exclusive()) {
            boolean stopped =
                    host.work()
                            .sighting(member)
                            .filter(seen ->
                                    seen.is(Sighting.State.STOPPED)
                                            && seen.sentStep() >= before.sinceStep())
                            .isPresent();
            if (!stopped) {
                return Optional.of(member + " was not seen stopped on " + to + " since");
            }
        }
        return Optional.empty();
    }
}
