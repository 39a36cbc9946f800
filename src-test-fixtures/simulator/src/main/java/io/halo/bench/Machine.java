package io.halo.bench;

import io.halo.core.input.Outcome;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.TreeSet;

/// A server whose scripts and fence device always work, as long as it has power.
final class Machine {
    private static final int NOT_RUNNING = 7;

    final HostId id;
    private final AgentInstance instance;
    private final BootId boot;
    private final TreeSet<ResourceId> running = new TreeSet<>();
    private boolean on = true;

    /// It hangs: its power is on, and nothing answers.
    boolean dead;

    Machine(HostId id) {
        this.id = id;
        this.instance = new AgentInstance("agent-" + id);
        this.boot = new BootId("boot-" + id);
    }

    boolean answers() {
        return on && !dead;
    }

    Outcome look(ResourceId resource) {
        return new Outcome.Ended(running.contains(resource) ? 0 : NOT_RUNNING, "");
    }

    Outcome start(ResourceId resource) {
        running.add(resource);
        return new Outcome.Ended(0, "");
    }

    Outcome stop(ResourceId resource) {
        running.remove(resource);
        return new Outcome.Ended(0, "");
    }

    void powerOff() {
        on = false;
        running.clear();
    }

    DeviceView.State power() {
        return on ? DeviceView.State.ON : DeviceView.State.OFF;
    }

    AgentInstance instance() {
        return instance;
    }

    BootId boot() {
        return boot;
    }

    /// What was answered, or that nothing was.
    Outcome.From said(Outcome outcome) {
        return answers()
                ? new Outcome.From(outcome, new Outcome.Answerer(instance, boot))
                : new Outcome.From(new Outcome.Unknown("no answer"), null);
    }
}
