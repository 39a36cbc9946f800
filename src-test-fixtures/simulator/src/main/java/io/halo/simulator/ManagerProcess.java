package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;

import io.halo.core.input.Command;
import io.halo.core.input.Input;
import io.halo.core.input.Restore;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.Manager;
import io.halo.core.model.Row;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import io.halo.engine.Mailbox;
import io.halo.engine.MonotonicClock;
import io.halo.engine.ReconcileLoop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One process of a manager, from its start to its death: the production loop on virtual time.
final class ManagerProcess {
    /// The loop turns at least so often; a pause of a second is what it takes notice of.
    private static final long IDLE_TURN = 900 * MS;

    private final Ground ground;
    private final Seat seat;
    private final String life;
    private final ClusterSpec spec;
    private final MonotonicClock clock;
    private final Gateway gateway;
    private final Fuse fuse = new Fuse();
    private final ReconcileLoop loop;
    private final List<Input> inbox = new ArrayList<>();
    private final List<Runnable> whenResumed = new ArrayList<>();
    private World world;
    private boolean alive = true;
    private boolean paused;
    private long pausedAt;
    private long nextTurn = Long.MAX_VALUE;
    private long turns;

    /// @throws IOException if its state cannot be written: it does not start
    ManagerProcess(Ground ground, Seat seat, String life, ClusterSpec spec, Manager.Mode mode)
            throws IOException {
        this.ground = ground;
        this.seat = seat;
        this.life = life;
        this.spec = spec;
        Instant origin = seat.wallClock();
        long start = ground.now();
        this.clock = () -> origin.plusNanos(ground.now() - start);
        Disk disk = seat.disk();
        long epoch = mode == Manager.Mode.MANAGE ? disk.nextEpoch() : 0;
        var manager =
                new Manager(mode, ground.testMode, epoch, life, clock.now(), null, null, null);
        List<Row> rows = disk.rows();
        this.world = Restore.world(spec, manager, rows, clock.now());
        this.gateway = new Gateway(ground, this);
        var fences = new FencePrograms(ground, this);
        this.loop =
                new ReconcileLoop(
                        world,
                        Restore.saved(spec, manager, rows, clock.now()),
                        new Mailbox(),
                        given -> ground.judge.answered(this, given),
                        fuse.around(disk),
                        gateway,
                        fences,
                        clock,
                        ground.tally,
                        this::published);
        rows.stream().filter(Row.OfFence.class::isInstance).forEach(row -> leftover(row, fences));
        gateway.claim(manager.claim(), life);
    }

    private static void leftover(Row row, FencePrograms fences) {
        if (row instanceof Row.OfFence(FenceRecord fence)
                && fence.state() instanceof FenceRecord.State.Running run
                && run.program() != null) {
            fences.endLeftover(run.program());
        }
    }

    void start() {
        gateway.open();
        turnAt(ground.now());
    }

    String life() {
        return life;
    }

    Seat seat() {
        return seat;
    }

    ClusterSpec spec() {
        return spec;
    }

    MonotonicClock clock() {
        return clock;
    }

    /// The epoch that it claims.
    long claim() {
        return gateway.epoch();
    }

    Fuse fuse() {
        return fuse;
    }

    boolean alive() {
        return alive;
    }

    boolean paused() {
        return paused;
    }

    /// As of the last turn.
    World world() {
        return world;
    }

    long turns() {
        return turns;
    }

    void kill() {
        alive = false;
    }

    void pause() {
        if (!paused) {
            pausedAt = ground.now();
        }
        paused = true;
    }

    /// What came in meanwhile is read now; timers that ran out fire first.
    void resume() {
        if (paused) {
            ground.judge.resumed(this, pausedAt);
        }
        paused = false;
        List<Runnable> waiting = List.copyOf(whenResumed);
        whenResumed.clear();
        if (alive) {
            nextTurn = Long.MAX_VALUE;
            waiting.forEach(Runnable::run);
            turnAt(ground.now());
        }
    }

    /// Does it after a span of this process's time: not if it has died by then, and not while it is
    /// stopped.
    void in(long span, Runnable what) {
        ground.time.in(span, () -> now(what));
    }

    private void now(Runnable what) {
        if (alive && paused) {
            whenResumed.add(what);
        } else if (alive) {
            what.run();
        }
    }

    /// Something has come in for the loop.
    void hear(Function<Instant, Input> input) {
        now(() -> {
            inbox.add(input.apply(clock.now()));
            turnAt(ground.now() + ground.turnDelay());
        });
    }

    void command(long ticket, Command command) {
        hear(_ -> new Input.Commanded(ticket, command, "root", ""));
    }

    private void turnAt(long moment) {
        if (moment < nextTurn) {
            nextTurn = moment;
            ground.time.at(
                    moment,
                    () -> {
                        if (alive && !paused && nextTurn == moment) {
                            turn();
                        }
                    });
        }
    }

    private void turn() {
        nextTurn = Long.MAX_VALUE;
        List<Input> inputs = List.copyOf(inbox);
        inbox.clear();
        turns++;
        try {
            ground.judge.before(this, inputs);
            loop.runOnce(inputs);
        } catch (Crash _) {
            ground.tally.fault(FaultKind.MANAGER_KILLED_INSIDE);
            seat.died("in the middle of a turn");
            return;
        }
        loop.trouble().ifPresent(why -> ground.judge.bug(why));
        turnAt(Math.min(ground.now() + IDLE_TURN, wake()));
    }

    /// Not before the next moment, so that time cannot stand still.
    private long wake() {
        Instant now = clock.now();
        Instant first = world.nextWake();
        for (SetView set : world.sets().values()) {
            if (set.nextWake().isBefore(first)) {
                first = set.nextWake();
            }
        }
        Instant idle = now.plusNanos(IDLE_TURN);
        if (!first.isBefore(idle)) {
            return ground.now() + IDLE_TURN;
        }
        long span = first.isBefore(now) ? 0 : Duration.between(now, first).toNanos();
        return ground.now() + Math.max(span, MS);
    }

    private void published(World next) {
        world = next;
        ground.judge.published(this, next);
    }
}
