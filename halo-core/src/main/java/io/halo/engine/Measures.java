package io.halo.engine;

import io.halo.core.Step;
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.Phase;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetView;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// Derives measurements from what the loop takes in and decides.
final class Measures {
    private final Telemetry telemetry;
    private final TreeMap<GroupId, HostId> ranOn = new TreeMap<>();

    Measures(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    void turn(World before, List<Input> inputs, Step step, Instant now, Duration took) {
        telemetry.cycle(took);
        step.events().forEach(event -> telemetry.event(event.kind()));
        inputs.forEach(input -> heard(before, input));
        failovers(before, step.world(), now);
    }

    private void heard(World before, Input input) {
        switch (input) {
            case Input.OperationEnded ended when knows(before, ended.host()) -> {
                Operation operation =
                        before.host(ended.host()).work().operations().get(ended.resource());
                if (operation != null && operation.id().equals(ended.id())) {
                    String op = operation.kind() == Operation.Kind.START ? "start" : "stop";
                    operation(
                            before,
                            op,
                            ended.resource(),
                            ended.result().outcome(),
                            operation.sentAt(),
                            ended.at());
                }
            }
            case Input.Looked looked when knows(before, looked.host()) -> {
                Work.Look look =
                        before.host(looked.host()).work().monitors().get(looked.resource());
                if (look != null && look.id().equals(looked.id())) {
                    operation(
                            before,
                            "monitor",
                            looked.resource(),
                            looked.result().outcome(),
                            look.sentAt(),
                            looked.at());
                }
            }
            case Input.FenceEnded ended when knows(before, ended.host()) -> {
                HostView host = before.host(ended.host());
                if (host.fence() instanceof FenceRecord fence
                        && fence.state() instanceof FenceRecord.State.Running run) {
                    telemetry.fence(
                            host.id(),
                            ending(ended.result()),
                            Duration.between(run.since(), ended.at()));
                }
            }
            case Input.OperationEnded _,
                    Input.Looked _,
                    Input.FenceEnded _,
                    Input.BeatAnswered _,
                    Input.BeatRefused _,
                    Input.BeatFailed _,
                    Input.ConnectionClosed _,
                    Input.FenceSpawned _,
                    Input.FenceReaped _,
                    Input.PowerAnswered _,
                    Input.ScriptAdvised _,
                    Input.Paused _,
                    Input.Commanded _,
                    Input.StoreFailed _,
                    Input.StoreWorks _ -> {}
        }
    }

    private static boolean knows(World world, HostId host) {
        return world.setOf().containsKey(host);
    }

    private void operation(
            World world,
            String op,
            ResourceId resource,
            Outcome outcome,
            Instant sentAt,
            Instant at) {
        telemetry.operation(
                op,
                world.spec().resource(resource).kind(),
                ending(outcome),
                Duration.between(sentAt, at));
    }

    private static Telemetry.Ending ending(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended(int code, _) when code == 0 || code == 7 || code >= 190 ->
                    Telemetry.Ending.DONE;
            case Outcome.Ended _ -> Telemetry.Ending.FAILED;
            case Outcome.NotRun _, Outcome.Busy _, Outcome.Refused _, Outcome.NotSent _ ->
                    Telemetry.Ending.REFUSED;
            case Outcome.TimedOut _, Outcome.Unknown _ -> Telemetry.Ending.UNKNOWN;
        };
    }

    private static Telemetry.Ending ending(Input.FenceResult result) {
        return switch (result) {
            case Input.FenceResult.Confirmed _ -> Telemetry.Ending.DONE;
            case Input.FenceResult.Failed _ -> Telemetry.Ending.FAILED;
            case Input.FenceResult.NotSpawned _ -> Telemetry.Ending.REFUSED;
            case Input.FenceResult.Unknown _, Input.FenceResult.Stuck _ -> Telemetry.Ending.UNKNOWN;
        };
    }

    @SuppressWarnings("ReferenceEquality") // an untouched set is the same object
    private static boolean same(SetView old, SetView now) {
        return old == now;
    }

    /// A group that runs wholly on another host than before, whose old host was fenced, has failed
    /// over.
    private void failovers(World before, World after, Instant now) {
        for (SetView set : after.sets().values()) {
            if (same(before.set(set.shape().id()), set)) {
                continue;
            }
            for (GroupView group : set.groups().values()) {
                boolean whole =
                        set.report()
                                .phase(group.id())
                                .filter(it -> it.phase() == Phase.RUNNING)
                                .isPresent();
                HostId runs = group.seenRunning();
                if (whole && runs != null) {
                    HostId old = ranOn.put(group.id(), runs);
                    if (old != null
                            && !old.equals(runs)
                            && set.hosts().get(old) instanceof HostView lost
                            && lost.latched()) {
                        telemetry.failover(lost.contact().quietFor(now));
                    }
                }
            }
        }
    }
}
