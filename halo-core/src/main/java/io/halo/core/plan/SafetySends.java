package io.halo.core.plan;

import static io.halo.core.plan.SafetyRule.operations;
import static io.halo.core.plan.SafetyRule.unless;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Operation;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Rules for all that is sent: who may act at all, on what, and that it cannot come too late (L5,
/// L8, L9).
final class SafetySends {
    /// What waits longer before it is sent was decided on what may no longer be true.
    private static final Duration VALID = Duration.ofSeconds(2);

    static final List<SafetyRule> RULES =
            List.of(
                    new SafetyRule("L8", "acting", SafetySends::acting),
                    operations("L8", "instance", SafetySends::instance),
                    new SafetyRule("L8", "sequence", SafetySends::sequence),
                    new SafetyRule("L9", "not-after", SafetySends::notAfter),
                    operations("L9", "one-at-a-time", SafetySends::oneAtATime),
                    operations("L5", "managed", SafetySends::managed),
                    operations("L5", "unmanaged-user", SafetySends::unmanagedUser),
                    operations("L5", "shared-in-use", SafetySends::sharedInUse));

    private SafetySends() {}

    /// Observe mode, and a manager that an agent has refused, only look.
    private static Optional<String> acting(SafetyCase it) {
        boolean looks =
                switch (it.action()) {
                    case Action.Look _, Action.Beat _, Action.AskPower _, Action.Booked _ -> true;
                    case Action.Operate _, Action.PowerOff _, Action.PowerOn _, Action.Noted _ ->
                            false;
                };
        return unless(looks || it.before().world().manager().acting(), "this manager does not act");
    }

    private static Optional<String> instance(SafetyCase.Operating it) {
        boolean same =
                it.host().contact().reach() instanceof Reach.Up up
                        && up.instance().equals(it.action().instance());
        return unless(same, "it is meant for an agent that is not connected to " + it.host().id());
    }

    /// An agent refuses what is not above the newest that it saw: a number used twice would let an
    /// old request through.
    private static Optional<String> sequence(SafetyCase it) {
        return switch (it.action()) {
            case Action.Operate operate ->
                    unless(
                            operate.sequence() > it.before().sequence(operate.host()),
                            "request "
                                    + operate.sequence()
                                    + " to "
                                    + operate.host()
                                    + " is not above those before it");
            case Action.Look look -> {
                long last = it.before().sequence(look.host());
                boolean rising = true;
                for (Action.Look.One one : look.what()) {
                    rising = rising && one.sequence() > last;
                    last = one.sequence();
                }
                yield unless(
                        rising,
                        "a look at "
                                + look.host()
                                + " has a number that is not above those before it");
            }
            case Action.Beat _,
                    Action.AskPower _,
                    Action.PowerOff _,
                    Action.PowerOn _,
                    Action.Noted _,
                    Action.Booked _ ->
                    Optional.empty();
        };
    }

    private static Optional<String> notAfter(SafetyCase it) {
        return switch (it.action()) {
            case Action.Operate operate -> late(operate.notAfter(), it.before().now());
            case Action.PowerOff off -> late(off.notAfter(), it.before().now());
            case Action.PowerOn on -> late(on.notAfter(), it.before().now());
            case Action.Look _, Action.Beat _, Action.AskPower _, Action.Noted _, Action.Booked _ ->
                    Optional.empty();
        };
    }

    private static Optional<String> late(Instant notAfter, Instant now) {
        return unless(
                !notAfter.isBefore(now) && !notAfter.isAfter(now.plus(VALID)),
                "it may be sent until " + notAfter + ", which is not within 2 s");
    }

    /// A stop may follow an operation of which nobody knows how it ended; a start may not.
    private static Optional<String> oneAtATime(SafetyCase.Operating it) {
        boolean open =
                it.host()
                        .work()
                        .operation(it.resource())
                        .filter(operation ->
                                operation.inFlight()
                                        || it.is(Operation.Kind.START)
                                        || orphan(operation))
                        .isPresent();
        return unless(
                !open && !it.before().operates(it.host().id(), it.resource()),
                "another operation of "
                        + it.resource()
                        + " on "
                        + it.host().id()
                        + " is not resolved");
    }

    /// No stop ends a script that its agent knows nothing of.
    private static boolean orphan(Operation operation) {
        return operation.state() instanceof Operation.State.Unknown unknown && unknown.orphan();
    }

    private static Optional<String> managed(SafetyCase.Operating it) {
        return unless(it.group().view().managed(), it.action().group() + " is unmanaged or held");
    }

    /// Nothing is done to a shared member on a host where an unmanaged group may use it.
    private static Optional<String> unmanagedUser(SafetyCase.Operating it) {
        return otherUser(it, other -> !other.view().managed())
                .map(id ->
                        "the unmanaged group "
                                + id
                                + " may use "
                                + it.resource()
                                + " on "
                                + it.host().id());
    }

    /// A shared member is not stopped under a group that may use it. One that is down already may
    /// be, to be started again, and what depends on it.
    private static Optional<String> sharedInUse(SafetyCase.Operating it) {
        return it.is(Operation.Kind.START) || down(it, it.resource())
                ? Optional.empty()
                : otherUser(it, _ -> true)
                        .map(id -> id + " may use " + it.resource() + " on " + it.host().id());
    }

    private static boolean down(SafetyCase.Operating it, ResourceId resource) {
        return it.host()
                        .work()
                        .sighting(resource)
                        .filter(seen ->
                                seen.is(Sighting.State.STOPPED) || seen.is(Sighting.State.FAILED))
                        .isPresent()
                || it.group().spec().parents().getOrDefault(resource, List.of()).stream()
                        .anyMatch(parent -> down(it, parent));
    }

    /// What clears the other group is older than the first sight of the shared member up.
    private static boolean staleBeside(SafetyCase.Operating it, SafetyGroup other) {
        Optional<Sighting> shared = it.host().work().sighting(it.resource());
        Optional<Sighting> root = it.host().work().sighting(other.spec().root());
        return shared.isPresent()
                && shared.get().state() != Sighting.State.STOPPED
                && root.isPresent()
                && shared.get().sinceStep() > root.get().sentStep();
    }

    private static Optional<GroupId> otherUser(
            SafetyCase.Operating it, Predicate<SafetyGroup> which) {
        if (!it.shared()) {
            return Optional.empty();
        }
        HostId host = it.host().id();
        return it.group().set().groups().keySet().stream()
                .filter(id -> !id.equals(it.action().group()))
                .map(it.before()::group)
                .filter(other ->
                        other.spec().parents().containsKey(it.resource())
                                && which.test(other)
                                && other.mayBe().contains(host)
                                && (!other.clear(host) || staleBeside(it, other)))
                .map(other -> other.view().id())
                .findFirst();
    }
}
