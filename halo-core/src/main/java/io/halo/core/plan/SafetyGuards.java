package io.halo.core.plan;

import static io.halo.core.plan.SafetyRule.automatic;
import static io.halo.core.plan.SafetyRule.unless;

import io.halo.core.model.Admin;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Reach;
import io.halo.core.model.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The guards of a fence that no operator asked for (L4, L5): all of them when its record is opened
/// and again before its program first runs; for a further attempt those that may have ended since.
/// The device is for [SafetyFences] to judge.
final class SafetyGuards {
    static final List<SafetyRule> RULES =
            List.of(
                    automatic("L4", "silent", SafetyGuards::silent),
                    automatic("L5", "unmanaged", SafetyGuards::unmanaged),
                    automatic("L4", "latch", SafetyGuards::latch),
                    automatic("L4", "maintenance", SafetyGuards::maintenance),
                    automatic("L4", "witness", SafetyWitness::witness),
                    automatic("L4", "mass", SafetyWitness::mass),
                    automatic("L4", "stranding", SafetyGuards::stranding),
                    automatic("L4", "reason", SafetyReason::reason),
                    automatic("L4", "budget", SafetyBudget::budget));

    /// What another host must pass to be thought of as off: asked without *reason*, which asks for
    /// it, and without *budget*.
    private static final List<String> BESIDES = List.of("reason", "stranding", "budget");

    private SafetyGuards() {}

    /// Whether the host is being fenced or could be, if there was a reason.
    static boolean couldBeFenced(SafetyCase.Fencing it) {
        return it.host().openFence().isPresent()
                || (RULES.stream()
                                .filter(rule -> !BESIDES.contains(rule.name()))
                                .allMatch(rule -> rule.check().brokenBy(it).isEmpty())
                        && it.host().devices().values().stream()
                                .anyMatch(view -> view.proven() && !view.abandoned()));
    }

    /// Only silence counts towards death. A fence that is under way goes on when the server answers
    /// but its agent does not.
    private static Optional<String> silent(SafetyCase.Fencing it) {
        boolean dead =
                switch (it.host().contact().reach()) {
                    case Reach.Silent silent ->
                            it.host().contact().everSeen()
                                    && it.host().contact().failuresDemanded() == 0
                                    && quiet(it)
                                    && !it.host().contact().aliveSince(silent.declaredAt());
                    case Reach.AliveNotServing _ -> it.retry();
                    case Reach.Up _ -> stopFailed(it);
                    case Reach.Connecting _,
                            Reach.NeverSeen _,
                            Reach.Suspect _,
                            Reach.CannotTell _,
                            Reach.Refusing _ ->
                            false;
                };
        return unless(dead, it.id() + " is not silent");
    }

    /// Any answer, however late, is life.
    private static boolean quiet(SafetyCase.Fencing it) {
        World world = it.before().world();
        Duration quiet = it.host().contact().quietFor(it.before().now());
        return world.manager().refusedIsSilent() || quiet.compareTo(world.spec().deadAfter()) >= 0;
    }

    /// A stop failed on the connected host, and the group's policy is to power the host off then.
    static boolean stopFailed(SafetyCase.Fencing it) {
        return it.host().connected()
                && it.set().groups().values().stream()
                        .anyMatch(group ->
                                group.managed()
                                        && group.stopFailed().containsKey(it.id())
                                        && it.before()
                                                        .world()
                                                        .spec()
                                                        .group(group.id())
                                                        .policy()
                                                        .onStopFailure()
                                                == FailurePolicy.OnStopFailure.FENCE);
    }

    private static Optional<String> unmanaged(SafetyCase.Fencing it) {
        return it.set().groups().keySet().stream()
                .map(it.before()::group)
                .filter(group ->
                        !group.view().managed()
                                && group.mayBe().contains(it.id())
                                && !group.clear(it.id())
                                && !group.runsElsewhere(it.id()))
                .findFirst()
                .map(group -> "the unmanaged group " + group.view().id() + " may be on " + it.id());
    }

    private static Optional<String> latch(SafetyCase.Fencing it) {
        return unless(!it.host().latched(), it.id() + " was fenced and not reset");
    }

    private static Optional<String> maintenance(SafetyCase.Fencing it) {
        return switch (it.host().admin()) {
            case Admin.Active _ -> Optional.empty();
            case Admin.Maintenance _ -> Optional.of(it.id() + " is in maintenance");
            case Admin.Inactive _ ->
                    unless(
                            it.set().groups().values().stream()
                                    .anyMatch(group -> it.id().equals(group.place())),
                            it.id() + " is deactivated and the place of no group");
        };
    }

    /// If it lives, all groups that are placed there and have failover hosts must have somewhere to
    /// go. Of one that is silent, *reason* asks more.
    private static Optional<String> stranding(SafetyCase.Fencing it) {
        boolean stranded =
                !it.retry()
                        && !it.cycle()
                        && stopFailed(it)
                        && it.set().groups().keySet().stream()
                                .map(it.before()::group)
                                .filter(group ->
                                        group.view().managed()
                                                && group.view().wanted()
                                                && !group.spec().lone()
                                                && it.id().equals(group.view().place()))
                                .anyMatch(group -> group.takers(it.id()).isEmpty());
        return unless(!stranded, "the groups of " + it.id() + " have no other receiver");
    }

    static Optional<HostView> inSet(SafetyCase.Fencing it, HostId id) {
        return Optional.ofNullable(it.set().hosts().get(id));
    }
}
