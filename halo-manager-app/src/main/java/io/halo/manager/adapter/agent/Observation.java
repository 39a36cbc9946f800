package io.halo.manager.adapter.agent;

import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.ObserveRequest;
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Future;

/// The monitors of one request. Each answer is reported as soon as it is known, and each that stays
/// missing when nothing more can come.
final class Observation implements StreamObserver<Answer> {
    private final Link link;
    private final LinkedHashMap<String, Action.Look.One> missing = new LinkedHashMap<>();
    private final List<Future<?>> timers = new ArrayList<>();
    private final CallTrace trace = new CallTrace();

    Observation(Link link, List<Action.Look.One> what) {
        this.link = link;
        what.forEach(one -> missing.put(one.id().value(), one));
    }

    /// On the gateway's thread, over a channel that stands.
    void send(ManagedChannel channel, ObserveRequest request) {
        List<Duration> timeouts =
                missing.values().stream()
                        .map(Action.Look.One::timeout)
                        .distinct()
                        .sorted()
                        .toList();
        ClientCall<ObserveRequest, Answer> call =
                channel.newCall(
                        AgentGrpc.getObserveMethod(),
                        trace.follow(Operations.answerWithin(timeouts.getLast())));
        ClientCalls.asyncServerStreamingCall(call, request, this);
        trace.takeBackUnlessSent(call);
        // A short monitor does not wait for a long one's deadline when the host is gone.
        timeouts.forEach(timeout ->
                timers.add(
                        link.thread()
                                .after(Operations.answerWithin(timeout), () -> overdue(timeout))));
    }

    void notSent(String why) {
        end(Outcomes.notSent(why));
    }

    @Override
    public void onNext(Answer answer) {
        Instant at = link.clock().now();
        link.thread().execute(() -> answered(answer, at));
    }

    @Override
    public void onError(Throwable error) {
        link.thread().execute(() -> end(Outcomes.failure(Status.fromThrowable(error), trace)));
    }

    @Override
    public void onCompleted() {
        link.thread().execute(() -> end(Outcomes.unknown("the agent gave no answer for it")));
    }

    private void answered(Answer answer, Instant at) {
        Action.Look.One one = missing.remove(answer.getOperationId());
        if (one != null) {
            report(one, at, Outcomes.of(answer));
        }
        if (missing.isEmpty()) {
            timers.forEach(timer -> timer.cancel(false));
        }
    }

    private void overdue(Duration timeout) {
        for (Action.Look.One one : List.copyOf(missing.values())) {
            if (one.timeout().equals(timeout)) {
                missing.remove(one.id().value());
                report(one, link.clock().now(), Outcomes.unknown("no answer in time"));
            }
        }
    }

    private void end(Outcome.From result) {
        Instant at = link.clock().now();
        missing.values().forEach(one -> report(one, at, result));
        missing.clear();
        timers.forEach(timer -> timer.cancel(false));
    }

    private void report(Action.Look.One one, Instant at, Outcome.From result) {
        link.answers().put(new Input.Looked(link.host(), one.resource(), one.id(), at, result));
    }
}
