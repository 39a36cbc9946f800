package io.halo.core.plan;

import static io.halo.core.plan.SafetyRule.rootStarts;
import static io.halo.core.plan.SafetyRule.starts;
import static io.halo.core.plan.SafetyRule.unless;

import io.halo.core.model.Admin;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Rules for starts: never two copies of a group (L1, L1b, L2, T1 to T3), only where it may go
/// (L6), only if it is wanted.
final class SafetyStarts {
    static final List<SafetyRule> RULES =
            List.of(
                    rootStarts("L1", "clear", SafetyStarts::clear),
                    rootStarts("L1", "unresolved", it -> others(it, SafetyStarts::unresolved)),
                    rootStarts("L2", "current", it -> others(it, SafetyStarts::notCurrent)),
                    rootStarts(
                            "T1",
                            "proof",
                            it ->
                                    relyingOnPower(
                                            it,
                                            (world, host) ->
                                                    SafetyPower.untrusted(
                                                            host, it.before().now()))),
                    rootStarts(
                            "T2",
                            "bystanders-heard",
                            it ->
                                    relyingOnPower(
                                            it,
                                            (world, host) ->
                                                    SafetyPower.silenced(
                                                            world, host, it.before().now()))),
                    rootStarts(
                            "T3",
                            "power-returned",
                            it -> relyingOnPower(it, (_, host) -> SafetyPower.returned(host))),
                    starts("L1", "one-place", SafetyStarts::onePlace),
                    starts("L1", "recorded", SafetyStarts::recorded),
                    starts("L1b", "member", SafetyStarts::member),
                    starts("L1b", "shared-parent", SafetyStarts::sharedParent),
                    starts("L2", "shared-generation", SafetyStarts::sharedGeneration),
                    rootStarts("L6", "target", SafetyStarts::target),
                    rootStarts("L6", "last-resort", SafetyStarts::lastResort),
                    starts("L10", "wanted", SafetyStarts::wanted));

    private SafetyStarts() {}

