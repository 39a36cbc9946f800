package io.halo.simulator;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FenceId;
import io.halo.core.plan.Action;
import java.util.TreeMap;

/// How many automatic fences one manager process runs at once, and all processes on one state
/// directory within an hour.
final class Budget {
    private static final long HOUR = 60 * Timeline.MINUTE;

    private final Ground ground;
    private final TreeMap<FenceId, Long> begun = new TreeMap<>();
    private final TreeMap<String, TreeMap<FenceId, Integer>> running = new TreeMap<>();

    Budget(Ground ground) {
        this.ground = ground;
    }

    void spawns(ManagerProcess manager, Action.PowerOff attempt) {
        ClusterSpec spec = manager.spec();
        TreeMap<FenceId, Integer> now =
                running.computeIfAbsent(manager.life(), _ -> new TreeMap<>());
        now.put(attempt.fence(), attempt.attempt());
        begun.putIfAbsent(attempt.fence(), ground.now());
        begun.values().removeIf(at -> ground.now() - at > HOUR);
        int atOnce = spec.fencing().maxAtOnce();
        int perHour = Math.max(spec.fencing().maxPerHour(), spec.hosts().size() / 10);
        if (now.size() > atOnce) {
            ground.judge.broken("L4 budget", now.size() + " fences at once, " + atOnce + " may be");
        } else if (begun.size() > perHour) {
            ground.judge.broken(
                    "L4 budget", begun.size() + " fences in an hour, " + perHour + " may be");
        }
    }

    void ends(ManagerProcess manager, Action.PowerOff attempt) {
        if (running.get(manager.life()) instanceof TreeMap<FenceId, Integer> now) {
            now.remove(attempt.fence());
        }
    }

    /// A new process knows by the clock, or by an older state, what has begun within an hour.
    void forgets() {
        begun.clear();
    }
}
