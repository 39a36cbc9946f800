package io.halo.core.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A group's intents and memory. Where it runs is not kept here: that follows from the sightings.
///
/// @param held nothing may be done with it, for its definition changed; or null; durable
/// @param error why it was given up: nothing is started until `cleanup`, or until it is seen
///   running; durable
/// @param generation the step in which its sightings began to count; raised by `manage`, definition
///   change, manager start
/// @param needStep the step in which it was last seen to stop being Running: older sightings of
///   Stopped prove nothing (L1)
/// @param seenRunning where its root was Running at the end of the last fold, or null
/// @param everRunning whether it was seen Running in this generation
/// @param hosted hosts that may hold it by what we did there; durable
/// @param place the newest host that ever hosted it, or null; durable
/// @param failures failed attempts by host; durable
/// @param stopFailed hosts where the last stop failed, and why; durable
/// @param operationEnded by host, the step in which the last start or stop of one of its members
///   there ended
/// @param move the planned move under way, or the last one that failed, or null; durable
/// @param cleanedStep failures of operations that were sent before this step do not count:
///   `cleanup`
/// @param incident why it is to be started again, until it runs, for the history: the loss of the
///   host where it was; or null
public record GroupView(
        GroupId id,
        Control control,
        Desired desired,
        @Nullable Held held,
        @Nullable String error,
        long generation,
        long needStep,
        @Nullable HostId seenRunning,
        boolean everRunning,
        SortedMap<HostId, Hosted> hosted,
        @Nullable HostId place,
        SortedMap<HostId, Failures> failures,
        SortedMap<HostId, String> stopFailed,
        SortedMap<HostId, Long> operationEnded,
        @Nullable Move move,
        long cleanedStep,
        @Nullable String incident) {
    public GroupView {
        hosted = Checks.sorted(hosted);
        failures = Checks.sorted(failures);
        stopFailed = Checks.sorted(stopFailed);
        operationEnded = Checks.sorted(operationEnded);
    }

    /// A group of which nothing is remembered.
    public static GroupView fresh(GroupId id, long step) {
        return new GroupView(
                id,
                new Control.Managed(),
                new Desired.Started(),
                null,
                null,
                step,
                step,
                null,
                false,
                new TreeMap<>(),
                null,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                0,
                null);
    }

    /// Managed and not held: HALO may act on it (L5).
    public boolean managed() {
        return control instanceof Control.Managed && held == null;
    }

    /// Of a held group: where it might run by what it was.
    public List<HostId> candidatesThen() {
        return held != null && held.was() != null ? held.was().candidates() : List.of();
    }

    public boolean wanted() {
        return desired instanceof Desired.Started;
    }

    public Optional<HostId> lastPlace() {
        return Optional.ofNullable(place);
    }

    public Optional<HostId> runningOn() {
        return Optional.ofNullable(seenRunning);
    }

    public GroupView withControl(Control next) {
        return new GroupView(
                id,
                next,
                desired,
                held,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                failures,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    public GroupView withDesired(Desired next) {
        return new GroupView(
                id,
                control,
                next,
                held,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                failures,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    public GroupView withHeld(@Nullable Held why) {
        return new GroupView(
                id,
                control,
                desired,
                why,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                failures,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    public GroupView withError(@Nullable String why) {
        return new GroupView(
                id,
                control,
                desired,
                held,
                why,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                failures,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    /// Forgets what was seen: all sightings from before this step are void (L2).
    public GroupView newGeneration(long step) {
        return new GroupView(
                id,
                control,
                desired,
                held,
                error,
                step,
                step,
                null,
                false,
                hosted,
                place,
                failures,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    /// Where the root is Running at the end of a fold; ceasing to run is when a need arises.
    public GroupView seen(@Nullable HostId host, long step) {
        boolean ceased = seenRunning != null && !seenRunning.equals(host);
        return new GroupView(
                id,
                control,
                desired,
                held,
                error,
                generation,
                ceased ? step : needStep,
                host,
                everRunning || host != null,
                hosted,
                place,
                failures,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    /// A start is about to be sent to the host, or the group was adopted running there.
    public GroupView hostedOn(HostId host) {
        Hosted row = hosted.get(host);
        long order =
                row != null && host.equals(place)
                        ? row.order()
                        : hosted.values().stream().mapToLong(Hosted::order).max().orElse(0) + 1;
        var next = new TreeMap<>(hosted);
        next.put(host, new Hosted(order, new TreeSet<>()));
        return withHosted(next, host);
    }

    /// Something of it was seen there, which must not be forgotten; it is not its place for that.
    public GroupView mayBeOn(HostId host) {
        if (hosted.containsKey(host)) {
            return this;
        }
        GroupView there = hostedOn(host);
        return place == null ? there : there.withHosted(there.hosted(), place);
    }

    /// The host is clear of the group.
    public GroupView notHostedOn(HostId host) {
        var next = new TreeMap<>(hosted);
        next.remove(host);
        return withHosted(next, place);
    }

    /// The host has rebooted: every member there has stopped.
    public GroupView rebooted(HostId host, List<ResourceId> members) {
        Hosted row = hosted.get(host);
        if (row == null) {
            return this;
        }
        var next = new TreeMap<>(hosted);
        next.put(host, new Hosted(row.order(), new TreeSet<>(members)));
        return withHosted(next, place);
    }

    /// A stop of the member ended well on the host.
    public GroupView stoppedWell(HostId host, ResourceId member) {
        Hosted row = hosted.get(host);
        if (row == null) {
            return this;
        }
        var members = new TreeSet<>(row.stopped());
        members.add(member);
        var next = new TreeMap<>(hosted);
        next.put(host, new Hosted(row.order(), members, row.failed()));
        return withHosted(next, place);
    }

    /// A start of the root failed on the host: what it left behind must be stopped.
    public GroupView startFailed(HostId host) {
        Hosted row = hosted.get(host);
        if (row == null) {
            return this;
        }
        var next = new TreeMap<>(hosted);
        next.put(host, new Hosted(row.order(), row.stopped(), true));
        return withHosted(next, place);
    }

    public GroupView withHosted(SortedMap<HostId, Hosted> next, @Nullable HostId newPlace) {
        return new GroupView(
                id,
                control,
                desired,
                held,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                next,
                newPlace,
                failures,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    public GroupView withFailures(SortedMap<HostId, Failures> next) {
        return new GroupView(
                id,
                control,
                desired,
                held,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                next,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    public GroupView withStopFailed(HostId host, @Nullable String why) {
        var next = new TreeMap<>(stopFailed);
        if (why == null) {
            next.remove(host);
        } else {
            next.put(host, why);
        }
        return new GroupView(
                id,
                control,
                desired,
                held,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                failures,
                next,
                operationEnded,
                move,
                cleanedStep,
                incident);
    }

    public GroupView operationEnded(HostId host, long step) {
        var next = new TreeMap<>(operationEnded);
        next.put(host, step);
        return new GroupView(
                id,
                control,
                desired,
                held,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                failures,
                stopFailed,
                next,
                move,
                cleanedStep,
                incident);
    }

    public GroupView withMove(@Nullable Move next) {
        return new GroupView(
                id,
                control,
                desired,
                held,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                failures,
                stopFailed,
                operationEnded,
                next,
                cleanedStep,
                incident);
    }

    /// Forgets what failed: the newest failures are those of operations sent from this step on.
    public GroupView cleaned(long step) {
        return new GroupView(
                id,
                control,
                desired,
                held,
                null,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                new TreeMap<>(),
                new TreeMap<>(),
                operationEnded,
                move,
                step,
                incident);
    }

    /// What is done with it from now on is part of that incident.
    public GroupView withIncident(@Nullable String next) {
        return new GroupView(
                id,
                control,
                desired,
                held,
                error,
                generation,
                needStep,
                seenRunning,
                everRunning,
                hosted,
                place,
                failures,
                stopFailed,
                operationEnded,
                move,
                cleanedStep,
                next);
    }

    /// The move that is under way, if any.
    public Optional<Move> moving() {
        return Optional.ofNullable(move).filter(Move::underWay);
    }

    /// Hosts with a row, the newest last.
    public List<HostId> hostedInOrder() {
        return hosted.entrySet().stream()
                .sorted(Comparator.comparingLong(row -> row.getValue().order()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The definition changed while the group may be running: nothing is done until an operator has
    /// looked.
    ///
    /// @param was what may be running, until then on record in place of what the file says; null if
    ///   nothing was on record of the group itself
    public record Held(String why, Row.@Nullable OfDefinition was) {}

    /// Whether HALO may act on a group.
    public sealed interface Control {
        record Managed() implements Control {}

        /// @param scope the maintenance that took it, or null if it was unmanaged by name
        record Unmanaged(Admin.Note note, @Nullable Maintenance scope) implements Control {
            public Unmanaged(Admin.Note note) {
                this(note, null);
            }
        }
    }

    /// Whether a group shall run.
    public sealed interface Desired {
        record Started() implements Desired {}

        record Stopped(Admin.Note note) implements Desired {}
    }

    /// A row of the state store: this host may hold the group.
    ///
    /// @param order grows with each new host
    /// @param stopped members whose stop ended well here since the last start; kept in memory only
    /// @param failed whether a start of the root failed here: stopped before anything else; kept in
    ///   memory only
    public record Hosted(long order, SortedSet<ResourceId> stopped, boolean failed) {
        public Hosted {
            stopped = Checks.sorted(stopped);
        }

        public Hosted(long order, SortedSet<ResourceId> stopped) {
            this(order, stopped, false);
        }
    }

    /// Failed attempts on one host.
    ///
    /// @param at when, the newest last, none older than the policy's window
    /// @param row how many in a row, for the back-off
    /// @param retryAt nothing is tried there before
    /// @param last what the newest said
    /// @param everywhere whether the newest means that no host can run it (OCF 6)
    public record Failures(
            List<Instant> at, int row, Instant retryAt, String last, boolean everywhere) {
        public Failures {
            at = Checks.list(at);
        }

        /// As a manager knows them whose clock says `now`: the wall clock may have been set back
        /// since, and nobody waits for what lies ahead by mistake.
        public Failures notAfter(Instant now, FailurePolicy policy) {
            List<Instant> past =
                    at.stream().map(moment -> moment.isAfter(now) ? now : moment).toList();
            Instant latest = now.plus(policy.backoffMax());
            return new Failures(
                    past, row, retryAt.isAfter(latest) ? latest : retryAt, last, everywhere);
        }

        public int count(Instant since) {
            return (int) at.stream().filter(moment -> moment.isAfter(since)).count();
        }
    }
}
