package io.halo.manager.adapter.metrics;

import io.halo.core.model.GroupId;
import io.halo.core.model.Severity;
import io.halo.core.view.ClusterStatus;
import io.halo.core.view.FindingLine;
import io.halo.core.view.HostStatus;
import io.halo.core.view.ResourceStatus;
import io.halo.engine.Mailbox;
import io.halo.engine.Snapshots;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Makes all gauges of one scrape from one picture, so that they agree with each other and nothing
/// of the past is left.
final class ClusterMetrics implements MultiCollector {
    private final Snapshots snapshots;
    private final Mailbox inbox;

    ClusterMetrics(Snapshots snapshots, Mailbox inbox) {
        this.snapshots = snapshots;
        this.inbox = inbox;
    }

    @Override
    public MetricSnapshots collect() {
        ClusterStatus status = snapshots.current();
        return MetricSnapshots.of(
                groups(status),
                wanted(status),
                hosts(
                        status,
                        "halo_host_connected",
                        "1 while the host's agent answers",
                        HostStatus::connected),
                hosts(
                        status,
                        "halo_host_active",
                        "0 while the host is deactivated",
                        HostStatus::active),
                hosts(
                        status,
                        "halo_host_fenced",
                        "1 from a confirmed power-off until reset",
                        HostStatus::fenced),
                hosts(
                        status,
                        "halo_host_protected",
                        "1 if the host's groups would start elsewhere if it died now",
                        host -> host.protection().ok()),
                devices(status),
                findings(status),
                single(
                        "halo_manager_active",
                        "1 while the manager may start, stop and fence",
                        status.cluster().acting() ? 1 : 0),
                single("halo_inbox_depth", "Inputs that wait for the loop", inbox.depth()));
    }

    private static GaugeSnapshot groups(ClusterStatus status) {
        var groups = new LinkedHashMap<GroupId, ResourceStatus.Status>();
        for (ResourceStatus resource : status.resources()) {
            groups.merge(resource.group(), resource.status(), ClusterMetrics::worse);
        }
        var gauge =
                gauge(
                        "halo_group_status",
                        "1 for the status that the group has: that of its worst member");
        groups.forEach((group, current) -> {
            for (ResourceStatus.Status each : ResourceStatus.Status.values()) {
                point(
                        gauge,
                        Labels.of("group", group.value(), "status", each.title()),
                        each == current ? 1 : 0);
            }
        });
        return gauge.build();
    }

    /// Running, failed over, stopped, unknown, error, conflict: each is worse than the one before.
    private static ResourceStatus.Status worse(
            ResourceStatus.Status one, ResourceStatus.Status other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// Without it nobody could tell a group that is down from one that was stopped.
    private static GaugeSnapshot wanted(ClusterStatus status) {
        var gauge = gauge("halo_group_wanted", "1 while the group is managed and shall run");
        for (ResourceStatus resource : status.resources()) {
            if (resource.root()) {
                boolean wanted =
                        resource.managed() && resource.desired() == ResourceStatus.Desired.STARTED;
                point(gauge, Labels.of("group", resource.group().value()), wanted ? 1 : 0);
            }
        }
        return gauge.build();
    }

    private static GaugeSnapshot hosts(
            ClusterStatus status, String name, String help, Predicate<HostStatus> is) {
        var gauge = gauge(name, help);
        status.hosts()
                .forEach(host ->
                        point(gauge, Labels.of("host", host.id().value()), is.test(host) ? 1 : 0));
        return gauge.build();
    }

    private static GaugeSnapshot devices(ClusterStatus status) {
        var gauge =
                gauge(
                        "halo_fence_device_ok",
                        "1 if the host's fence devices are proven and answer");
        for (HostStatus host : status.hosts()) {
            if (host.fenceDevice() != null) {
                point(gauge, Labels.of("host", host.id().value()), host.fenceDevice().ok() ? 1 : 0);
            }
        }
        return gauge.build();
    }

    private static GaugeSnapshot findings(ClusterStatus status) {
        var counts = new TreeMap<String, Map<Severity, Integer>>();
        for (FindingLine finding : status.findings()) {
            counts.computeIfAbsent(lower(finding.code()), _ -> new EnumMap<>(Severity.class))
                    .merge(finding.severity(), 1, Integer::sum);
        }
        var gauge = gauge("halo_findings", "What is not as it should be");
        counts.forEach((code, bySeverity) ->
                bySeverity.forEach((severity, count) ->
                        point(gauge, Labels.of("code", code, "severity", lower(severity)), count)));
        return gauge.build();
    }

    private static GaugeSnapshot single(String name, String help, double value) {
        var gauge = gauge(name, help);
        point(gauge, Labels.EMPTY, value);
        return gauge.build();
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static void point(GaugeSnapshot.Builder gauge, Labels labels, double value) {
        gauge.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
