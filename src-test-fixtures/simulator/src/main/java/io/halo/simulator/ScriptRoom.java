package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;
import static io.halo.simulator.Timeline.S;

import io.halo.core.input.Outcome;
import io.halo.core.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Runs scripts on a server as its agent does: one at a time per resource, a start or stop waiting
/// a little for a monitor, everything else answered *busy* (contract section 4).
final class ScriptRoom {
    private static final long START_WITHIN = 2 * S;

    /// TERM, and KILL a little later.
    private static final long GRACE = 5 * S;

    /// Until an agent calls a script stuck that KILL does not end.
    private static final long STUCK_AFTER = 15 * S;

    private final Ground ground;
    private final Server server;
    private final Dice dice;

    /// Starts and stops that wait for a monitor.
    private final TreeMap<ResourceId, Waiting> waiting = new TreeMap<>();

    private long troubledUntil = Long.MIN_VALUE / 2;

    private record Waiting(Order order, int process, Consumer<Outcome> answer) {}

    ScriptRoom(Ground ground, Server server) {
        this.ground = ground;
        this.server = server;
        this.dice = ground.dice.of("scripts of " + server.id);
    }

    /// A request has come in.
    ///
    /// @param answer called once, unless the agent dies before
    void take(Order order, Consumer<Outcome> answer) {
        Optional<Outcome.Refused> refused =
                server.memory
                        .admit(order.epoch(), order.manager())
                        .or(() -> server.memory.inOrder(order, server.instance().value()));
        if (refused.isPresent()) {
            answer.accept(refused.get());
            return;
        }
        Optional<Script> running = running(order.resource());
        if (running.isEmpty()) {
            begin(order, answer);
        } else if (order.op().changes() && running.get().order.op() == Order.Op.MONITOR) {
            waitForMonitor(order, answer);
        } else {
            answer.accept(new Outcome.Busy("its " + running.get().order.op() + " still runs"));
        }
    }

    /// When the last script that was in trouble ends, or has ended; long ago if there was none.
    long troubledUntil() {
        return troubledUntil;
    }

    /// What keeps the resource's place, as far as the agent knows.
    private Optional<Script> running(ResourceId resource) {
        return server.scripts.stream()
                .filter(script -> script.order.resource().equals(resource))
                .filter(script -> script.owned || server.memory.durable())
                .findFirst();
    }

    private void waitForMonitor(Order order, Consumer<Outcome> answer) {
        Waiting before = waiting.get(order.resource());
        if (before != null && before.process == server.process()) {
            before.answer.accept(
                    new Outcome.Refused(
                            Outcome.Reason.STALE,
                            server.memory.epoch(),
                            server.memory.manager(),
                            "a newer one came in"));
        }
        var own = new Waiting(order, server.process(), answer);
        waiting.put(order.resource(), own);
        ground.time.in(
                START_WITHIN,
                () -> {
                    if (waiting.remove(order.resource(), own)
                            && own.process == server.process()
                            && server.serves()) {
                        answer.accept(new Outcome.Busy("its monitor still runs"));
                    }
                });
    }

    private void placeIsFree(ResourceId resource) {
        Waiting next = waiting.remove(resource);
        if (next == null || next.process != server.process() || !server.serves()) {
            return;
        }
        Optional<Outcome.Refused> refused =
                server.memory.admit(next.order.epoch(), next.order.manager());
        if (refused.isPresent()) {
            next.answer.accept(refused.get());
        } else {
            begin(next.order, next.answer);
        }
    }

    private void begin(Order order, Consumer<Outcome> answer) {
        Behaviour behaviour = behaviour(order);
        if (server.troubles.of(order.op(), order.resource()).isPresent()) {
            long longest =
                    behaviour.unkillable()
                            ? behaviour.takes()
                            : Math.min(behaviour.takes(), order.timeout() + GRACE);
            troubledUntil = Math.max(troubledUntil, ground.now() + longest);
        }
        if (behaviour.missing()) {
            answer.accept(new Outcome.NotRun("no such script"));
            return;
        }
        if (order.op().changes()) {
            ground.history.add(ground.now(), server.id, order.op() + " of " + order.resource());
            if (order.op() == Order.Op.START) {
                ground.judge.starts(server, order);
            }
        }
        var script = new Script(order, behaviour, server.boot(), answer);
        server.scripts.add(script);
        if (behaviour.takes() <= order.timeout()) {
            ground.time.in(behaviour.takes(), () -> ends(script, behaviour.code()));
        } else if (behaviour.unkillable()) {
            ground.time.in(order.timeout() + STUCK_AFTER, () -> tell(script, stuck()));
            ground.time.in(behaviour.takes(), () -> ends(script, behaviour.code()));
        } else {
            boolean late = dice.chance(0.3) && behaviour.acts();
            ground.time.in(order.timeout() + dice.between(0, GRACE), () -> killed(script, late));
        }
    }

