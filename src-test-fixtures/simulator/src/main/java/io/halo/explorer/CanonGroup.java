package io.halo.explorer;

import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import java.util.List;
import java.util.Map;

/// What matters of a group, and of what was seen and done of it on each host.
final class CanonGroup {
    private static final int PERIOD = 2;
    private final World world;
    private final Ages ages;
    private final Mixer mixer;

    CanonGroup(World world, Ages ages, Mixer mixer) {
        this.world = world;
        this.ages = ages;
        this.mixer = mixer;
    }

    void group(GroupView group) {
        GroupSpec spec = world.spec().group(group.id());
        SetView set = world.setOf(group.id());
        Steps steps = points(group, spec, set);
        memory(group);
        mixer.add(steps.place(group.generation()))
                .add(steps.place(group.needStep()))
                .add(steps.place(group.cleanedStep()));
        for (Map.Entry<HostId, Long> ended : group.operationEnded().entrySet()) {
            mixer.add(ended.getKey().hashCode()).add(steps.place(ended.getValue()));
        }
        if (group.move() instanceof Move move) {
            move(move, group, steps);
        }
        for (HostView host : set.hosts().values()) {
            long oldest = 0;
            for (ResourceId member : spec.members()) {
                seen(host.work(), member, steps);
                if (host.work().sightings().get(member) instanceof Sighting sighting) {
                    oldest = Math.max(oldest, ages.age(sighting.checkedAt(), PERIOD));
                }
            }
            mixer.add(host.connected() ? oldest : 0);
        }
    }

    /// Steps from which on, or up to which, what was sent counts.
    private static Steps points(GroupView group, GroupSpec spec, SetView set) {
        var steps = new Steps();
        steps.point(group.generation());
        steps.point(group.needStep());
        steps.point(group.cleanedStep());
        group.operationEnded().values().forEach(steps::point);
        if (group.move() instanceof Move move) {
            steps.point(move.sinceStep());
        }
        List<ResourceId> members = spec.members();
        for (HostView host : set.hosts().values()) {
            for (ResourceId member : members) {
                Sighting seen = host.work().sightings().get(member);
                if (seen != null && !seen.is(Sighting.State.RUNNING)) {
                    steps.point(seen.sinceStep());
                }
                Operation operation = host.work().operations().get(member);
                if (operation != null
                        && operation.state() instanceof Operation.State.Unknown unknown) {
                    steps.point(unknown.sinceStep());
                }
            }
        }
        steps.sort();
        return steps;
    }

    private void memory(GroupView group) {
        mixer.kind(group.control())
                .add(
                        group.control() instanceof GroupView.Control.Unmanaged it
                                && it.scope() != null)
                .kind(group.desired())
                .add(group.held() != null)
                .add(group.error() != null)
                .add(group.seenRunning() == null ? 0 : group.seenRunning().hashCode())
                .add(group.everRunning())
                .add(group.place() == null ? 0 : group.place().hashCode());
        for (HostId host : group.hostedInOrder()) {
            GroupView.Hosted row = group.hosted().get(host);
            mixer.add(host.hashCode());
            if (row != null) {
                mixer.add(row.failed());
                row.stopped().forEach(member -> mixer.add(member.hashCode()));
            }
        }
        group.failures()
                .forEach((host, failures) ->
                        mixer.add(host.hashCode())
                                .add(Math.min(3, failures.at().size()))
                                .add(Math.min(3, failures.row()))
                                .add(Math.max(0, -ages.age(failures.retryAt(), 3)))
                                .add(failures.everywhere()));
        group.stopFailed().keySet().forEach(host -> mixer.add(host.hashCode()).add(7));
    }

    private void move(Move move, GroupView group, Steps steps) {
        mixer.add(move.kind())
                .add(move.command() != null)
                .add(move.from().hashCode())
                .add(move.to() == null ? 0 : move.to().hashCode())
                .kind(move.state())
                .add(steps.place(move.sinceStep()))
                .add(move.underWay() ? ages.age(move.since(), 12) : 0);
        group.failures()
                .forEach((host, failures) ->
                        mixer.add(host.hashCode())
                                .add(
                                        !failures.at().isEmpty()
                                                && !failures.at()
                                                        .getLast()
                                                        .isBefore(move.since())));
    }

    private void seen(Work work, ResourceId member, Steps steps) {
        Sighting seen = work.sightings().get(member);
        if (seen == null) {
            mixer.add(0);
        } else {
            mixer.add(seen.state())
                    .add(seen.busy())
                    .add(seen.doubtful())
                    .add(Math.min(3, seen.streak()))
                    .add(steps.place(seen.sentStep()));
            if (!seen.is(Sighting.State.RUNNING)) {
                mixer.add(steps.place(seen.sinceStep()));
            }
        }
        Operation operation = work.operations().get(member);
        if (operation != null) {
            mixer.add(operation.kind())
                    .add(operation.group().hashCode())
                    .kind(operation.state())
                    .add(steps.place(operation.sentStep()));
            if (operation.state() instanceof Operation.State.Unknown unknown) {
                mixer.add(steps.place(unknown.sinceStep())).add(unknown.orphan());
            }
        }
        mixer.add(ages.age(work.unanswered().get(member), 1));
        Work.Look look = work.monitors().get(member);
        if (look != null) {
            mixer.add(steps.place(look.sentStep()));
        }
    }
}
