package io.halo.bench;

import io.halo.core.Step;
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.Operation;
import io.halo.core.model.Phase;
import io.halo.core.model.SetId;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What a step may have to deal with. Each is a turn out of a real history.
public enum Situation {
    /// All is well, nothing is heard, nothing is due.
    NOTHING,

    /// All is well, and one host has answered a heartbeat.
    HEARTBEAT,

    /// All is well, and one resource was seen running as before.
    SIGHTING,

    /// One resource is found stopped that was running.
    FAILURE,

    /// One host has been silent for `dead_after`: its fence is planned.
    LOST,

    /// One host is about to be powered off: all guards are asked again.
    LOST_OFF,

    /// The power-off of one host is confirmed: its groups start on its partner.
    LOST_START,

    /// One host in twenty has been silent for `dead_after`, all since the same moment.
    MANY_LOST,

    /// One host in twenty is to be powered off, as many at once as may be.
    MANY_OFF,

    /// The looks of the whole cluster come back at once, nothing runs: every group is started.
    FIRST_START,

    /// All is well, and every set is planned anew.
    REPLAN;

    /// Heartbeats come in so many batches. What many hosts share is one of them, so that they fall
    /// silent together.
    private static final int SLOTS = 20;

    /// @param hosts how many, an even number
    public Turn in(int hosts) {
        ClusterSpec spec = Pairs.of(hosts);
        int many = Math.max(1, hosts / SLOTS);
        return switch (this) {
            case NOTHING -> nothing(spec);
            case HEARTBEAT -> one(spec, Input.BeatAnswered.class::isInstance);
            case SIGHTING -> one(spec, Situation::running);
            case FAILURE -> stopped(one(spec, Situation::running));
            case LOST -> lost(spec, 1, step -> fencesOpened(step) == 1);
            case LOST_OFF -> lost(spec, 1, Situation::powersOff);
            case LOST_START -> lost(spec, 1, Situation::starts);
            case MANY_LOST -> lost(spec, many, step -> fencesOpened(step) == many);
            case MANY_OFF -> lost(spec, many, Situation::powersOff);
            case FIRST_START -> new Course(spec, 1).before((_, step) -> starts(step));
            case REPLAN -> due(nothing(spec));
        };
    }

    private static Turn nothing(ClusterSpec spec) {
        return well(new Course(spec, SLOTS)).hearing(List.of());
    }

    /// A turn of a cluster that is well, with something heard, and no set's own time.
    private static Turn well(Course course) {
        return course.before(
                (turn, step) -> calm(turn) && runs(turn.world()) && step.actions().isEmpty());
    }

    private static Turn one(ClusterSpec spec, Predicate<Input> wanted) {
        Turn turn =
                new Course(spec, SLOTS)
                        .before((it, _) ->
                                calm(it)
                                        && runs(it.world())
                                        && it.inputs().stream().anyMatch(wanted));
        return turn.hearing(turn.inputs().stream().filter(wanted).limit(1).toList());
    }

    private static boolean running(Input input) {
        return input instanceof Input.Looked looked
                && looked.result().outcome() instanceof Outcome.Ended(int code, _)
                && code == 0;
    }

    private static Turn stopped(Turn turn) {
        var looked = (Input.Looked) turn.inputs().getFirst();
        var stopped = new Outcome.From(new Outcome.Ended(7, ""), looked.result().answerer());
        return turn.hearing(
                List.of(
                        new Input.Looked(
                                looked.host(),
                                looked.resource(),
                                looked.id(),
                                looked.at(),
                                stopped)));
    }

    private static Turn lost(ClusterSpec spec, int hosts, Predicate<Step> wanted) {
        var course = new Course(spec, SLOTS);
        course.take(well(course).step());
        for (int i = 0; i < hosts; i++) {
            course.machine(Pairs.host(i * SLOTS)).dead = true;
        }
        return course.before((_, step) -> wanted.test(step));
    }

    private static Turn due(Turn turn) {
        var sets = new TreeMap<SetId, SetView>();
        turn.world().sets().forEach((id, set) -> sets.put(id, set.wakeAt(turn.now())));
        return new Turn(turn.world().withSets(sets), turn.inputs(), turn.now());
    }

    private static boolean calm(Turn turn) {
        return turn.world().sets().values().stream()
                .allMatch(set -> set.nextWake().isAfter(turn.now()));
    }

    private static boolean runs(World world) {
        return world.sets().values().stream().allMatch(Situation::runs);
    }

    private static boolean runs(SetView set) {
        return set.groups().keySet().stream()
                        .allMatch(group ->
                                set.report()
                                        .phase(group)
                                        .filter(it -> it.phase() == Phase.RUNNING)
                                        .isPresent())
                && set.hosts().values().stream()
                        .flatMap(host -> host.devices().values().stream())
                        .allMatch(device -> device.proof() instanceof DeviceProof.Proven);
    }

    private static long fencesOpened(Step step) {
        return step.actions().stream().filter(Action.PlanFence.class::isInstance).count();
    }

    private static boolean powersOff(Step step) {
        return step.actions().stream().anyMatch(Action.PowerOff.class::isInstance);
    }

    private static boolean starts(Step step) {
        return step.actions().stream()
                .anyMatch(action ->
                        action instanceof Action.Operate operate
                                && operate.kind() == Operation.Kind.START);
    }
}
