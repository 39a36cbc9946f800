package io.halo.core.view;

import io.halo.core.model.Admin;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Manager;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetView;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says in one word and one line how the cluster is (contract section 7, "Verdict, first match").
final class VerdictRules {
    private static final int EXIT_OK = 0;
    private static final int EXIT_DEGRADED = 1;
    private static final int EXIT_CRITICAL = 2;

    private final World world;
    private final Instant now;
    private final List<ResourceStatus> resources;
    private final List<HostStatus> hosts;
    private final List<FindingLine> findings;

    VerdictRules(
            World world,
            Instant now,
            List<ResourceStatus> resources,
            List<HostStatus> hosts,
            List<FindingLine> findings) {
        this.world = world;
        this.now = now;
        this.resources = resources;
        this.hosts = hosts;
        this.findings = findings;
    }

    Verdict verdict() {
        List<String> critical = critical();
        Verdict.Level level = level(critical);
        List<GroupSpec> unmanaged = unmanagedGroups();
        List<GroupSpec> byName =
                unmanaged.stream().filter(group -> scope(group.id()).isEmpty()).toList();
        String text =
                new VerdictText(resources, hosts, byName.size(), unmanaged.size() - byName.size())
                        .of(level, critical);
        if (world.manager().mode() == Manager.Mode.OBSERVE) {
            int code = level == Verdict.Level.CRITICAL ? EXIT_CRITICAL : EXIT_OK;
            return new Verdict(Verdict.Level.OBSERVE, "would be " + level + ": " + text, code);
        }
        return new Verdict(level, text, exitCode(level));
    }

    private static int exitCode(Verdict.Level level) {
        return switch (level) {
            case CRITICAL -> EXIT_CRITICAL;
            case DEGRADED -> EXIT_DEGRADED;
            case OBSERVE, MAINTENANCE, OK -> EXIT_OK;
        };
    }

    private Verdict.Level level(List<String> critical) {
        if (!critical.isEmpty()) {
            return Verdict.Level.CRITICAL;
        }
        List<Boolean> amiss = amiss();
        if (amiss.isEmpty()) {
            return Verdict.Level.OK;
        }
        return amiss.contains(false) ? Verdict.Level.DEGRADED : Verdict.Level.MAINTENANCE;
    }

    /// Reasons for CRITICAL, one line each: refused, conflicts, groups that do not run, critical
    /// findings.
    private List<String> critical() {
        var critical = new LinkedHashSet<String>();
        var down = new LinkedHashMap<Down, List<String>>();
        world.manager()
                .refused()
                .ifPresent(refusal ->
                        critical.add(
                                "not acting: "
                                        + refusal.host()
                                        + " obeys another manager, "
                                        + refusal.manager()
                                        + " with epoch "
                                        + refusal.epoch()));
        for (GroupSpec group : world.spec().groups().values()) {
            PhaseReport report = ResourceProjection.report(world.setOf(group.id()), group);
            if (report.phase() == Phase.CONFLICT) {
                critical.add(group.id() + " runs in two places");
            } else if (Overdue.is(world, group, now)) {
                boolean partly =
                        resources.stream()
                                .anyMatch(resource ->
                                        resource.id().equals(group.root())
                                                && !resource.runningOn().isEmpty());
                down.computeIfAbsent(new Down(partly, why(report)), _ -> new ArrayList<>())
                        .add(group.id().value());
            }
        }
        down.forEach((why, groups) ->
                critical.add(
                        String.join(", ", groups)
                                + (groups.size() == 1 ? " is" : " are")
                                + (why.partly() ? " not wholly running: " : " not running: ")
                                + why.why()));
        findings.stream()
                .filter(finding -> finding.severity() == Severity.CRITICAL)
                .filter(finding -> !isTold(finding, down))
                .map(finding -> finding.object() + ": " + finding.text())
                .forEach(critical::add);
        return List.copyOf(critical);
    }

