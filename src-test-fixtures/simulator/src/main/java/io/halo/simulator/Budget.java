package io.halo.simulator;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FenceId;
import io.halo.core.plan.Action;
import java.util.TreeMap;

/// How many automatic fences one manager process runs at once, and within an hour.
final class Budget {
    private static final long HOUR = 60 * Timeline.MINUTE;

    private final Ground ground;
    private final TreeMap<FenceId, Long> begun = new TreeMap<>();
    private final TreeMap<FenceId, Integer> running = new TreeMap<>();

    Budget(Ground ground) {
        this.ground = ground;
    }

    void spawns(ClusterSpec spec, Action.PowerOff attempt) {
        running.put(attempt.fence(), attempt.attempt());
        // What an earlier process has begun was weighed by that one.
        if (attempt.attempt() == 1) {
            begun.putIfAbsent(attempt.fence(), ground.now());
        }
        begun.values().removeIf(at -> ground.now() - at > HOUR);
        int atOnce = spec.fencing().maxAtOnce();
        int perHour = Math.max(spec.fencing().maxPerHour(), spec.hosts().size() / 10);
        if (running.size() > atOnce) {
            ground.judge.broken(
                    "L4 budget", running.size() + " fences at once, " + atOnce + " may be");
        } else if (begun.size() > perHour) {
            ground.judge.broken(
                    "L4 budget", begun.size() + " fences in an hour, " + perHour + " may be");
        }
    }

    void ends(Action.PowerOff attempt) {
        running.remove(attempt.fence());
    }
}
