package io.halo.agent.grpc;

import io.halo.agent.ocf.Call;
import io.halo.agent.ocf.Kind;
import io.halo.agent.ocf.Op;
import io.halo.agent.operation.Claim;
import io.halo.agent.operation.Operation;
import io.halo.agent.operation.Request;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.Manager;
import io.halo.agent.v1.ObserveRequest;
import io.halo.agent.v1.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;

/// Turns messages into values. All rules of the protocol are checked here or by the values
/// themselves; what breaks one is an [IllegalArgumentException] whose message is for the client
/// (D6).
final class Requests {
    /// Eight times what may run at once: enough for any server, and an answer of LIMIT for each of
    /// them is still small.
    private static final int MONITORS_MAX = 4096;

    private Requests() {}

    static Claim claim(Manager manager) {
        return new Claim(manager.getEpoch(), manager.getInstance());
    }

    static Request execute(ExecuteRequest message, long receivedAt) {
        var claim = claim(message.getManager());
        return request(claim, message.getAgentInstance(), message.getOperation(), receivedAt);
    }

    /// The monitors of a request, each of them a request or what is wrong with it.
    static List<Monitor> observe(ObserveRequest message, long receivedAt) {
        var claim = claim(message.getManager());
        if (message.getMonitorsCount() > MONITORS_MAX) {
            throw new IllegalArgumentException("more than " + MONITORS_MAX + " monitors");
        }
        var ids = new LinkedHashSet<String>();
        var monitors = new ArrayList<Monitor>();
        for (var operation : message.getMonitorsList()) {
            Call.checkId(operation.getId(), "operation id");
            if (!ids.add(operation.getId())) {
                throw new IllegalArgumentException("two operations have the same id");
            }
            monitors.add(monitor(claim, message.getAgentInstance(), operation, receivedAt));
        }
        return monitors;
    }

    private static Monitor monitor(
            Claim claim, String agent, io.halo.agent.v1.Operation operation, long receivedAt) {
        try {
            var request = request(claim, agent, operation, receivedAt);
            return request.operation().call().op() == Op.MONITOR
                    ? new Monitor.Good(request)
                    : new Monitor.Bad(operation.getId(), "only monitors can be observed");
        } catch (IllegalArgumentException e) {
            return new Monitor.Bad(operation.getId(), String.valueOf(e.getMessage()));
        }
    }

    private static Request request(
            Claim claim, String agent, io.halo.agent.v1.Operation message, long receivedAt) {
        var call =
                new Call(
                        op(message.getOp()),
                        message.getResource().getId(),
                        new Kind(message.getResource().getKind()),
                        parameters(message.getParametersList()),
                        millis(message.getTimeoutMillis(), "timeout"),
                        millis(message.getIntervalMillis(), "interval"));
        if (message.getSequence() < 1 && claim.epoch() > 0) {
            throw new IllegalArgumentException("sequence must be above 0");
        }
        var startWithin =
                message.getStartWithinMillis() == 0
                        ? Operation.START_WITHIN
                        : millis(message.getStartWithinMillis(), "start_within");
        return new Request(
                claim,
                agent,
                new Operation(message.getId(), message.getSequence(), call, startWithin),
                receivedAt);
    }

    private static SequencedMap<String, String> parameters(List<Parameter> list) {
        var parameters = new LinkedHashMap<String, String>();
        for (var parameter : list) {
            if (parameters.put(parameter.getName(), parameter.getValue()) != null) {
                throw new IllegalArgumentException("a parameter is given twice");
            }
        }
        return parameters;
    }

    private static Duration millis(long value, String what) {
        if (value < 0 || value > Call.LONGEST.toMillis()) {
            throw new IllegalArgumentException(
                    what + " must be 0 to " + Call.LONGEST.toMillis() + " milliseconds");
        }
        return Duration.ofMillis(value);
    }

    private static Op op(io.halo.agent.v1.Op op) {
        return switch (op) {
            case OP_START -> Op.START;
            case OP_STOP -> Op.STOP;
            case OP_MONITOR -> Op.MONITOR;
            case OP_META_DATA -> Op.META_DATA;
            case OP_VALIDATE_ALL -> Op.VALIDATE_ALL;
            case OP_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("op is none that this agent knows");
        };
    }

    /// One of the monitors of an Observe.
    sealed interface Monitor {
        record Good(Request request) implements Monitor {}

        record Bad(String id, String why) implements Monitor {}
    }
}