    /// A group that is not running tells of itself in the same words, and of the fence that it
    /// waits for.
    private static boolean isTold(FindingLine finding, Map<Down, List<String>> down) {
        boolean aboutAFence =
                finding.code() == Finding.Code.FENCE_FAILED
                        || finding.code() == Finding.Code.FENCE_UNKNOWN
                        || finding.code() == Finding.Code.FENCE_HELD_BACK;
        return down.entrySet().stream()
                .anyMatch(entry ->
                        (entry.getValue().contains(finding.object())
                                        && finding.text().contains(entry.getKey().why()))
                                || (aboutAFence
                                        && entry.getKey()
                                                .why()
                                                .contains("; " + finding.object() + ": ")));
    }

    /// @param partly its root runs
    private record Down(boolean partly, String why) {}

    private static String why(PhaseReport report) {
        return report.reason().isEmpty() ? report.phase().title() : report.reason();
    }

    /// An entry for each thing that is not as it should be: whether it is under maintenance.
    private List<Boolean> amiss() {
        var amiss = new ArrayList<Boolean>();
        for (HostStatus host : hosts) {
            boolean here = inMaintenance(host.id());
            if (!host.connected() || host.fenced()) {
                amiss.add(here);
            }
            if (host.fenceDevice() != null && host.fenceDevice().failing()) {
                amiss.add(here);
            }
            if (!host.protection().ok()) {
                amiss.add(here || workIsNear(host.id()));
            }
        }
        for (GroupSpec group : world.spec().groups().values()) {
            if (isDown(group)) {
                // What is managed is under no maintenance.
                amiss.add(false);
            }
        }
        for (ResourceStatus resource : resources) {
            if (resource.status() == ResourceStatus.Status.FAILED_OVER) {
                amiss.add(
                        inMaintenance(resource.homeHost()) || scope(resource.group()).isPresent());
            }
        }
        unmanagedGroups().forEach(group -> amiss.add(covered(group)));
        return amiss;
    }

    /// It shall run, and does not do so wholly, however near it is.
    private boolean isDown(GroupSpec spec) {
        GroupView group = world.group(spec.id());
        return group.managed()
                && group.wanted()
                && ResourceProjection.report(world.setOf(spec.id()), spec).phase() != Phase.RUNNING;
    }

    private List<GroupSpec> unmanagedGroups() {
        return world.spec().groups().values().stream()
                .filter(group ->
                        world.group(group.id()).control() instanceof GroupView.Control.Unmanaged)
                .toList();
    }

    private boolean inMaintenance(HostId host) {
        return world.maintenance() != null || world.host(host).admin() instanceof Admin.Maintenance;
    }

    /// The maintenance that took the group.
    private Optional<Maintenance> scope(GroupId group) {
        return world.group(group).control() instanceof GroupView.Control.Unmanaged unmanaged
                ? Optional.ofNullable(unmanaged.scope())
                : Optional.empty();
    }

    /// A group that was unmanaged by name is under a maintenance only where that is at work: a
    /// forgotten `unmanage` must not hide behind work on another host.
    private boolean covered(GroupSpec spec) {
        if (scope(spec.id()).isPresent()) {
            return true;
        }
        GroupView group = world.group(spec.id());
        HostId place = group.seenRunning() != null ? group.seenRunning() : group.place();
        return inMaintenance(
                place != null && world.setOf().containsKey(place) ? place : spec.home());
    }

    /// Whether a partner, or a group that may be on the host, is worked on: enough to leave the
    /// host without protection.
    private boolean workIsNear(HostId host) {
        SetView set = world.setOf(host);
        return set.hosts().keySet().stream().anyMatch(this::inMaintenance)
                || set.groups().values().stream()
                        .filter(group ->
                                world.spec().group(group.id()).candidates().contains(host)
                                        || group.hosted().containsKey(host))
                        .anyMatch(group -> scope(group.id()).isPresent());
    }
}
