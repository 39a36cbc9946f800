package io.halo.simulator;

import io.halo.core.input.Outcome;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A server as it really is, whatever any manager thinks of it.
final class Server {
    /// What the agent's process does.
    enum Agent {
        SERVING,
        /// No process: the kernel refuses connections.
        DOWN,
        /// Stopped with its connections open: nothing answers.
        STOPPED
    }

    final HostId id;
    private final Ground ground;
    private boolean power = true;
    private long powerSince = -60 * Timeline.MINUTE;
    private boolean hung;
    private Agent agent = Agent.SERVING;
    private int boot = 1;
    private int process = 1;

    /// What really runs here. Only power-off, a reboot or a script's work ends it.
    final TreeMap<ResourceId, Copy> copies = new TreeMap<>();

    /// Scripts that run, those of earlier agent processes included.
    final List<Script> scripts = new ArrayList<>();

    AgentMemory memory = new AgentMemory();
    final ScriptTroubles troubles = new ScriptTroubles();

    /// Told when connections to this agent's process break.
    final List<Runnable> whenBroken = new ArrayList<>();

    /// What has come in while the agent was stopped.
    private final List<Runnable> whenContinued = new ArrayList<>();

    Server(HostId id, Ground ground) {
        this.id = id;
        this.ground = ground;
    }

    boolean on() {
        return power;
    }

    /// Something below the agent answers.
    boolean breathes() {
        return power && !hung;
    }

    boolean serves() {
        return breathes() && agent == Agent.SERVING;
    }

    Agent agent() {
        return agent;
    }

    int process() {
        return process;
    }

    int boot() {
        return boot;
    }

    AgentInstance instance() {
        return new AgentInstance(id + "-p" + process);
    }

    BootId bootId() {
        return new BootId(id + "-b" + boot);
    }

    Outcome.Answerer answerer() {
        return new Outcome.Answerer(instance(), bootId());
    }

    /// Whether it has had power for longer than that.
    boolean hadPowerFor(long span) {
        return power && ground.now() - powerSince > span;
    }

    /// Everything on it ends at once.
    void powerOff(String why) {
        if (!power) {
            return;
        }
        ground.history.add(ground.now(), id, "is off: " + why);
        power = false;
        hung = false;
        copies.clear();
        scripts.clear();
        memory.forgetOrders();
        whenContinued.clear();
    }

    /// Comes up after a while, with an agent.
    void powerOn(long after) {
        if (power) {
            return;
        }
        ground.history.add(ground.now(), id, "is on");
        power = true;
        powerSince = ground.now();
        hung = true;
        boot++;
        process++;
        int own = boot;
        ground.time.in(
                after,
                () -> {
                    if (power && boot == own) {
                        hung = false;
                        agent = Agent.SERVING;
                    }
                });
    }

    /// Nothing answers any more, and everything that it holds it holds still.
    void hang() {
        if (power) {
            hung = true;
        }
    }

    void recover() {
        hung = false;
    }

    void killAgent() {
        if (power && agent != Agent.DOWN) {
            agent = Agent.DOWN;
            process++;
            memory = memory.afterDeath();
            scripts.removeIf(script -> script.order.op() == Order.Op.MONITOR);
            scripts.forEach(script -> script.owned = false);
            whenContinued.clear();
            whenBroken.forEach(Runnable::run);
        }
    }

    void startAgent() {
        if (power && agent == Agent.DOWN) {
            agent = Agent.SERVING;
        }
    }

    void stopAgent() {
        if (agent == Agent.SERVING) {
            agent = Agent.STOPPED;
        }
    }

    void continueAgent() {
        if (agent == Agent.STOPPED) {
            agent = Agent.SERVING;
            List<Runnable> waiting = List.copyOf(whenContinued);
            whenContinued.clear();
            waiting.forEach(Runnable::run);
        }
    }

    /// Does it now, or when the agent goes on; never if it is gone by then.
    void whenItServes(Runnable what) {
        if (serves()) {
            what.run();
        } else if (breathes() && agent == Agent.STOPPED) {
            whenContinued.add(what);
        }
    }
}
