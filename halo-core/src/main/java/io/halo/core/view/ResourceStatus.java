package io.halo.core.view;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One resource. What belongs to its group (phase, reason, intents, failures) is repeated on each
/// of its members.
///
/// @param parameters with secrets blotted out
/// @param group the first group that reaches it
/// @param exclusive reached from one group only
/// @param comment why it is unmanaged, stopped or held, in the words of whoever did that; empty if
///   it is not
/// @param runningOn connected hosts on which it is seen Running
/// @param failures of the group, on all hosts, within the window of its policy
/// @param hosts what is known of it on each host that may hold it
public record ResourceStatus(
        ResourceId id,
        String kind,
        SequencedMap<String, String> parameters,
        GroupId group,
        List<ResourceId> dependents,
        boolean exclusive,
        Status status,
        String phase,
        String reason,
        String comment,
        boolean managed,
        Desired desired,
        HostId homeHost,
        List<HostId> failoverHosts,
        List<HostId> runningOn,
        int failures,
        SequencedMap<HostId, Place> hosts) {
    public ResourceStatus {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
        dependents = List.copyOf(dependents);
        failoverHosts = List.copyOf(failoverHosts);
        runningOn = List.copyOf(runningOn);
        hosts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(hosts));
    }

    /// The same without when it was looked at.
    ResourceStatus timeless() {
        var places = new LinkedHashMap<HostId, Place>();
        hosts.forEach((host, place) ->
                places.put(host, new Place(place.status(), place.reason(), place.since(), null)));
        return new ResourceStatus(
                id,
                kind,
                parameters,
                group,
                dependents,
                exclusive,
                status,
                phase,
                reason,
                comment,
                managed,
                desired,
                homeHost,
                failoverHosts,
                runningOn,
                failures,
                places);
    }

    /// The resource is the root of its group.
    public boolean root() {
        return id.value().equals(group.value());
    }

    /// The word that an operator reads first.
    public enum Status {
        RUNNING("Running"),
        FAILED_OVER("Running (Failed Over)"),
        STOPPED("Stopped"),
        UNKNOWN("Unknown"),
        ERROR("Error"),
        /// Seen running in two places.
        CONFLICT("Conflict");

        private final String title;

        Status(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        public boolean running() {
            return this == RUNNING || this == FAILED_OVER;
        }
    }

    /// What the operator wants.
    public enum Desired {
        STARTED,
        STOPPED
    }

    /// What is known of the resource on one host.
    ///
    /// @param reason words of the script, or why nothing is known; may be empty
    /// @param since when it was first seen in this state, or null
    /// @param checkedAt when it was looked at last, or null
    public record Place(
            State status, String reason, @Nullable Instant since, @Nullable Instant checkedAt) {}

    /// Per host: as seen there.
    public enum State {
        RUNNING("Running"),
        STOPPED("Stopped"),
        FAILED("Failed"),
        UNKNOWN("Unknown"),
        CANNOT_RUN("CannotRun");

        private final String title;

        State(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        static State of(Sighting.State state) {
            return switch (state) {
                case RUNNING -> RUNNING;
                case STOPPED -> STOPPED;
                case FAILED -> FAILED;
                case UNKNOWN -> UNKNOWN;
                case CANNOT_RUN -> CANNOT_RUN;
            };
        }
    }
}
