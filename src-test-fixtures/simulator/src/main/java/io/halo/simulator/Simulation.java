package io.halo.simulator;

import static io.halo.simulator.Timeline.S;

import io.halo.core.model.GroupSpec;
import io.halo.core.model.Manager;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Plays one plot: the cluster comes up, things go wrong, things are made good again, and judges
/// watch all the while.
final class Simulation {
    /// How often the judges look at what is true between events.
    private static final long LOOK = S;

    /// What came of a run.
    ///
    /// @param print tells two histories apart
    /// @param lines what happened, the newest last
    record Result(
            Plot plot,
            Optional<Violation> violation,
            Tally tally,
            long print,
            List<String> lines,
            Set<Assumption> broken) {}

    private final Plot plot;
    private final Ground ground;
    private final Tally tally = new Tally();

    private Simulation(Plot plot) {
        this.plot = plot;
        this.ground =
                new Ground(plot.spec(), new Dice(plot.seed()).of("ground"), plot.testMode(), tally);
    }

    static Result run(Plot plot) {
        return new Simulation(plot).run();
    }

    private Result run() {
        plot.happenings().forEach(one -> one.schedule(ground, plot.warm()));
        begin();
        pass(plot.warm() + plot.ends() + S);
        if (ground.judge.violation().isEmpty()) {
            new Recovery(ground, ground.judge::look).run();
        }
        count();
        return new Result(
                plot,
                ground.judge.violation(),
                tally,
                ground.history.print(),
                ground.history.lines(),
                ground.broken.isEmpty() ? Set.of() : EnumSet.copyOf(ground.broken));
    }

    private void begin() {
        if (plot.observeFirst()) {
            for (GroupSpec group : plot.spec().groups().values()) {
                group.members()
                        .forEach(member ->
                                ground.server(group.home()).copies.put(member, new Copy(true, 0)));
            }
        }
        var seat =
                new Seat(
                        ground,
                        0,
                        new Disk(),
                        plot.spec(),
                        plot.observeFirst() ? Manager.Mode.OBSERVE : Manager.Mode.MANAGE);
        ground.seats.add(seat);
        ground.time.at(0, seat::start);
    }

    private void pass(long end) {
        while (ground.now() < end && ground.judge.violation().isEmpty()) {
            ground.time.runTo(Math.min(end, ground.now() + LOOK));
            ground.judge.look();
        }
    }

    private void count() {
        tally.runs = 1;
        tally.virtualNanos = ground.now();
        ground.broken.forEach(one -> tally.assumptions.merge(one, 1L, Long::sum));
        if (plot.situation() > 0) {
            Situations.Situation played = Situations.ALL.get(plot.situation() - 1);
            Tally.count(tally.situations, "%2d %s".formatted(played.number(), played.name()));
        }
    }
}
