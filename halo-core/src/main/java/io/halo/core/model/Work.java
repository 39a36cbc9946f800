package io.halo.core.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was seen on a host and what was sent to it.
///
/// @param sightings the newest look at each resource there
/// @param operations starts and stops not resolved; at most one for a resource
/// @param monitors looks under way: resource to the step and deadline
/// @param unanswered when the newest look at a resource has ended without telling anything (not
///   sent, refused, busy, no answer), or a start or stop of it that never ran; not kept once a look
///   tells
/// @param sequence the number of the newest request sent to this host in this epoch
/// @param unstarted groups of which nothing was started there since the host has rebooted, and
///   whether they run all the same, though they are HALO's to start (S1)
public record Work(
        SortedMap<ResourceId, Sighting> sightings,
        SortedMap<ResourceId, Operation> operations,
        SortedMap<ResourceId, Look> monitors,
        SortedMap<ResourceId, Instant> unanswered,
        long sequence,
        SortedMap<GroupId, Unstarted> unstarted) {
    public static final Work NONE =
            new Work(
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    0,
                    new TreeMap<>());

    public Work {
        sightings = Checks.sorted(sightings);
        operations = Checks.sorted(operations);
        monitors = Checks.sorted(monitors);
        unanswered = Checks.sorted(unanswered);
        unstarted = Checks.sorted(unstarted);
    }

    public Optional<Sighting> sighting(ResourceId resource) {
        return Optional.ofNullable(sightings.get(resource));
    }

    /// Whether one of these was running or had failed when one last looked, in whichever
    /// generation: of a host that was lost since it is not known that this has changed.
    public boolean holds(Collection<ResourceId> resources) {
        for (ResourceId resource : resources) {
            if (sightings.get(resource) instanceof Sighting seen && seen.isThere()) {
                return true;
            }
        }
        return false;
    }

    /// Nothing that was seen of these counts any more. What was there may be there still: that goes
    /// only once a look has told.
    public Work withPast(Predicate<ResourceId> which) {
        var next = new TreeMap<ResourceId, Sighting>();
        sightings.forEach((resource, seen) -> {
            if (!which.test(resource)) {
                next.put(resource, seen);
            } else if (seen.isThere()) {
                next.put(resource, seen.past());
            }
        });
        return withSightings(next);
    }

    public Optional<Operation> operation(ResourceId resource) {
        return Optional.ofNullable(operations.get(resource));
    }

    public Work withSighting(ResourceId resource, @Nullable Sighting sighting) {
        return new Work(
                put(sightings, resource, sighting),
                operations,
                monitors,
                unanswered,
                sequence,
                unstarted);
    }

    public Work withOperation(ResourceId resource, @Nullable Operation operation) {
        return new Work(
                sightings,
                put(operations, resource, operation),
                monitors,
                unanswered,
                sequence,
                unstarted);
    }

    public Work withMonitor(ResourceId resource, @Nullable Look look) {
        return new Work(
                sightings,
                operations,
                put(monitors, resource, look),
                unanswered,
                sequence,
                unstarted);
    }

    /// @param when null: the newest look has told something
    public Work withUnanswered(ResourceId resource, @Nullable Instant when) {
        return when == null && !unanswered.containsKey(resource)
                ? this
                : new Work(
                        sightings,
                        operations,
                        monitors,
                        put(unanswered, resource, when),
                        sequence,
                        unstarted);
    }

    public Work withSequence(long next) {
        return new Work(sightings, operations, monitors, unanswered, next, unstarted);
    }

    public Work withSightings(SortedMap<ResourceId, Sighting> next) {
        return new Work(next, operations, monitors, unanswered, sequence, unstarted);
    }

    public Work withOperations(SortedMap<ResourceId, Operation> next) {
        return new Work(sightings, next, monitors, unanswered, sequence, unstarted);
    }

    /// After a reboot: nothing that was seen or sent counts, and nothing was started since.
    public Work rebooted(Collection<GroupId> groups) {
        var none = new TreeMap<GroupId, Unstarted>();
        groups.forEach(group -> none.put(group, Unstarted.NOT_SEEN));
        return NONE.withSequence(sequence).withUnstarted(none);
    }

    /// From now on the group runs there with reason: its root was started, or an operator knows.
    public Work withStarted(GroupId group) {
        return unstarted.containsKey(group)
                ? withUnstarted(Checks.without(unstarted, group))
                : this;
    }

    /// Whether the group runs there, since a reboot, without having been started (S1).
    public boolean isStartedByItself(GroupId group) {
        return unstarted.get(group) == Unstarted.RUNS;
    }

    public Work withUnstarted(SortedMap<GroupId, Unstarted> next) {
        return new Work(sightings, operations, monitors, unanswered, sequence, next);
    }

    private static <V> SortedMap<ResourceId, V> put(
            SortedMap<ResourceId, V> map, ResourceId key, @Nullable V value) {
        return value == null ? Checks.without(map, key) : Checks.with(map, key, value);
    }

    /// A group that was not started since the reboot.
    public enum Unstarted {
        NOT_SEEN,
        /// Its root was seen running all the same.
        RUNS
    }

    /// One monitor under way.
    public record Look(OperationId id, long sentStep, Instant sentAt, Instant deadline) {}
}
