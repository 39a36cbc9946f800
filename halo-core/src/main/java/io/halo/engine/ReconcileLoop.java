package io.halo.engine;

import io.halo.core.Cycle;
import io.halo.core.Step;
import io.halo.core.input.Input;
import io.halo.core.model.Event;
import io.halo.core.model.World;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The only owner of the World. Each turn: take in what was heard, take one step of the core, write
/// its records, dispatch its actions, publish the new World; in this order, so that nothing is done
/// that is not on record.
///
/// One thread runs it; everybody else posts to the [#inbox] or reads what was published.
public final class ReconcileLoop {
    private static final Logger LOG = System.getLogger(ReconcileLoop.class.getName());

    /// The loop turns at least so often, so that a pause of this process is noticed.
    private static final Duration TURN_MAX = Duration.ofMillis(250);

    /// Between two turns, unless something urgent is heard or is due at once. The larger the
    /// cluster, the longer a turn and the rest after it, so that turns for what is routine take a
    /// small part of a processor. A failover does not wait for it.
    private static final Duration REST_MIN = Duration.ofMillis(20);

    /// Nobody notices so short a delay of what only says the same again, nor of a death that took
    /// `dead_after` to be noticed.
    private static final Duration REST_MAX = Duration.ofMillis(100);

    private static final int REST_FACTOR = 50;

    /// A turn that is so late was no turn of ours: the process was stopped, or collected garbage.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Between two tries to write to a store that has failed.
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    /// Events that wait for a store that works; later ones are only logged.
    private static final int UNWRITTEN_MAX = 10_000;

    /// A step that fails because of a bug is not adopted; after so many in a row the process ends,
    /// and systemd starts it anew.
    private static final int BUGS_MAX = 20;

    private final StateStore store;
    private final AgentGateway agents;
    private final Dispatcher dispatcher;
    private final MonotonicClock clock;
    private final Consumer<World> publish;
    private final Mailbox inbox;
    private final Answers answers;
    private final Measures measures;
    private final EngineLog log = new EngineLog();

    /// Replaced by the loop's thread only; those who bring inputs look at it.
    private volatile World world;

    private World saved;
    private Instant wake = Instant.MIN;
    private Instant lastTurn;
    private Instant rested = Instant.MIN;
    private Instant storeRetry = Instant.MIN;
    private long claimed = -1;
    private int bugs;
    private final List<Event> unwritten = new ArrayList<>();
    private volatile @Nullable String trouble = "not started yet";
    private volatile boolean stopping;

    /// @param first the World to begin with, as restored from the store
    /// @param saved the World whose durable part the store has
    /// @param inbox where everything that was heard goes
    /// @param answers where the answers to commands go
    /// @param publish called after each turn with the newest World; must not block
    public ReconcileLoop(
            World first,
            World saved,
            Mailbox inbox,
            Answers answers,
            StateStore store,
            AgentGateway agents,
            Fencer fencer,
            MonotonicClock clock,
            Telemetry telemetry,
            Consumer<World> publish) {
        this.world = first;
        this.saved = saved;
        this.inbox = inbox;
        this.answers = answers;
        this.measures = new Measures(telemetry);
        this.store = store;
        this.agents = agents;
        this.dispatcher = new Dispatcher(agents, fencer);
        this.clock = clock;
        this.publish = publish;
        this.lastTurn = clock.now();
        inbox.canWait(input -> Routine.is(world, input));
    }

    /// What is wrong with the loop, if anything; says nothing about the cluster.
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /// Turns until [#stop]; for a thread of its own.
    ///
    /// @throws IllegalStateException if the core fails again and again
    public void run() {
        lastTurn = clock.now();
        try {
            while (!stopping) {
                runOnce(await());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            trouble = "stopped";
        }
    }

    /// Ends the loop after its turn. Nothing that runs on a server is disturbed.
    public void stop() {
        stopping = true;
        inbox.wake();
    }

    /// One turn with these inputs. For the loop's thread, and for tests that have no other.
    public void runOnce(List<Input> heard) {
        Instant now = clock.now();
        var inputs = new ArrayList<>(heard);
        Duration late = Duration.between(lastTurn, now);
        if (late.compareTo(PAUSE) >= 0) {
            inputs.addFirst(new Input.Paused(late, now));
        }
        lastTurn = now;
        if (world.manager().storeFailure() != null && !now.isBefore(storeRetry)) {
            inputs.add(new Input.StoreWorks());
        }
        try {
            turn(inputs, now);
            bugs = 0;
            trouble = null;
        } catch (RuntimeException bug) {
            bugs++;
            trouble = "the core failed: " + bug;
            wake = now.plus(TURN_MAX);
            LOG.log(
                    Level.ERROR,
                    "A step failed; the World stays as it was and nothing is sent",
                    bug);
            if (bugs >= BUGS_MAX) {
                throw new IllegalStateException("the core failed " + bugs + " times in a row", bug);
            }
        }
    }

    private void turn(List<Input> inputs, Instant now) {
        Step step = Cycle.step(saved, world, inputs, now);
        if (step.change().isEmpty() && step.events().isEmpty()) {
            adopt(step, inputs, now);
            return;
        }
        try {
            var events = new ArrayList<>(unwritten);
            events.addAll(step.events());
            store.write(step.change(), events);
            unwritten.clear();
            saved = step.world();
            adopt(step, inputs, now);
        } catch (IOException failure) {
            storeRetry = now.plus(STORE_RETRY);
            withoutStore(inputs, now, failure);
        }
    }

    /// The same round again, told that nothing can be written: what needs a record is not planned,
    /// the rest goes on. What was learnt stays in memory and is written with the first step that
    /// can be.
    private void withoutStore(List<Input> inputs, Instant now, IOException failure) {
        var again = new ArrayList<>(inputs);
        again.removeIf(Input.StoreWorks.class::isInstance);
        String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        again.addFirst(new Input.StoreFailed(why));
        Step step = Cycle.step(saved, world, again, now);
        step.events().stream()
                .limit(Math.max(0, UNWRITTEN_MAX - unwritten.size()))
                .forEach(unwritten::add);
        adopt(step, again, now);
    }

    private void adopt(Step step, List<Input> inputs, Instant now) {
        World before = world;
        world = step.world();
        wake = step.wake();
        long claim = world.manager().claim();
        if (claim != claimed) {
            claimed = claim;
            agents.claim(claim, world.manager().instance());
        }
        dispatcher.dispatch(step.actions());
        publish.accept(world);
        answers.answer(step.answers());
        log.update(step, now);
        Instant end = clock.now();
        rested = end.plus(rest(Duration.between(now, end)));
        measures.turn(before, inputs, step, now, Duration.between(now, end));
    }

    private List<Input> await() throws InterruptedException {
        Instant now = clock.now();
        Instant limit = now.plus(TURN_MAX);
        // What was due when the turn began is something that the turn itself has brought about.
        boolean atOnce = !wake.isAfter(lastTurn);
        Instant due = earlier(atOnce ? now : later(wake, rested), limit);
        return inbox.take(left(now, earlier(rested, limit)), left(now, due));
    }

    /// How long the loop rests after a turn that took so long.
    private static Duration rest(Duration turn) {
        Duration wanted = turn.multipliedBy(REST_FACTOR);
        Duration atMost = wanted.compareTo(REST_MAX) < 0 ? wanted : REST_MAX;
        return atMost.compareTo(REST_MIN) < 0 ? REST_MIN : atMost;
    }

    private static Duration left(Instant now, Instant until) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
