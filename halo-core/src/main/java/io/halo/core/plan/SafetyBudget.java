package io.halo.core.plan;

import static io.halo.core.plan.SafetyRule.unless;

import io.halo.core.model.FenceRecord;
import io.halo.core.model.Fencing;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The guard *budget*: a mistake must not power off a cluster.
final class SafetyBudget {
    private static final Duration HOUR = Duration.ofHours(1);

    private SafetyBudget() {}

    static Optional<String> budget(SafetyCase.Fencing it) {
        World world = it.before().world();
        Fencing fencing = world.spec().fencing();
        int running = running(world) + it.before().fencesSpawned();
        if (running >= fencing.maxAtOnce()) {
            return Optional.of(running + " fences run already");
        }
        if (it.off() != null) {
            return Optional.empty();
        }
        Instant hourAgo = it.before().now().minus(HOUR);
        long opened =
                world.fencesStarted().stream().filter(at -> at.isAfter(hourAgo)).count()
                        + it.before().fencesOpened();
        int limit = Math.max(fencing.maxPerHour(), world.setOf().size() / 10);
        return unless(opened < limit, opened + " fences were planned within an hour");
    }

    private static int running(World world) {
        int running = 0;
        for (SetView set : world.sets().values()) {
            running +=
                    (int)
                            set.hosts().values().stream()
                                    .filter(host ->
                                            host.fence() instanceof FenceRecord fence
                                                    && fence.state()
                                                            instanceof FenceRecord.State.Running)
                                    .count();
        }
        return running;
    }
}
