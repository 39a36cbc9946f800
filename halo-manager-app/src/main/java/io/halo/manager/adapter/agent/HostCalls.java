package io.halo.manager.adapter.agent;

import io.halo.agent.v1.ObserveRequest;
import io.halo.core.model.Operation;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.util.List;

/// Starts, stops and monitors of one host. Each is sent at most once and reported exactly once. On
/// the gateway's thread only.
final class HostCalls {
    private final Link link;
    private final CallLine line;
    private final Operations operations;

    HostCalls(Link link, CallLine line, Operations operations) {
        this.link = link;
        this.line = line;
        this.operations = operations;
    }

    void operate(Action.Operate action) {
        Execution execution = new Execution(link, action);
        Duration left = Duration.between(link.clock().now(), action.notAfter());
        if (left.isNegative()) {
            execution.tooLate();
            return;
        }
        line.whenReady(
                left,
                channel -> execution.send(channel, operations.execute(link.claim().get(), action)),
                execution::notSent);
    }

    void look(Action.Look look) {
        if (look.what().isEmpty()) {
            return;
        }
        int from = 0;
        for (ObserveRequest request : operations.observe(link.claim().get(), look.what())) {
            List<Action.Look.One> part =
                    look.what().subList(from, from + request.getMonitorsCount());
            from += part.size();
            Observation observation = new Observation(link, part);
            line.whenReady(
                    Operation.START_WITHIN,
                    channel -> observation.send(channel, request),
                    observation::notSent);
        }
    }
}
