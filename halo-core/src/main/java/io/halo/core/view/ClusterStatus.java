package io.halo.core.view;

import io.halo.core.model.HostId;
import io.halo.core.model.Manager;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The whole cluster at one moment, as `GET /status` shows it.
///
/// @param resources groups in the order of the file, within a group in the order of its tree
///   (parents first, depth first)
/// @param hosts in the order of the file
/// @param findings the worst first
/// @param events the newest, the oldest of them first
public record ClusterStatus(
        Cluster cluster,
        Verdict verdict,
        List<ResourceStatus> resources,
        List<HostStatus> hosts,
        List<FindingLine> findings,
        List<EventLine> events) {
    public ClusterStatus {
        resources = List.copyOf(resources);
        hosts = List.copyOf(hosts);
        findings = List.copyOf(findings);
        events = List.copyOf(events);
    }

    /// Whether this says nothing that the other does not say, but for when something was looked at
    /// last: of a cluster in which nothing happens that alone changes every second.
    public boolean saysTheSameAs(ClusterStatus other) {
        return cluster.equals(other.cluster)
                && verdict.equals(other.verdict)
                && findings.equals(other.findings)
                && events.equals(other.events)
                && same(hosts, other.hosts, HostStatus::timeless)
                && same(resources, other.resources, ResourceStatus::timeless);
    }

    private static <T> boolean same(List<T> ones, List<T> others, UnaryOperator<T> timeless) {
        if (ones.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < ones.size(); i++) {
            T one = ones.get(i);
            T other = others.get(i);
            if (!one.equals(other) && !timeless.apply(one).equals(timeless.apply(other))) {
                return false;
            }
        }
        return true;
    }

    /// The manager and what it may do.
    ///
    /// @param acting whether it may start, stop and fence
    /// @param refusedBy the agent that obeys a newer manager, or null
    /// @param storeFailure why the state file cannot be written, or null
    /// @param maintenance of the whole cluster, or null
    public record Cluster(
            String name,
            Mode mode,
            long epoch,
            Instant managerStarted,
            boolean acting,
            @Nullable RefusedBy refusedBy,
            @Nullable String storeFailure,
            HostStatus.@Nullable Maintenance maintenance) {}

    /// What the manager was started for.
    public enum Mode {
        MANAGE,
        OBSERVE;

        static Mode of(Manager.Mode mode) {
            return switch (mode) {
                case MANAGE -> MANAGE;
                case OBSERVE -> OBSERVE;
            };
        }
    }

    /// Who refused this manager, and whom it obeys instead.
    public record RefusedBy(HostId host, long epoch, String manager, Instant at) {}
}
