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
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.plan.Action;
import java.time.Instant;

/// One start or stop, from the last look at the clock to its one outcome.
final class Execution implements StreamObserver<Answer> {
    private final Link link;
    private final Action.Operate action;
    private final CallTrace trace = new CallTrace();
    private boolean reported;

    Execution(Link link, Action.Operate action) {
        this.link = link;
        this.action = action;
    }

    /// On the gateway's thread, over a channel that stands.
    void send(ManagedChannel channel, ExecuteRequest request) {
        CallOptions options = trace.follow(Operations.answerWithin(action.timeout()));
        ClientCall<ExecuteRequest, Answer> call =
                channel.newCall(AgentGrpc.getExecuteMethod(), options);
        // The last moment: from here on it is on its way (L9).
        if (link.clock().now().isAfter(action.notAfter())) {
            tooLate();
            return;
        }
        ClientCalls.asyncUnaryCall(call, request, this);
        trace.takeBackUnlessSent(call);
    }

    void tooLate() {
        notSent("too late: it was planned more than two seconds ago");
    }

    void notSent(String why) {
        report(Outcomes.notSent(why));
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
                        link.answers()
                                .put(
                                        new Input.OperationEnded(
                                                link.host(),
                                                action.resource(),
                                                action.id(),
                                                at,
                                                result));
                    }
                });
    }
}
