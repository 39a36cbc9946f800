package io.halo.core.forecast;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.DeviceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Servers, scripts and fence devices that do what they are told, at once; and what was under way
/// when it began ends well.
final class WillingCluster {
    /// Nothing takes no time at all: answers come in steps of their own.
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final TreeMap<HostId, WillingHost> hosts = new TreeMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final Duration beat;
    private final Duration deadAfter;
    private long ticket;

    private record Due(Instant at, long ticket, Consumer<List<Input>> what)
            implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(ticket, other.ticket);
        }
    }

    WillingCluster(World world, Set<HostId> dead, Instant now) {
        this.beat = world.spec().beat();
        this.deadAfter = world.spec().deadAfter();
        for (HostView view : world.hosts().values()) {
            var host = new WillingHost(view, dead.contains(view.id()));
            hosts.put(view.id(), host);
            endWhatIsUnderWay(host, view, now);
            beats(host, now.plus(beat));
        }
    }

    /// When something is heard next.
    Instant next() {
        Due first = queue.peek();
        return first == null ? Instant.MAX : first.at();
    }

    List<Input> heard(Instant now) {
        var inputs = new ArrayList<Input>();
        while (!next().isAfter(now)) {
            queue.remove().what().accept(inputs);
        }
        return inputs;
    }

    void take(Action.Sent action, World world, Instant now) {
        WillingHost host = host(action.host());
        switch (action) {
            case Action.Beat _ -> beat(host, now);
            case Action.Look look ->
                    look.what().forEach(one -> look(host, one.resource(), one.id(), now));
            case Action.Operate operate ->
                    operate(host, operate.resource(), operate.kind(), operate.id(), now);
            case Action.AskPower ask -> ask(host, ask.device(), now);
            case Action.PowerOn on -> {
                host.powerOn();
                ask(host, on.device(), now);
            }
            case Action.PowerOff off -> {
                FenceRecord record = world.host(host.id).fence();
                if (record != null) {
                    powerOff(host, record, off.attempt(), off.device(), now);
                }
            }
        }
    }

    private void endWhatIsUnderWay(WillingHost host, HostView view, Instant now) {
        view.work().monitors().forEach((resource, look) -> look(host, resource, look.id(), now));
        view.work()
                .operations()
                .forEach((resource, operation) -> {
                    if (operation.inFlight()) {
                        operate(host, resource, operation.kind(), operation.id(), now);
                    }
                });
        view.devices()
                .forEach((device, asked) -> {
                    if (asked.askingSince() != null) {
                        ask(host, device, now);
                    }
                });
        if (view.fence() instanceof FenceRecord record
                && record.state() instanceof FenceRecord.State.Running running) {
            powerOff(host, record, running.attempt(), view.level(running.level()).getKey(), now);
        }
    }

    /// One heartbeat after the other, for ever.
    private void beats(WillingHost host, Instant at) {
        put(
                at,
                _ -> {
                    beat(host, at);
                    beats(host, at.plus(beat));
                });
    }

    private void beat(WillingHost host, Instant sent) {
        // A request leaves a little after the step that wanted it.
        Instant left = sent.plusNanos(1000);
        Duration wait = host.way() == WillingHost.Way.SILENT ? deadAfter : MOMENT;
        later(sent, wait, () -> heartbeat(host, left, sent.plus(wait)));
    }

    private static Input heartbeat(WillingHost host, Instant sent, Instant at) {
        return switch (host.way()) {
            case ANSWERS ->
                    new Input.BeatAnswered(
                            host.id, sent, at, host.instance, host.boot, host.durableMemory);
            case REFUSES ->
                    new Input.BeatFailed(
                            host.id, sent, at, Input.Trouble.ALIVE_NOT_SERVING, "refused");
            case SILENT ->
                    new Input.BeatFailed(host.id, sent, at, Input.Trouble.SILENT, "no answer");
            case CANNOT_TELL ->
                    new Input.BeatFailed(host.id, sent, at, Input.Trouble.CANNOT_TELL, "as before");
        };
    }

    private void look(WillingHost host, ResourceId resource, OperationId id, Instant sent) {
        later(
                sent,
                MOMENT,
                () ->
                        new Input.Looked(
                                host.id,
                                resource,
                                id,
                                sent.plus(MOMENT),
                                from(host, () -> host.look(resource))));
    }

    private void operate(
            WillingHost host,
            ResourceId resource,
            Operation.Kind kind,
            OperationId id,
            Instant sent) {
        later(
                sent,
                MOMENT,
                () ->
                        new Input.OperationEnded(
                                host.id,
                                resource,
                                id,
                                sent.plus(MOMENT),
                                from(
                                        host,
                                        () ->
                                                kind == Operation.Kind.START
                                                        ? host.start(resource)
                                                        : host.stop(resource))));
    }

    private static Outcome.From from(WillingHost host, Supplier<Outcome> outcome) {
        return host.way() == WillingHost.Way.ANSWERS
                ? new Outcome.From(outcome.get(), host.answerer())
                : new Outcome.From(new Outcome.Unknown("no answer"), null);
    }

    private void ask(WillingHost host, DeviceId device, Instant asked) {
        later(
                asked,
                MOMENT,
                () ->
                        new Input.PowerAnswered(
                                host.id,
                                device,
                                asked,
                                asked.plus(MOMENT),
                                host.power(device),
                                "as before"));
    }

    private void powerOff(
            WillingHost host, FenceRecord record, int attempt, DeviceId device, Instant sent) {
        Instant end = sent.plus(MOMENT);
        later(
                sent,
                MOMENT,
                () ->
                        new Input.FenceEnded(
                                host.id,
                                record.id(),
                                attempt,
                                end,
                                end,
                                host.powerOff(device)
                                        ? new Input.FenceResult.Confirmed("")
                                        : new Input.FenceResult.Unknown(
                                                "its fence device does not answer")));
    }

    private void later(Instant now, Duration span, Supplier<Input> what) {
        put(now.plus(span), inputs -> inputs.add(what.get()));
    }

    private void put(Instant at, Consumer<List<Input>> what) {
        queue.add(new Due(at, ticket++, what));
    }

    private WillingHost host(HostId id) {
        WillingHost host = hosts.get(id);
        if (host == null) {
            throw new IllegalArgumentException("no host " + id);
        }
        return host;
    }
}
