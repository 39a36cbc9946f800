package io.halo.simulator;

import io.halo.core.input.Command;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostId;
import java.time.Duration;
import java.util.TreeMap;
import java.util.TreeSet;

/// Power-offs that somebody has asked for. Who has not said `--force` does not want one unless
/// another server is there that could take over.
final class Wishes {
    private final Ground ground;
    private final TreeMap<HostId, Boolean> forced = new TreeMap<>();
    private final TreeSet<FenceId> granted = new TreeSet<>();

    Wishes(Ground ground) {
        this.ground = ground;
    }

    /// Typed, whatever is answered.
    void asks(Command command) {
        if (command instanceof Command.Fence it) {
            forced.merge(it.host(), it.force(), Boolean::logicalOr);
        }
    }

    /// The program of a record begins that is said to be an operator's.
    ///
    /// @param attempt of the record; later ones are not asked for witnesses again
    void spawns(ManagerProcess manager, Ear ear, FenceRecord fence, int attempt) {
        HostId host = fence.host();
        if (!granted.add(fence.id()) && !fence.again()) {
            return;
        }
        if (!forced.containsKey(host)) {
            ground.judge.broken("L4 wish", host + " is powered off for an operator; nobody asked");
        } else if (fence.forced() && !forced.getOrDefault(host, false)) {
            ground.judge.broken("L4 wish", host + " is powered off by force; nobody said so");
        } else if (!fence.forced() && attempt == 1 && !anotherIsThere(manager, ear, fence)) {
            ground.judge.broken(
                    "L4 witness",
                    host + " is powered off for an operator, and nobody could take over");
        }
    }

    private boolean anotherIsThere(ManagerProcess manager, Ear ear, FenceRecord fence) {
        long age = Duration.between(fence.plannedAt(), manager.clock().now()).toNanos();
        long asked = ground.now() - Math.max(0, age);
        return manager.world().setOf(fence.host()).shape().hosts().stream()
                .filter(other -> !other.equals(fence.host()))
                .filter(other -> !ground.judge.intents().inactive(other))
                .anyMatch(other -> ear.answered(other, asked));
    }
}