    private Behaviour behaviour(Order order) {
        long usual = dice.rather(5 * MS, order.op() == Order.Op.MONITOR ? 80 * MS : 2 * S);
        Optional<ScriptTroubles.How> trouble = server.troubles.of(order.op(), order.resource());
        if (trouble.isEmpty()) {
            return Behaviour.good(usual);
        }
        return switch (trouble.get()) {
            case FAILS -> count(FaultKind.SCRIPT_FAILS, Behaviour.fails(usual, 1));
            case NOT_INSTALLED -> count(FaultKind.SCRIPT_FAILS, Behaviour.fails(usual, 5));
            case NOT_CONFIGURED -> count(FaultKind.SCRIPT_FAILS, Behaviour.fails(usual, 6));
            case MISSING ->
                    count(FaultKind.SCRIPT_MISSING, new Behaviour(0, 0, false, true, false));
            case HANGS ->
                    count(
                            FaultKind.SCRIPT_HANGS,
                            new Behaviour(Long.MAX_VALUE / 4, 0, true, false, false));
            case STUCK ->
                    count(
                            FaultKind.SCRIPT_STUCK,
                            new Behaviour(
                                    order.timeout() + dice.between(20 * S, 150 * S),
                                    0,
                                    true,
                                    false,
                                    true));
            case SLOW -> count(FaultKind.SCRIPT_SLOW, Behaviour.good(dice.between(2 * S, 70 * S)));
            case LIES -> count(FaultKind.SCRIPT_LIES, new Behaviour(usual, 0, false, false, false));
        };
    }

    private Behaviour count(FaultKind kind, Behaviour behaviour) {
        ground.tally.fault(kind);
        return behaviour;
    }

    private static Outcome stuck() {
        return new Outcome.TimedOut(true, "cannot be killed");
    }

    private void ends(Script script, int code) {
        if (gone(script)) {
            return;
        }
        act(script);
        if (code == 0 && script.order.op() == Order.Op.STOP && script.behaviour.acts()) {
            ground.judge.stopped(server.id, script.order.resource());
        }
        tell(script, result(script, code));
        leave(script);
    }

    private void killed(Script script, boolean acts) {
        if (gone(script)) {
            return;
        }
        if (acts) {
            act(script);
        }
        tell(script, new Outcome.TimedOut(false, ""));
        leave(script);
    }

    /// The server went down meanwhile, and the script with it.
    private boolean gone(Script script) {
        return script.over || script.boot != server.boot() || !server.scripts.contains(script);
    }

    private void act(Script script) {
        if (!script.behaviour.acts()) {
            return;
        }
        ResourceId resource = ground.thing(script.order.resource());
        switch (script.order.op()) {
            case START -> server.copies.putIfAbsent(resource, new Copy(false, ground.now()));
            case STOP -> server.copies.remove(resource);
            case MONITOR -> {}
        }
    }

    private Outcome result(Script script, int code) {
        if (script.order.op() != Order.Op.MONITOR || code != 0) {
            return new Outcome.Ended(code, code == 0 ? "" : "it does not work");
        }
        boolean runs = server.copies.containsKey(ground.thing(script.order.resource()));
        return new Outcome.Ended(runs && script.behaviour.acts() ? 0 : 7, "");
    }

    private void tell(Script script, Outcome outcome) {
        if (!gone(script) && script.owned) {
            script.answer.accept(outcome);
        }
    }

    private void leave(Script script) {
        script.over = true;
        server.scripts.remove(script);
        if (!waiting.isEmpty()) {
            placeIsFree(script.order.resource());
        }
    }

    /// Nobody waits any more, and nothing is wrong any more; for a look at the truth.
    List<Script> running() {
        return List.copyOf(server.scripts);
    }
}
