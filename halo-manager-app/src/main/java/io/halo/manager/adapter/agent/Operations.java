package io.halo.manager.adapter.agent;

import static io.halo.core.model.Operation.ANSWER_AFTER_TIMEOUT;
import static io.halo.core.model.Operation.START_WITHIN;

import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.ObserveRequest;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Parameter;
import io.halo.agent.v1.Resource;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.ResourceSpec;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Writes requests, with what the configuration says of the resource.
final class Operations {
    /// One request of Observe stays well below the agent's limits of 4096 monitors and 4 MiB.
    private static final int MONITORS_LIMIT = 1024;

    private static final int BYTES_LIMIT = 2 * 1024 * 1024;

    private final ClusterSpec spec;

    Operations(ClusterSpec spec) {
        this.spec = spec;
    }

    /// How long the agent's answer may take; after that there will be none.
    static Duration answerWithin(Duration timeout) {
        return START_WITHIN.plus(timeout).plus(ANSWER_AFTER_TIMEOUT);
    }

    ExecuteRequest execute(Claim claim, Action.Operate action) {
        Op op =
                switch (action.kind()) {
                    case START -> Op.OP_START;
                    case STOP -> Op.OP_STOP;
                };
        return ExecuteRequest.newBuilder()
                .setManager(claim.message())
                .setAgentInstance(action.instance().value())
                .setOperation(
                        of(spec.resource(action.resource()))
                                .setId(action.id().value())
                                .setSequence(action.sequence())
                                .setOp(op)
                                .setStartWithinMillis(START_WITHIN.toMillis())
                                .setTimeoutMillis(millis(action.timeout())))
                .build();
    }

    Operation monitor(Action.Look.One one) {
        return of(spec.resource(one.resource()))
                .setId(one.id().value())
                .setSequence(one.sequence())
                .setOp(Op.OP_MONITOR)
                .setTimeoutMillis(millis(one.timeout()))
                .setIntervalMillis(one.interval().toMillis())
                .build();
    }

    /// A question about a script and not about a resource: it claims nothing, and nothing of that
    /// name is ever started.
    static ExecuteRequest metaData(String kind, String id, Duration timeout) {
        return ExecuteRequest.newBuilder()
                .setManager(Claim.NONE.message())
                .setOperation(
                        Operation.newBuilder()
                                .setId(id)
                                .setOp(Op.OP_META_DATA)
                                .setResource(Resource.newBuilder().setId(id).setKind(kind))
                                .setTimeoutMillis(millis(timeout)))
                .build();
    }

    /// A question about a resource as it is configured. It has a name of its own, so that no start
    /// of the resource has to wait for it, and claims nothing.
    ExecuteRequest validateAll(ResourceSpec resource, String id, Duration timeout) {
        Operation.Builder operation = of(resource);
        operation
                .setId(id)
                .setOp(Op.OP_VALIDATE_ALL)
                .setResource(operation.getResourceBuilder().setId(id))
                .setTimeoutMillis(millis(timeout));
        return ExecuteRequest.newBuilder()
                .setManager(Claim.NONE.message())
                .setOperation(operation)
                .build();
    }

    /// Splits what is due on a host into requests that the agent takes.
    List<ObserveRequest> observe(Claim claim, List<Action.Look.One> what) {
        var requests = new ArrayList<ObserveRequest>();
        ObserveRequest.Builder next = ObserveRequest.newBuilder().setManager(claim.message());
        int bytes = 0;
        for (Action.Look.One one : what) {
            Operation monitor = monitor(one);
            bytes += monitor.getSerializedSize();
            if (next.getMonitorsCount() > 0
                    && (next.getMonitorsCount() == MONITORS_LIMIT || bytes > BYTES_LIMIT)) {
                requests.add(next.build());
                next.clearMonitors();
                bytes = monitor.getSerializedSize();
            }
            next.addMonitors(monitor);
        }
        requests.add(next.build());
        return requests;
    }

    private static Operation.Builder of(ResourceSpec resource) {
        Operation.Builder operation =
                Operation.newBuilder()
                        .setResource(
                                Resource.newBuilder()
                                        .setId(resource.id().value())
                                        .setKind(resource.kind()));
        resource.parameters()
                .forEach((name, value) ->
                        operation.addParameters(
                                Parameter.newBuilder().setName(name).setValue(value)));
        return operation;
    }

    /// The wire counts from one millisecond up.
    private static long millis(Duration timeout) {
        return Math.max(1, timeout.toMillis());
    }
}
