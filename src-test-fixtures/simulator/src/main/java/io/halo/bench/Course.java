package io.halo.bench;

import io.halo.core.Step;
import io.halo.core.input.Input;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.HostId;
import io.halo.core.model.Manager;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/// The history of a large cluster in which everything works, from the start of its manager on: how
/// a World gets into the state in which a step is measured.
final class Course {
    /// What takes no time takes one of these.
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final int TURNS_MAX = 100_000;

    private final TreeMap<HostId, Machine> machines = new TreeMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final Duration beat;
    private World world;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Instant wake = now;
    private long ticket;

    private record Due(Instant at, long ticket, Supplier<Input> what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(ticket, other.ticket);
        }
    }

    /// @param slots heartbeats of different hosts come in so many batches, each once a heartbeat
    Course(ClusterSpec spec, int slots) {
        var manager = new Manager(Manager.Mode.MANAGE, false, 1, "bench", now, null, null, null);
        world = World.unknown(spec, manager, now);
        beat = spec.beat();
        int index = 0;
        for (HostId id : spec.hosts().keySet()) {
            var machine = new Machine(id);
            machines.put(id, machine);
            beats(machine, now.plus(beat.dividedBy(slots).multipliedBy(index++ % slots)));
        }
    }

    Machine machine(HostId id) {
        return Objects.requireNonNull(machines.get(id));
    }

    /// Goes on until a turn is about to be taken that is such a one, and stops before it.
    Turn before(BiPredicate<Turn, Step> wanted) {
        for (int turns = 0; turns < TURNS_MAX; turns++) {
            Turn turn = next();
            Step step = turn.step();
            if (wanted.test(turn, step)) {
                return turn;
            }
            take(step);
        }
        throw new IllegalStateException("that did not happen in " + TURNS_MAX + " turns");
    }

    /// The arguments of the next step: what is heard first, or a set's own time.
    private Turn next() {
        Due first = queue.peek();
        if (first == null) {
            throw new IllegalStateException("heartbeats never end");
        }
        Instant soon = now.plus(MOMENT);
        Instant due = first.at().isBefore(wake) ? first.at() : wake;
        now = due.isBefore(soon) ? soon : due;
        var heard = new ArrayList<Input>();
        while (!queue.isEmpty() && !queue.element().at().isAfter(now)) {
            heard.add(queue.remove().what().get());
        }
        return new Turn(world, heard, now);
    }

    void take(Step step) {
        world = step.world();
        wake = step.wake();
        for (Action action : step.actions()) {
            if (action instanceof Action.Sent sent) {
                send(sent, machine(sent.host()));
            }
        }
    }

    private void send(Action.Sent action, Machine machine) {
        Instant sent = now;
        switch (action) {
            case Action.Beat _ -> answer(sent, () -> beat(machine, sent, sent.plus(MOMENT)));
            case Action.Look look ->
                    look.what().forEach(one -> answer(sent, () -> looked(machine, one, sent)));
            case Action.Operate operate -> answer(sent, () -> operated(machine, operate, sent));
            case Action.AskPower ask -> answer(sent, () -> power(machine, ask.device(), sent));
            case Action.PowerOff off -> answer(sent, () -> poweredOff(machine, off, sent));
            case Action.PowerOn _ -> throw new IllegalStateException("no host is power cycled");
        }
    }

    private void beats(Machine machine, Instant sent) {
        Duration wait = machine.answers() ? MOMENT : beat;
        put(
                sent.plus(wait),
                () -> {
                    beats(machine, sent.plus(beat));
                    return beat(machine, sent, sent.plus(wait));
                });
    }

    private static Input beat(Machine machine, Instant sent, Instant at) {
        return machine.answers()
                ? new Input.BeatAnswered(
                        machine.id, sent, at, machine.instance(), machine.boot(), true)
                : new Input.BeatFailed(machine.id, sent, at, Input.Trouble.SILENT, "no answer");
    }

    private static Input looked(Machine machine, Action.Look.One one, Instant sent) {
        return new Input.Looked(
                machine.id,
                one.resource(),
                one.id(),
                sent.plus(MOMENT),
                machine.said(machine.look(one.resource())));
    }

    private static Input operated(Machine machine, Action.Operate operate, Instant sent) {
        ResourceId resource = operate.resource();
        return new Input.OperationEnded(
                machine.id,
                resource,
                operate.id(),
                sent.plus(MOMENT),
                machine.said(
                        operate.kind() == Operation.Kind.START
                                ? machine.start(resource)
                                : machine.stop(resource)));
    }

    private static Input power(Machine machine, DeviceId device, Instant sent) {
        return new Input.PowerAnswered(
                machine.id, device, sent, sent.plus(MOMENT), machine.power(), "");
    }

    private static Input poweredOff(Machine machine, Action.PowerOff off, Instant sent) {
        machine.powerOff();
        Instant end = sent.plus(MOMENT);
        return new Input.FenceEnded(
                machine.id,
                off.fence(),
                off.attempt(),
                end,
                end,
                new Input.FenceResult.Confirmed(""));
    }

    private void answer(Instant sent, Supplier<Input> what) {
        put(sent.plus(MOMENT), what);
    }

    private void put(Instant at, Supplier<Input> what) {
        queue.add(new Due(at, ticket++, what));
    }
}