    /// The first other host of may-be(g) that speaks against the start.
    private static Optional<String> others(
            SafetyCase.Operating it, BiFunction<SafetyGroup, HostView, Optional<String>> against) {
        World world = it.before().world();
        for (HostId id : it.group().mayBeBut(it.host().id())) {
            if (world.setOf().containsKey(id)) {
                Optional<String> why = against.apply(it.group(), world.host(id));
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> clear(SafetyCase.Operating it) {
        return it.group().mayBeBut(it.host().id()).stream()
                .filter(id -> !it.before().world().setOf().containsKey(id))
                .findFirst()
                .map(gone -> gone + " is not configured any more and may hold it")
                .or(() -> others(it, SafetyStarts::notClear));
    }

    /// Whether a host that is said to be off is off is for T1 to T3 to say.
    private static Optional<String> notClear(SafetyGroup group, HostView host) {
        return group.saidOff(host) ? Optional.empty() : group.notStopped(host);
    }

    private static Optional<String> notCurrent(SafetyGroup group, HostView host) {
        return group.saidOff(host) ? Optional.empty() : group.notCurrent(host);
    }

    private static Optional<String> unresolved(SafetyGroup group, HostView host) {
        return group.saidOff(host) ? Optional.empty() : group.unresolved(host);
    }

    /// Asks about every other host that is clear by its power-off or not at all.
    private static Optional<String> relyingOnPower(
            SafetyCase.Operating it, BiFunction<World, HostView, Optional<String>> against) {
        return others(
                it,
                (group, host) ->
                        group.saidOff(host) && !group.seenClear(host)
                                ? against.apply(group.world(), host)
                                : Optional.empty());
    }

    private static Optional<String> onePlace(SafetyCase.Operating it) {
        HostId host = it.host().id();
        boolean elsewhere =
                it.root()
                        ? it.before().operatesElsewhere(it.action().group(), host)
                        : it.before().startsElsewhere(it.action().group(), host);
        return unless(
                !elsewhere,
                "the same plan does something with " + it.action().group() + " on another host");
    }

    /// The row is written before the start is sent: it needs a store that works, or must be there
    /// already.
    private static Optional<String> recorded(SafetyCase.Operating it) {
        GroupView view = it.group().view();
        HostId host = it.host().id();
        boolean row = view.hosted().containsKey(host) && host.equals(view.place());
        return unless(
                row || it.before().world().manager().storeWorks(),
                "that " + host + " holds it cannot be recorded");
    }

    /// An exclusive member starts where its root might (L1), or beside the root that runs in its
    /// one place (L1b).
    private static Optional<String> member(SafetyCase.Operating it) {
        if (it.root() || it.shared() || besideRoot(it)) {
            return Optional.empty();
        }
        return it.group().mayBeBut(it.host().id()).stream()
                .filter(id -> !it.group().clear(id))
                .findFirst()
                .map(id ->
                        id
                                + " is not clear of "
                                + it.action().group()
                                + ", and "
                                + it.group().spec().root()
                                + " is not seen running on "
                                + it.host().id()
                                + " alone");
    }

    private static boolean besideRoot(SafetyCase.Operating it) {
        SafetyGroup group = it.group();
        HostId here = it.host().id();
        ResourceId root = group.spec().root();
        Optional<Sighting> member = it.host().work().sighting(it.resource());
        if (member.isEmpty()
                || !here.equals(group.view().place())
                || it.before().operates(here, root)) {
            return false;
        }
        long need =
                Math.max(
                        group.view().generation(),
                        Math.max(group.view().needStep(), member.get().sinceStep()));
        boolean rootRuns =
                it.host()
                        .work()
                        .sighting(root)
                        .filter(seen -> seen.surelyRunning() && seen.sentStep() >= need)
                        .isPresent();
        return rootRuns
                && group.set().hosts().values().stream()
                        .noneMatch(host -> !host.id().equals(here) && group.seenOn(host))
                && group.mayBeBut(here).stream().allMatch(group::lookedAt);
    }

    /// A shared member runs where a group's parent of it runs, on any number of hosts.
    private static Optional<String> sharedParent(SafetyCase.Operating it) {
        if (!it.shared()) {
            return Optional.empty();
        }
        List<ResourceId> parents =
                it.group().spec().parents().getOrDefault(it.resource(), List.of());
        boolean runs =
                parents.stream()
                        .filter(parent -> !it.before().operates(it.host().id(), parent))
                        .flatMap(parent -> it.host().work().sighting(parent).stream())
                        .anyMatch(seen ->
                                seen.is(Sighting.State.RUNNING)
                                        && seen.sentStep() >= it.group().view().generation());
        return unless(runs, "no parent of " + it.resource() + " runs on " + it.host().id());
    }

    /// Somebody may have started it by hand before the group became ours: what was seen for its
    /// other groups does not count.
    private static Optional<String> sharedGeneration(SafetyCase.Operating it) {
        boolean counts =
                it.host()
                        .work()
                        .sighting(it.resource())
                        .filter(seen -> seen.sentStep() >= it.group().view().generation())
                        .isPresent();
        return unless(
                !it.shared() || counts,
                it.resource() + " was not looked at yet for " + it.action().group());
    }

    /// Whether a planned move off this host is being undone because its destination failed: the one
    /// start there that L6 allows.
    private static boolean undone(SafetyCase.Operating it) {
        return it.group().view().move() instanceof Move move
                && move.state() instanceof Move.State.Returning
                && move.from().equals(it.host().id());
    }

    private static Optional<String> target(SafetyCase.Operating it) {
        HostView host = it.host();
        if (!it.group().spec().candidates().contains(host.id())) {
            return Optional.of(host.id() + " is no candidate of " + it.action().group());
        }
        if (host.openFence().isPresent()) {
            return Optional.of(host.id() + " is being fenced");
        }
        return switch (host.admin()) {
            case Admin.Active _ -> Optional.empty();
            case Admin.Inactive _ -> unless(undone(it), host.id() + " is deactivated");
            case Admin.Maintenance _ -> Optional.of(host.id() + " is in maintenance");
        };
    }

    private static Optional<String> lastResort(SafetyCase.Operating it) {
        return it.host().latched() && !undone(it)
                ? it.group().receivers(it.host().id()).stream()
                        .filter(other -> it.group().mayRunOn(other))
                        .findFirst()
                        .map(other ->
                                it.host().id()
                                        + " was fenced and not reset, and "
                                        + other.id()
                                        + " is a receiver")
                : Optional.empty();
    }

    private static Optional<String> wanted(SafetyCase.Operating it) {
        return unless(it.group().view().wanted(), it.action().group() + " is to be stopped");
    }
}
