package io.halo.simulator;

import static io.halo.simulator.Timeline.S;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Manager;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A machine on which a manager runs, dies and is started again.
final class Seat {
    private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");

    private final Ground ground;
    private final int number;
    private Disk disk;
    private ClusterSpec spec;
    private Manager.Mode mode;
    private Duration clockOff = Duration.ZERO;
    private @Nullable ManagerProcess process;
    private int lives;
    private boolean wanted;

    Seat(Ground ground, int number, Disk disk, ClusterSpec spec, Manager.Mode mode) {
        this.ground = ground;
        this.number = number;
        this.disk = disk;
        this.spec = spec;
        this.mode = mode;
    }

    int number() {
        return number;
    }

    Disk disk() {
        return disk;
    }

    ClusterSpec spec() {
        return spec;
    }

    /// What the machine's clock says at the moment.
    Instant wallClock() {
        return WALL.plusNanos(ground.now()).plus(clockOff);
    }

    void clockOff(Duration by) {
        clockOff = by;
    }

    void mode(Manager.Mode next) {
        mode = next;
    }

    void configure(ClusterSpec next) {
        spec = next;
    }

    void putBack(Disk copy) {
        disk = copy;
    }

    Optional<ManagerProcess> running() {
        return Optional.ofNullable(process).filter(ManagerProcess::alive);
    }

    /// Whether its manager runs, manages, and obeys nobody else.
    boolean acts() {
        return running().filter(it -> it.world().manager().acting()).isPresent();
    }

    void start() {
        wanted = true;
        if (running().isPresent()) {
            return;
        }
        lives++;
        try {
            var next = new ManagerProcess(ground, this, "m" + number + "-" + lives, spec, mode);
            process = next;
            ground.judge.started(next);
            ground.history.add(ground.now(), next.life(), "starts with state of " + lives);
            next.start();
        } catch (IOException _) {
            startAgain(5 * S);
        }
    }

    /// Killed, and not to be started by itself.
    void kill() {
        wanted = false;
        running()
                .ifPresent(it -> {
                    it.kill();
                    ground.history.add(ground.now(), it.life(), "is killed");
                });
    }

    /// Died by itself: the service manager starts it again.
    void died(String how) {
        running()
                .ifPresent(it -> {
                    it.kill();
                    ground.history.add(ground.now(), it.life(), "dies " + how);
                });
        startAgain(ground.dice.rather(100 * Timeline.MS, 20 * S));
    }

    private void startAgain(long after) {
        ground.time.in(
                after,
                () -> {
                    if (wanted) {
                        start();
                    }
                });
    }
}
