package io.halo.core.plan;

import static io.halo.core.plan.SafetyRule.unless;

import io.halo.core.model.Admin;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import java.util.Optional;

/// The guard *reason*: something must become possible that is not possible now.
final class SafetyReason {
    private SafetyReason() {}

    static Optional<String> reason(SafetyCase.Fencing it) {
        return unless(needed(it), "no group could start if " + it.id() + " was off");
    }

    /// Whether a group could start then.
    static boolean needed(SafetyCase.Fencing it) {
        return it.set().groups().keySet().stream()
                .map(it.before()::group)
                .anyMatch(group ->
                        group.view().managed()
                                && group.view().wanted()
                                && (it.cycle() ? lonePlace(it, group) : needs(it, group)));
    }

    private static boolean lonePlace(SafetyCase.Fencing it, SafetyGroup group) {
        return group.spec().lone()
                && it.id().equals(group.view().place())
                && it.host().contact().silent()
                && it.mayBeCycled();
    }

    private static boolean needs(SafetyCase.Fencing it, SafetyGroup group) {
        // Where a stop failed the group may run still: that is what the fence is to end.
        boolean runs =
                group.runsElsewhere(it.id())
                        || (group.runsOn(it.host()) && !SafetyGuards.stopFailed(it));
        return !runs
                && mayHold(it, group)
                && group.takers(it.id()).stream().anyMatch(to -> couldStart(it, group, to.id()));
    }

    private static boolean mayHold(SafetyCase.Fencing it, SafetyGroup group) {
        HostView host = it.host();
        return it.id().equals(group.view().place())
                || group.unresolved(host).isPresent()
                || (host.admin() instanceof Admin.Active
                        && group.mayBe().contains(it.id())
                        && !group.clear(it.id()))
                || group.mayBe().stream().anyMatch(id -> waitsForWord(it, group, id));
    }

    /// A power-off of that host does not count before this one is heard, or off as well (T2).
    private static boolean waitsForWord(SafetyCase.Fencing it, SafetyGroup group, HostId id) {
        return SafetyGuards.inSet(it, id)
                        .filter(host ->
                                SafetyPower.untrusted(host, it.before().now()).isEmpty()
                                        && host.power() instanceof Power.Off off
                                        && off.bystanders().contains(it.id())
                                        && off.bystanders().stream()
                                                .allMatch(other ->
                                                        other.equals(it.id())
                                                                || (!isOff(it, other)
                                                                        && couldBeOff(it, other))))
                        .isPresent()
                && !group.clear(id);
    }

    private static boolean isOff(SafetyCase.Fencing it, HostId id) {
        return SafetyGuards.inSet(it, id)
                .filter(host -> host.power() instanceof Power.Off)
                .isPresent();
    }

    /// Whether L1 would allow a start there if this host, and all others that are as dead, were
    /// off.
    private static boolean couldStart(SafetyCase.Fencing it, SafetyGroup group, HostId to) {
        return group.mayBeBut(to).stream()
                .allMatch(id ->
                        id.equals(it.id())
                                || group.clear(id)
                                || couldBeOff(it, id)
                                || waitsForWord(it, group, id));
    }

    private static boolean couldBeOff(SafetyCase.Fencing it, HostId id) {
        return SafetyGuards.inSet(it, id)
                .filter(host ->
                        SafetyGuards.couldBeFenced(
                                SafetyCase.Fencing.would(it.before(), it.action(), it.set(), host)))
                .isPresent();
    }
}
