package io.halo.core.plan;

import io.halo.core.model.Admin;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// Where a group may be and which hosts are clear of it, as the laws define these words (safety.md
/// section 2).
///
/// @param exclusive its members that no other group reaches
/// @param mayBe may-be(g): candidates, hosts with a row, hosts where something of it was seen or is
///   being done
record SafetyGroup(
        World world,
        SetView set,
        GroupSpec spec,
        GroupView view,
        List<ResourceId> exclusive,
        SequencedSet<HostId> mayBe,
        Instant now) {

    /// Looks without an answer after which a host is not known to be able.
    private static final int LOOKS_IN_VAIN = 3;

    static SafetyGroup of(World world, GroupId id, Instant now) {
        GroupSpec spec = world.spec().group(id);
        var mayBe = new LinkedHashSet<>(spec.candidates());
        var group =
                new SafetyGroup(
                        world,
                        world.setOf(id),
                        spec,
                        world.group(id),
                        world.spec().exclusive(spec),
                        mayBe,
                        now);
        mayBe.addAll(group.view().hosted().keySet());
        group.view().candidatesThen().stream()
                .filter(group.set().hosts()::containsKey)
                .forEach(mayBe::add);
        group.set().hosts().values().stream()
                .filter(host -> group.seenOn(host) || group.unresolved(host).isPresent())
                .map(HostView::id)
                .forEach(mayBe::add);
        return group;
    }

    /// may-be(g) without the host.
    List<HostId> mayBeBut(HostId host) {
        var others = new ArrayList<HostId>(mayBe.size());
        for (HostId id : mayBe) {
            if (!id.equals(host)) {
                others.add(id);
            }
        }
        return others;
    }

    /// clear(g,x): proven not to run it.
    boolean clear(HostId id) {
        if (!world.setOf().containsKey(id)) {
            return false;
        }
        HostView host = world.host(id);
        return SafetyPower.provenOff(world, host, now) || seenClear(host);
    }

    /// Whether its power-off is what speaks for it.
    boolean saidOff(HostView host) {
        return SafetyPower.saidOff(world, host, now);
    }

    /// clear(g,x) by what was seen there.
    boolean seenClear(HostView host) {
        return notStopped(host).isEmpty()
                && notCurrent(host).isEmpty()
                && unresolved(host).isEmpty();
    }

    /// No row, the root Stopped, every exclusive member looked at, and none Running or Failed. Of a
    /// host that is not connected this counts only while we are in charge: else somebody else may
    /// have started it there since.
    Optional<String> notStopped(HostView host) {
        if (onRecord(host)) {
            return Optional.of(host.id() + " may hold it");
        }
        if (!host.connected() && !(world.manager().acting() && view.managed())) {
            return Optional.of(host.id() + " is not connected, and this manager is not in charge");
        }
        boolean down =
                host.work()
                        .sighting(spec.root())
                        .filter(seen -> seen.is(Sighting.State.STOPPED))
                        .isPresent();
        if (!down) {
            return Optional.of(spec.root() + " is not seen stopped on " + host.id());
        }
        Optional<ResourceId> unseen =
                exclusive.stream()
                        .filter(member -> host.work().sighting(member).isEmpty())
                        .findFirst();
        return unseen.isPresent()
                ? Optional.of(unseen.get() + " was never looked at on " + host.id())
                : SafetyRule.unless(!seenOn(host), "a member is running or failed on " + host.id());
    }

    /// Whether looks at every exclusive member there have told something, or three have told
    /// nothing, if the host can be asked.
    boolean lookedAt(HostId id) {
        HostView host = set.hosts().get(id);
        return host == null
                || !host.connected()
                || exclusive.stream()
                        .allMatch(member ->
                                host.work()
                                        .sighting(member)
                                        .filter(SafetyGroup::tells)
                                        .isPresent());
    }

    private static boolean tells(Sighting seen) {
        return !seen.is(Sighting.State.UNKNOWN) || (!seen.busy() && seen.streak() >= LOOKS_IN_VAIN);
    }

    private boolean onRecord(HostView host) {
        return view.hosted().containsKey(host.id());
    }

    /// L2: the root was looked at in this generation, after the last start or stop there had ended
    /// and, while the host is connected, after the need to start arose.
    Optional<String> notCurrent(HostView host) {
        long ended = view.operationEnded().getOrDefault(host.id(), 0L);
        long need = host.connected() ? view.needStep() : 0;
        long since = Math.max(Math.max(view.generation(), ended), need);
        boolean current =
                host.work()
                        .sighting(spec.root())
                        .filter(seen -> seen.sentStep() >= since)
                        .isPresent();
        return SafetyRule.unless(
                current, spec.root() + " was not looked at on " + host.id() + " since it mattered");
    }

    /// A start or stop of the group there that has not ended, or nobody knows how.
    Optional<String> unresolved(HostView host) {
        for (Map.Entry<ResourceId, Operation> entry : host.work().operations().entrySet()) {
            if (entry.getValue().group().equals(view.id()) || exclusive.contains(entry.getKey())) {
                return Optional.of(
                        "an operation of "
                                + entry.getKey()
                                + " on "
                                + host.id()
                                + " is not resolved");
            }
        }
        return Optional.empty();
    }

    /// Whether an exclusive member was last seen Running, doubtful or not, or Failed there.
    boolean seenOn(HostView host) {
        return host.work().holds(exclusive);
    }

    /// Whether the root is seen Running on a connected host other than this one.
    boolean runsElsewhere(HostId but) {
        return set.hosts().values().stream()
                .anyMatch(host -> !host.id().equals(but) && runsOn(host));
    }

    /// Whether the root is seen Running there, in this generation.
    boolean runsOn(HostView host) {
        return host.connected()
                && host.work()
                        .sighting(spec.root())
                        .filter(seen ->
                                seen.is(Sighting.State.RUNNING)
                                        && seen.sentStep() >= view.generation())
                        .isPresent();
    }

    /// Candidates that are receivers, but for this host.
    List<HostView> receivers(HostId but) {
        return spec.candidates().stream()
                .filter(id -> !id.equals(but) && world.setOf().containsKey(id))
                .map(world::host)
                .filter(SafetyGroup::receiver)
                .toList();
    }

    /// Hosts that could be given it, but for this one: receivers, and the host to which a move
    /// whose destination failed goes back (L6).
    List<HostView> takers(HostId but) {
        var takers = new ArrayList<>(receivers(but));
        set.hosts().values().stream()
                .filter(host -> !host.id().equals(but) && goesBackTo(host))
                .forEach(takers::add);
        return takers;
    }

    /// Whether it has not failed there too often, and no look there says that it cannot run, or,
    /// where it never was, tells nothing again and again.
    boolean mayRunOn(HostView host) {
        Instant since = now.minus(spec.policy().window());
        boolean failed =
                view.failures().get(host.id()) instanceof GroupView.Failures failures
                        && failures.count(since) >= spec.policy().startAttempts();
        return !failed
                && spec.members().stream()
                        .flatMap(member -> host.work().sighting(member).stream())
                        .noneMatch(seen ->
                                seen.is(Sighting.State.CANNOT_RUN)
                                        || (seen.is(Sighting.State.UNKNOWN)
                                                && seen.streak() >= LOOKS_IN_VAIN
                                                && !view.hosted().containsKey(host.id())));
    }

    boolean goesBackTo(HostView host) {
        return view.move() instanceof Move move
                && move.state() instanceof Move.State.Returning
                && move.from().equals(host.id())
                && host.connected()
                && host.openFence().isEmpty()
                && !(host.admin() instanceof Admin.Maintenance);
    }

    /// Connected, active, no fence record of any kind.
    static boolean receiver(HostView host) {
        return host.connected() && inService(host);
    }

    private static boolean inService(HostView host) {
        return host.admin() instanceof Admin.Active && host.fence() == null;
    }
}
