package io.halo.manager.adapter.agent;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.ObserveRequest;
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        Duration left = Duration.between(link.clock().now(), action.notAfter());
        if (left.isNegative()) {
            ended(action, tooLate());
        } else {
            line.whenReady(
                    left,
                    channel -> send(action, channel),
                    why -> ended(action, Outcomes.notSent(why)));
        }
    }

    void look(Action.Look look) {
        var chunks = operations.observe(link.claim().get(), look.what());
        int from = 0;
        for (ObserveRequest request : chunks) {
            List<Action.Look.One> part =
                    look.what().subList(from, from + request.getMonitorsCount());
            from += part.size();
            Watch watch = new Watch(part);
            line.whenReady(
                    Operations.START_WITHIN,
                    channel -> watch.send(channel, request),
                    why -> watch.end(Outcomes.notSent(why)));
        }
    }

    private void send(Action.Operate action, ManagedChannel channel) {
        ExecuteRequest request = operations.execute(link.claim().get(), action);
        CallTrace trace = new CallTrace();
        ClientCall<ExecuteRequest, Answer> call =
                channel.newCall(
                        AgentGrpc.getExecuteMethod(),
                        options(trace, Operations.answerWithin(action.timeout())));
        // The last moment: from here on it is on its way (L9).
        if (link.clock().now().isAfter(action.notAfter())) {
            ended(action, tooLate());
            return;
        }
        ClientCalls.asyncUnaryCall(call, request, new Once(action, trace));
        takeBackUnlessSent(call, trace);
    }

    /// The connection may have gone in this very moment: then gRPC holds the request back for
    /// another one.
    private static void takeBackUnlessSent(ClientCall<?, ?> call, CallTrace trace) {
        if (!trace.sent()) {
            call.cancel("the connection was lost before the request was sent", null);
        }
    }

    private static CallOptions options(CallTrace trace, Duration deadline) {
        return trace.follow(
                CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS));
    }

    private static Outcome.From tooLate() {
        return Outcomes.notSent("too late: it was planned more than two seconds ago");
    }

    private void ended(Action.Operate action, Outcome.From result) {
        ended(action, link.clock().now(), result);
    }

    private void ended(Action.Operate action, Instant at, Outcome.From result) {
        link.answers()
                .put(
                        new Input.OperationEnded(
                                link.host(), action.resource(), action.id(), at, result));
    }

    /// The answer to one start or stop.
    private final class Once implements StreamObserver<Answer> {
        private final Action.Operate action;
        private final CallTrace trace;
        private boolean reported;

        Once(Action.Operate action, CallTrace trace) {
            this.action = action;
            this.trace = trace;
        }

        @Override
        public void onNext(Answer answer) {
            report(
                    answer.getOperationId().equals(action.id().value())
                            ? Outcomes.of(answer)
                            : Outcomes.unknown("the agent answered for another operation"));
        }

        @Override
        public void onError(Throwable error) {
            report(Outcomes.failure(Status.fromThrowable(error), trace));
        }

        @Override
        public void onCompleted() {
            report(Outcomes.unknown("the agent ended the call without an answer"));
        }

        private void report(Outcome.From result) {
            Instant at = link.clock().now();
            link.thread()
                    .execute(() -> {
                        if (!reported) {
                            reported = true;
                            ended(action, at, result);
                        }
                    });
        }
    }

    /// The monitors of one request, as long as their answers are missing.
    private final class Watch implements StreamObserver<Answer> {
        private final LinkedHashMap<String, Action.Look.One> missing = new LinkedHashMap<>();
        private final CallTrace trace = new CallTrace();

        Watch(List<Action.Look.One> what) {
            what.forEach(one -> missing.put(one.id().value(), one));
        }

        void send(ManagedChannel channel, ObserveRequest request) {
            Duration longest =
                    missing.values().stream()
                            .map(Action.Look.One::timeout)
                            .max(Duration::compareTo)
                            .orElse(Duration.ZERO);
            ClientCall<ObserveRequest, Answer> call =
                    channel.newCall(
                            AgentGrpc.getObserveMethod(),
                            options(trace, Operations.answerWithin(longest)));
            ClientCalls.asyncServerStreamingCall(call, request, this);
            takeBackUnlessSent(call, trace);
            // A short monitor does not wait for a long one's deadline when the host is gone.
            missing.values().stream()
                    .map(Action.Look.One::timeout)
                    .distinct()
                    .forEach(this::watchFor);
        }

        private void watchFor(Duration timeout) {
            var _ =
                    link.thread()
                            .after(
                                    Operations.answerWithin(timeout),
                                    () -> end(timeout, Outcomes.unknown("no answer in time")));
        }

        void end(Outcome.From result) {
            Instant at = link.clock().now();
            missing.values().forEach(one -> looked(one, at, result));
            missing.clear();
        }

        private void end(Duration timeout, Outcome.From result) {
            for (Action.Look.One one : List.copyOf(missing.values())) {
                if (one.timeout().equals(timeout)) {
                    missing.remove(one.id().value());
                    looked(one, link.clock().now(), result);
                }
            }
        }

        private void looked(Action.Look.One one, Instant at, Outcome.From result) {
            link.answers().put(new Input.Looked(link.host(), one.resource(), one.id(), at, result));
        }

        @Override
        public void onNext(Answer answer) {
            Instant at = link.clock().now();
            link.thread()
                    .execute(() -> {
                        Action.Look.One one = missing.remove(answer.getOperationId());
                        if (one != null) {
                            looked(one, at, Outcomes.of(answer));
                        }
                    });
        }

        @Override
        public void onError(Throwable error) {
            link.thread().execute(() -> end(Outcomes.failure(Status.fromThrowable(error), trace)));
        }

        @Override
        public void onCompleted() {
            link.thread().execute(() -> end(Outcomes.unknown("the agent gave no answer for it")));
        }
    }
}
