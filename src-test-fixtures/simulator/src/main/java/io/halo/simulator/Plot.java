package io.halo.simulator;

import static io.halo.simulator.Timeline.S;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A run before it is played: a cluster and everything that will happen to it. Drawn from a seed.
///
/// @param head the cluster as a scenario file says it
/// @param warm how long it runs before the first fault
/// @param situation the number of the situation played on purpose, or 0
record Plot(
        long seed,
        ClusterSpec spec,
        List<String> head,
        boolean testMode,
        boolean observeFirst,
        long warm,
        int situation,
        List<Happening> happenings) {
    private static final int DRAWS = 1_000;

    static Plot draw(long seed) {
        Dice dice = new Dice(seed);
        Dice plot = dice.of("plot");
        long faults = plot.rather(20 * S, 200 * S);
        int situation = plot.chance(0.7) ? 1 + plot.below(Situations.ALL.size()) : 0;
        ClusterDraw.Drawn cluster = cluster(dice, situation);
        var all = new ArrayList<Happening>();
        boolean observe = false;
        if (situation > 0) {
            var stage =
                    new Stage(
                            situation,
                            dice.of("situation"),
                            cluster.spec(),
                            plot.between(S, faults));
            Situations.play(Situations.ALL.get(situation - 1), stage);
            all.addAll(stage.all());
            observe = stage.observeFirst;
        }
        int count = situation > 0 ? plot.below(14) : 4 + plot.below(28);
        for (int i = 0; i < count; i++) {
            all.add(one(plot, cluster.spec(), plot.between(0, faults)));
        }
        all.sort(Comparator.comparingLong(Happening::at));
        return new Plot(
                seed,
                cluster.spec(),
                cluster.lines(),
                plot.chance(0.04),
                observe,
                plot.rather(S, 15 * S),
                situation,
                List.copyOf(all));
    }

    /// One in which the situation can be played.
    private static ClusterDraw.Drawn cluster(Dice dice, int situation) {
        for (int i = 0; i < DRAWS; i++) {
            ClusterDraw.Drawn drawn =
                    ClusterDraw.draw(dice.of("cluster " + i), situation == Situations.MANY_CUT);
            if (situation == 0 || Situations.fits(situation, drawn.spec())) {
                return drawn;
            }
        }
        throw new IllegalStateException("no cluster for situation " + situation);
    }

    private static Happening one(Dice dice, ClusterSpec spec, long at) {
        HostId host = dice.one(List.copyOf(spec.hosts().keySet()));
        ResourceId resource = dice.one(List.copyOf(spec.resources().keySet()));
        long span = dice.rather(S / 2, 90 * S);
        int levels = spec.host(host).fenceLevels().size();
        return switch (dice.below(20)) {
            case 0, 1, 2, 3 -> RoadFaults.draw(dice, host, at, span);
            case 4, 5, 6, 7 -> HostFaults.draw(dice, host, at, span);
            case 8, 9, 10 -> ScriptFaults.draw(dice, host, resource, at, span);
            case 11, 12 ->
                    levels == 0
                            ? HostFaults.draw(dice, host, at, span)
                            : DeviceFaults.draw(dice, host, dice.below(levels), at, span);
            case 13, 14, 15 -> ManagerFaults.draw(dice, spec, at, span);
            default -> OperatorDeeds.draw(dice, spec, at);
        };
    }

    Plot with(List<Happening> fewer) {
        return new Plot(
                seed, spec, head, testMode, observeFirst, warm, situation, List.copyOf(fewer));
    }

    /// When the last of them is over.
    long ends() {
        return happenings.stream().mapToLong(Happening::ends).max().orElse(0);
    }
}
