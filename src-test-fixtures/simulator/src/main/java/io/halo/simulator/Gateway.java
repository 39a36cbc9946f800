package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.HostId;
import io.halo.core.model.Operation;
import io.halo.core.plan.Action;
import io.halo.engine.AgentGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A manager's way to the agents, over roads that may be bad: heartbeats, starts and stops, looks.
final class Gateway implements AgentGateway {
    private final Ground ground;
    private final ManagerProcess manager;
    private final Dice dice;
    private final TreeMap<HostId, Beats> beats = new TreeMap<>();
    private final TreeMap<HostId, List<Call>> calls = new TreeMap<>();
    private long epoch;
    private String instance = "";

    Gateway(Ground ground, ManagerProcess manager) {
        this.ground = ground;
        this.manager = manager;
        this.dice = ground.dice.of("gateway of " + manager.life());
        for (HostId id : manager.spec().hosts().keySet()) {
            calls.put(id, new ArrayList<>());
            beats.put(id, new Beats(ground, manager, this, id));
            ground.server(id).whenBroken.add(() -> broken(id));
        }
    }

    @Override
    public void claim(long claimed, String managerInstance) {
        epoch = claimed;
        instance = managerInstance;
    }

    long epoch() {
        return epoch;
    }

    String instance() {
        return instance;
    }

    @Override
    public void open() {
        beats.values().forEach(Beats::open);
    }

    @Override
    public void beat(HostId host) {
        Beats own = beats.get(host);
        if (own != null) {
            own.sendNow();
        }
    }

    @Override
    public void close() {}

    @Override
    public void operate(Action.Operate action) {
        manager.fuse().action();
        ground.judge.dispatches(manager, action);
        Call call =
                call(
                        action.host(),
                        (outcome, at) ->
                                new Input.OperationEnded(
                                        action.host(),
                                        action.resource(),
                                        action.id(),
                                        at,
                                        outcome));
        Order order =
                new Order(
                        epoch,
                        instance,
                        action.instance().value(),
                        action.sequence(),
                        action.kind() == Operation.Kind.START ? Order.Op.START : Order.Op.STOP,
                        action.resource(),
                        action.group(),
                        action.timeout().toNanos());
        manager.in(
                lag(),
                () -> {
                    if (manager.clock().now().isAfter(action.notAfter())) {
                        call.end(new Outcome.NotSent("too late"), null);
                    } else {
                        call.send(order, within(action.timeout()));
                    }
                });
    }

    @Override
    public void look(Action.Look look) {
        for (Action.Look.One one : look.what()) {
            long sent = ground.now();
            Call call =
                    call(
                            look.host(),
                            (outcome, at) -> {
                                ground.judge.looked(
                                        manager, look.host(), one.resource(), sent, outcome);
                                return new Input.Looked(
                                        look.host(), one.resource(), one.id(), at, outcome);
                            });
            call.send(
                    new Order(
                            epoch,
                            instance,
                            "",
                            one.sequence(),
                            Order.Op.MONITOR,
                            one.resource(),
                            null,
                            one.timeout().toNanos()),
                    within(one.timeout()));
        }
    }

    private Call call(HostId host, Call.Report report) {
        List<Call> all = calls.getOrDefault(host, new ArrayList<>());
        all.removeIf(Call::over);
        var call = new Call(ground, manager, host, report);
        all.add(call);
        return call;
    }

    /// Most often nothing; sometimes the machine is busy.
    private long lag() {
        return dice.chance(0.02) ? dice.rather(10 * MS, 4_000 * MS) : 0;
    }

    private static long within(Duration timeout) {
        return Operation.START_WITHIN.plus(timeout).plus(Operation.ANSWER_AFTER_TIMEOUT).toNanos();
    }

    /// Another process of the agent has answered: calls to an earlier one will have no answer.
    void answeredBy(HostId host, int process) {
        for (Call call : List.copyOf(calls.getOrDefault(host, List.of()))) {
            if (call.isTo() < process) {
                call.end(new Outcome.Unknown("the agent was restarted"), null);
            }
        }
    }

    /// The agent's process died, and its kernel says so where the road is open.
    private void broken(HostId host) {
        Road road = ground.road(manager, host);
        if (!manager.alive() || !road.open()) {
            return;
        }
        road.answer(() -> {
            manager.hear(at -> new Input.ConnectionClosed(host, at, "connection closed"));
            answeredBy(host, ground.server(host).process());
        });
    }
}
