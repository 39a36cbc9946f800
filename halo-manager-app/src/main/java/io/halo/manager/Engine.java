package io.halo.manager;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.Manager;
import io.halo.core.model.World;
import io.halo.engine.AgentGateway;
import io.halo.engine.CommandCounter;
import io.halo.engine.Fencer;
import io.halo.engine.Mailbox;
import io.halo.engine.MonotonicClock;
import io.halo.engine.ReconcileLoop;
import io.halo.engine.Telemetry;
import io.halo.manager.adapter.store.SqliteStateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/// The running engine: the loop, its thread, and the ways out of the process, started and stopped
/// in the right order.
final class Engine implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger("io.halo.manager");

    /// A turn of the loop is short; if it is not over by then, the process ends all the same.
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final Blackboard blackboard;
    private final SqliteStateStore store;
    private final AgentGateway agents;
    private final Fencer fencer;
    private final ReconcileLoop loop;
    private final Thread thread;

    Engine(
            Blackboard blackboard,
            Mailbox inbox,
            CommandCounter answers,
            SqliteStateStore store,
            AgentGateway agents,
            Fencer fencer,
            MonotonicClock clock,
            Telemetry telemetry) {
        this.blackboard = blackboard;
        this.store = store;
        this.agents = agents;
        this.fencer = fencer;
        this.loop =
                new ReconcileLoop(
                        blackboard.first(),
                        blackboard.saved(),
                        inbox,
                        answers,
                        store,
                        agents,
                        fencer,
                        clock,
                        telemetry,
                        blackboard::publish);
        this.thread = Thread.ofPlatform().name("reconcile").unstarted(this::turn);
    }

    /// What a fence program of an earlier manager still does is ended before anything is decided.
    void start(Path socket) {
        blackboard.leftovers().forEach(fencer::endLeftover);
        World world = blackboard.first();
        Manager manager = world.manager();
        agents.claim(manager.claim(), manager.instance());
        note(
                Event.Kind.MANAGER_STARTED,
                manager.acting() ? "epoch " + manager.epoch() : "observe mode");
        thread.start();
        agents.open();
        LOG.info(
                "{} cluster {}: {} hosts, {} groups{}, socket {}",
                manager.acting() ? "managing" : "observing",
                world.spec().name(),
                world.spec().hosts().size(),
                world.spec().groups().size(),
                manager.acting() ? ", epoch " + manager.epoch() : "",
                socket);
    }

    /// What is wrong with the loop, if anything.
    Optional<String> trouble() {
        return loop.trouble();
    }

    private void turn() {
        try {
            loop.run();
        } catch (RuntimeException bug) {
            LOG.error("The engine failed for good; the service manager shall start it anew", bug);
            Runtime.getRuntime().halt(1);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        boolean started = thread.getState() != Thread.State.NEW;
        if (started) {
            loop.stop();
            thread.join(STOP_WITHIN);
        }
        agents.close();
        if (!thread.isAlive()) {
            if (started) {
                note(Event.Kind.MANAGER_STOPPED, "");
            }
            store.close();
        }
    }

    private void note(Event.Kind kind, String comment) {
        try {
            store.write(
                    Change.NONE,
                    List.of(Event.of(kind, blackboard.first().spec().name(), comment)));
        } catch (IOException e) {
            LOG.warn("The event {} could not be written: {}", kind.title(), e.getMessage());
        }
    }
}
