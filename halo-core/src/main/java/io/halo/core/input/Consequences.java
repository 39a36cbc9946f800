package io.halo.core.input;

import io.halo.core.model.Event;
import io.halo.core.model.FailoverSet;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.Power;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import io.halo.core.model.Work;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What follows from the sightings for the memory of the groups: where they run, when a need arose,
/// adoption, rows that end.
final class Consequences {
    private Consequences() {}

    static void of(Draft draft, FailoverSet set) {
        set.hosts().forEach(host -> poweredOff(draft, draft.host(host), set));
        for (GroupId id : set.groups()) {
            GroupSpec spec = draft.spec().spec().group(id);
            HostId running = running(draft, spec);
            draft.put(draft.group(id).seen(running, draft.step()));
            if (draft.manager().acting() && draft.group(id).managed()) {
                adopt(draft, spec, running);
                endRows(draft, spec);
            }
            recovered(draft, spec);
        }
    }

    /// What was sent to a host that is proven off is void, and so is what was seen there (L9).
    private static void poweredOff(Draft draft, HostView host, FailoverSet set) {
        if (!offInSet(draft, host)) {
            return;
        }
        if (!host.work().sightings().isEmpty()
                || !host.work().operations().isEmpty()
                || !host.work().monitors().isEmpty()) {
            draft.put(host.withWork(Work.NONE.withSequence(host.work().sequence())));
        }
        for (GroupId id : set.groups()) {
            GroupView group = draft.group(id);
            if (group.stopFailed().containsKey(host.id())) {
                draft.put(group.withStopFailed(host.id(), null));
            }
        }
    }

    private static boolean offInSet(Draft draft, HostView host) {
        if (!(host.power() instanceof Power.Off)) {
            return false;
        }
        var set = new TreeMap<HostId, HostView>();
        draft.hostsNear(host.id()).forEach(other -> set.put(other, draft.host(other)));
        return Evidence.poweredOff(draft.spec().spec(), host, set, draft.now());
    }

    /// The connected host on which the root is seen Running. Seen on several, the one where it was
    /// before stays.
    private static @Nullable HostId running(Draft draft, GroupSpec spec) {
        HostId before = draft.group(spec.id()).seenRunning();
        if (before != null && rootRunning(draft, spec, before)) {
            return before;
        }
        return draft.hostsNear(spec.home()).stream()
                .filter(host -> rootRunning(draft, spec, host))
                .findFirst()
                .orElse(null);
    }

    private static boolean rootRunning(Draft draft, GroupSpec spec, HostId id) {
        HostView host = draft.host(id);
        return host.connected()
                && seen(draft, spec, host)
                        .filter(seen -> seen.is(Sighting.State.RUNNING))
                        .isPresent();
    }

    /// Of its root, in its present generation.
    private static Optional<Sighting> seen(Draft draft, GroupSpec spec, HostView host) {
        return host.work()
                .sighting(spec.root())
                .filter(seen -> seen.sentStep() >= draft.group(spec.id()).generation());
    }

    private static boolean anythingThere(Draft draft, GroupSpec spec, HostId id) {
        return draft.host(id).work().holds(draft.spec().spec().exclusive(spec));
    }

    /// It was started there, and the host, which can be asked, or will be in a moment, has not said
    /// that it is stopped.
    private static boolean isToBeSeen(Draft draft, GroupView group, GroupSpec spec, HostId id) {
        HostView host = draft.host(id);
        return group.hosted().containsKey(id)
                && (host.connected() || host.contact().awaited())
                && host.work()
                        .sighting(spec.root())
                        .filter(seen -> seen.is(Sighting.State.STOPPED))
                        .isEmpty();
    }

    /// A managed group that is found running is adopted where it is: the row says that this host
    /// holds it (A12). What was there when another host was lost may run there still: the row says
    /// that it may be here, and its place stays.
    private static void adopt(Draft draft, GroupSpec spec, @Nullable HostId running) {
        GroupView group = draft.group(spec.id());
        if (running == null
                || (group.hosted().containsKey(running) && running.equals(group.place()))) {
            return;
        }
        boolean sure =
                seen(draft, spec, draft.host(running)).filter(Sighting::surelyRunning).isPresent();
        List<HostId> others =
                draft.hostsNear(running).stream()
                        .filter(other -> !other.equals(running))
                        .filter(other ->
                                anythingThere(draft, spec, other)
                                        || isToBeSeen(draft, group, spec, other))
                        .toList();
        if (sure && others.isEmpty()) {
            adopted(draft, spec, running);
        } else if (sure && others.stream().noneMatch(other -> draft.host(other).connected())) {
            draft.put(group.mayBeOn(running));
        }
    }

    private static void adopted(Draft draft, GroupSpec spec, HostId running) {
        GroupView group = draft.group(spec.id());
        if (group.place() != null
                && !running.equals(group.place())
                && spec.candidates().contains(running)) {
            draft.say(
                    Event.of(
                            Event.Kind.MOVE,
                            spec.id(),
                            "found running on "
                                    + running
                                    + " instead of "
                                    + group.place()
                                    + "; adopted there"));
        }
        draft.put(group.hostedOn(running));
    }

    /// A row goes when the host is clear of the group: every exclusive member was stopped well (or
    /// the host rebooted) and is seen Stopped since, or the host is proven off.
    private static void endRows(Draft draft, GroupSpec spec) {
        for (HostId id : List.copyOf(draft.group(spec.id()).hosted().keySet())) {
            if (draft.knows(id)
                    && draft.hostsNear(spec.home()).contains(id)
                    && ended(draft, spec, id)) {
                draft.put(draft.group(spec.id()).notHostedOn(id));
            }
        }
    }

    private static boolean ended(Draft draft, GroupSpec spec, HostId id) {
        HostView host = draft.host(id);
        if (offInSet(draft, host)) {
            return true;
        }
        GroupView group = draft.group(spec.id());
        GroupView.Hosted row = group.hosted().get(id);
        List<ResourceId> exclusive = draft.spec().spec().exclusive(spec);
        long since = group.operationEnded().getOrDefault(id, 0L);
        return host.connected()
                && row != null
                && row.stopped().containsAll(exclusive)
                && exclusive.stream().allMatch(member -> stoppedSince(host.work(), member, since));
    }

    private static boolean stoppedSince(Work work, ResourceId member, long step) {
        return work.operation(member).isEmpty()
                && work.sighting(member)
                        .filter(seen -> seen.is(Sighting.State.STOPPED) && seen.sentStep() >= step)
                        .isPresent();
    }

    /// Being seen wholly running ends an error.
    private static void recovered(Draft draft, GroupSpec spec) {
        GroupView group = draft.group(spec.id());
        HostId running = group.seenRunning();
        if (group.error() == null || running == null) {
            return;
        }
        Work work = draft.host(running).work();
        boolean whole =
                spec.members().stream()
                        .allMatch(member ->
                                work.sighting(member)
                                                .filter(Sighting::surelyRunning)
                                                .filter(seen ->
                                                        seen.sentStep() >= group.generation())
                                                .isPresent()
                                        && work.operation(member)
                                                .filter(Operation::inFlight)
                                                .isEmpty());
        if (whole) {
            draft.put(group.withError(null));
            draft.say(Event.of(Event.Kind.RECOVERED, spec.id(), "running on " + running));
        }
    }
}
