package io.halo.core.view;

import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.Power;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Projects the members of one group.
final class ResourceProjection {
    /// Shown until the group was planned for the first time.
    private static final String NOT_PLANNED = "the manager has just started";

    private final World world;
    private final GroupSpec spec;
    private final GroupView view;
    private final SetView set;
    private final PhaseReport report;
    private final int failures;

    ResourceProjection(World world, GroupSpec spec, Instant now) {
        this.world = world;
        this.spec = spec;
        set = world.setOf(spec.id());
        view = set.group(spec.id());
        report = report(set, spec);
        Instant since = now.minus(spec.policy().window());
        failures = view.failures().values().stream().mapToInt(failed -> failed.count(since)).sum();
    }

    SetView set() {
        return set;
    }

    /// Within the window of the group's policy.
    int failures() {
        return failures;
    }

    ResourceStatus of(ResourceId member) {
        ResourceSpec resource = world.spec().resource(member);
        var places = places(member, resource);
        List<HostId> runningOn =
                places.entrySet().stream()
                        .filter(place -> place.getValue().status() == ResourceStatus.State.RUNNING)
                        .map(Map.Entry::getKey)
                        .toList();
        return new ResourceStatus(
                member,
                resource.kind(),
                Secrets.hidden(resource.parameters()),
                spec.id(),
                resource.dependents(),
                !resource.shared(),
                status(resource, places, runningOn),
                report.phase().title(),
                report.reason(),
                comment(view),
                view.managed(),
                view.wanted() ? ResourceStatus.Desired.STARTED : ResourceStatus.Desired.STOPPED,
                spec.home(),
                spec.failover(),
                runningOn,
                failures,
                places);
    }

    static PhaseReport report(SetView set, GroupSpec spec) {
        return set.report()
                .phase(spec.id())
                .orElseGet(() -> new PhaseReport(spec.id(), Phase.RESOLVING, NOT_PLANNED, ""));
    }

    /// The status word of safety.md section 8: three phases name it, all others say what is seen.
    private ResourceStatus.Status status(
            ResourceSpec resource,
            SequencedMap<HostId, ResourceStatus.Place> places,
            List<HostId> runningOn) {
        if (resource.shared()) {
            return seen(places, runningOn);
        }
        return switch (report.phase()) {
            case CONFLICT ->
                    runningOn.isEmpty() && !resource.id().equals(spec.root())
                            ? seen(places, runningOn)
                            : ResourceStatus.Status.CONFLICT;
            case STOP_FAILED, ERROR -> ResourceStatus.Status.ERROR;
            case HELD,
                    UNMANAGED,
                    BUSY,
                    RESOLVING,
                    LEFTOVER,
                    STOP_WANTED,
                    MOVING,
                    RUNNING,
                    HEALING,
                    AWAIT_POWER,
                    AWAIT_HOST,
                    NO_TARGET,
                    STARTING ->
                    seen(places, runningOn);
        };
    }

    private ResourceStatus.Status seen(
            SequencedMap<HostId, ResourceStatus.Place> places, List<HostId> runningOn) {
        if (runningOn.contains(spec.home())) {
            return ResourceStatus.Status.RUNNING;
        }
        if (!runningOn.isEmpty()) {
            return ResourceStatus.Status.FAILED_OVER;
        }
        boolean stopped =
                places.values().stream()
                        .allMatch(place -> place.status() == ResourceStatus.State.STOPPED);
        return stopped ? ResourceStatus.Status.STOPPED : ResourceStatus.Status.UNKNOWN;
    }

    private SequencedMap<HostId, ResourceStatus.Place> places(
            ResourceId member, ResourceSpec resource) {
        var places = new LinkedHashMap<HostId, ResourceStatus.Place>();
        for (HostId host : maybe(member, resource)) {
            places.put(host, place(member, resource, set.host(host)));
        }
        return places;
    }

    /// Candidates, hosts that may hold the group by what was done there, and any other host where
    /// the resource was seen.
    private SequencedSet<HostId> maybe(ResourceId member, ResourceSpec resource) {
        var hosts = new LinkedHashSet<>(spec.candidates());
        if (resource.shared()) {
            world.spec().groups().values().stream()
                    .filter(group -> group.parents().containsKey(member))
                    .forEach(group -> hosts.addAll(group.candidates()));
        }
        hosts.addAll(view.hosted().keySet());
        set.hosts()
                .forEach((id, host) ->
                        host.work()
                                .sighting(member)
                                .filter(sighting -> !sighting.is(Sighting.State.STOPPED))
                                .ifPresent(_ -> hosts.add(id)));
        hosts.retainAll(set.hosts().keySet());
        return hosts;
    }

    /// What is known now: a connected host's newest sighting. Of others a power-off says Stopped,
    /// and so does an old Stopped sighting where the group never was.
    private ResourceStatus.Place place(ResourceId member, ResourceSpec resource, HostView host) {
        Sighting sighting = host.work().sighting(member).orElse(null);
        Instant checkedAt = sighting == null ? null : sighting.checkedAt();
        if (!host.connected()) {
            if (host.power() instanceof Power.Off off) {
                return new ResourceStatus.Place(
                        ResourceStatus.State.STOPPED, "powered off", off.askedAt(), off.askedAt());
            }
            if (sighting == null
                    || !sighting.is(Sighting.State.STOPPED)
                    || view.hosted().containsKey(host.id())) {
                return new ResourceStatus.Place(
                        ResourceStatus.State.UNKNOWN, "host is not connected", null, checkedAt);
            }
        }
        if (sighting == null) {
            return unseen(resource, host);
        }
        String reason = sighting.busy() ? "a script that is not ours runs" : sighting.reason();
        return new ResourceStatus.Place(
                ResourceStatus.State.of(sighting.state()),
                reason,
                sighting.since(),
                sighting.checkedAt());
    }

    /// Where the group never was, a stopped root says that nothing below it runs.
    private ResourceStatus.Place unseen(ResourceSpec resource, HostView host) {
        Sighting root = host.work().sighting(spec.root()).orElse(null);
        return root != null
                        && root.is(Sighting.State.STOPPED)
                        && !resource.shared()
                        && !view.hosted().containsKey(host.id())
                ? new ResourceStatus.Place(
                        ResourceStatus.State.STOPPED, "by its root", root.since(), root.checkedAt())
                : new ResourceStatus.Place(
                        ResourceStatus.State.UNKNOWN, "not looked at yet", null, null);
    }

    private static String comment(GroupView view) {
        if (view.held() != null) {
            return view.held().why();
        }
        if (view.control() instanceof GroupView.Control.Unmanaged unmanaged) {
            return unmanaged.note().why();
        }
        return view.desired() instanceof GroupView.Desired.Stopped stopped
                ? stopped.note().why()
                : "";
    }
}
