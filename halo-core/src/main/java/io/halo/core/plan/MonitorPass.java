package io.halo.core.plan;

import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Looks: at everything that has not been seen, at once; at everything else every period. Never
/// ends because of an error.
final class MonitorPass {
    /// A look that had no usable answer is repeated after so long.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// A look that is wanted at once, and has just told nothing, is sent again after so long: a
    /// connection may be about to stand. Without a pause the manager would do nothing else.
    private static final Duration SOON = Duration.ofMillis(100);

    /// Looks that are due so soon go with those that are due now: one call for a host instead of
    /// several.
    private static final Duration TOGETHER = Duration.ofMillis(50);

    /// In shorter periods it is a tenth of the period.
    private static final Duration TOGETHER_OF = TOGETHER.multipliedBy(10);

    private MonitorPass() {}

    static void plan(List<GroupFacts> groups, PlanDraft draft) {
        for (GroupFacts facts : groups) {
            for (HostView host : facts.connectedMayBe()) {
                for (ResourceId member : facts.members()) {
                    look(facts, host, member, draft);
                }
            }
        }
    }

    private static void look(GroupFacts facts, HostView host, ResourceId member, PlanDraft draft) {
        boolean operating =
                host.work().operation(member).filter(Operation::inFlight).isPresent()
                        || draft.operates(host.id(), member);
        if (operating || host.work().monitors().containsKey(member)) {
            return;
        }
        Duration period =
                facts.cluster()
                        .resource(member)
                        .monitorInterval()
                        .orElse(facts.cluster().monitorInterval());
        Optional<Sighting> seen = facts.seen(host.id(), member);
        Instant due = due(facts, host, member, seen, period);
        if (due.isAfter(draft.now().plus(together(period)))) {
            draft.wakeAt(due);
        } else {
            boolean expected =
                    facts.running().filter(place -> place.id().equals(host.id())).isPresent();
            boolean recurring =
                    expected && seen.filter(it -> it.is(Sighting.State.RUNNING)).isPresent();
            draft.look(host, member, !recurring, period);
        }
    }

    private static Instant due(
            GroupFacts facts,
            HostView host,
            ResourceId member,
            Optional<Sighting> seen,
            Duration period) {
        if (seen.isEmpty()) {
            // What was seen for its other groups stands until a look tells something.
            Instant inVain = host.work().unanswered().get(member);
            return inVain != null
                            && host.work()
                                    .sighting(member)
                                    .filter(other -> !other.isPast())
                                    .isPresent()
                    ? inVain.plus(min(AGAIN, period))
                    : atOnce(host, member);
        }
        Sighting sighting = seen.get();
        if (sighting.is(Sighting.State.UNKNOWN)) {
            return sighting.checkedAt().plus(min(sighting.streak() == 0 ? SOON : AGAIN, period));
        }
        boolean unresolved =
                host.work().operation(member).orElse(null) instanceof Operation operation
                        && operation.state() instanceof Operation.State.Unknown unknown
                        && sighting.sentStep() < unknown.sinceStep();
        boolean neededNow = facts.running().isEmpty() && !facts.current(host.id(), member);
        if (MovePass.wantsLook(facts, host.id(), member)
                || (sighting.doubtful() && sighting.is(Sighting.State.RUNNING))
                || unresolved
                || neededNow
                || rootNeededForMember(facts, host, member, sighting)) {
            return atOnce(host, member);
        }
        Instant next = sighting.checkedAt().plus(period);
        Instant inVain = host.work().unanswered().get(member);
        Instant again = inVain == null ? next : inVain.plus(min(AGAIN, period));
        return again.isAfter(next) ? again : next;
    }

    private static Instant atOnce(HostView host, ResourceId member) {
        Instant inVain = host.work().unanswered().get(member);
        return inVain == null ? Instant.MIN : inVain.plus(SOON);
    }

    /// A member is down: the root must be seen Running by a look sent after that, before the member
    /// is started (L1b).
    private static boolean rootNeededForMember(
            GroupFacts facts, HostView host, ResourceId member, Sighting sighting) {
        return member.equals(facts.spec().root())
                && sighting.is(Sighting.State.RUNNING)
                && facts.running().filter(place -> place.id().equals(host.id())).isPresent()
                && facts.members().stream()
                        .flatMap(other -> facts.seen(host.id(), other).stream())
                        .anyMatch(other ->
                                !other.is(Sighting.State.RUNNING)
                                        && facts.needArose(other) > sighting.sentStep());
    }

    private static Duration together(Duration period) {
        return period.compareTo(TOGETHER_OF) < 0 ? period.dividedBy(10) : TOGETHER;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
