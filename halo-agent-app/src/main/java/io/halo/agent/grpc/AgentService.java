package io.halo.agent.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.halo.agent.grpc.Requests.Monitor;
import io.halo.agent.operation.Operations;
import io.halo.agent.operation.Outcome;
import io.halo.agent.operation.Request;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.HeartbeatRequest;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.agent.v1.ObserveRequest;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service. Its methods return at once; scripts run on threads of their own, to their end,
/// whether or not the client is still there to hear of it.
public final class AgentService extends AgentGrpc.AgentImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(AgentService.class);

    private final Operations operations;
    private final Executor threads;

    public AgentService(Operations operations, Executor threads) {
        this.operations = operations;
        this.threads = threads;
    }

    @Override
    public void heartbeat(HeartbeatRequest message, StreamObserver<HeartbeatResponse> client) {
        parse(
                message,
                request -> Requests.claim(request.getManager()),
                client,
                claim -> {
                    var refused = operations.greet(claim);
                    client.onNext(Answers.heartbeat(operations.state(), refused));
                    client.onCompleted();
                });
    }

    @Override
    public void execute(ExecuteRequest message, StreamObserver<Answer> client) {
        long receivedAt = System.nanoTime();
        parse(
                message,
                request -> Requests.execute(request, receivedAt),
                client,
                request -> {
                    var answers = new AnswerStream(listening(client), 1);
                    begin(request, answers);
                });
    }

    @Override
    public void observe(ObserveRequest message, StreamObserver<Answer> client) {
        long receivedAt = System.nanoTime();
        parse(
                message,
                request -> Requests.observe(request, receivedAt),
                client,
                monitors -> {
                    var answers = new AnswerStream(listening(client), monitors.size());
                    observe(monitors, answers);
                });
    }

    /// In the order of the request, so that all of them are seen before a start that comes in
    /// later.
    private void observe(List<Monitor> monitors, AnswerStream answers) {
        for (var monitor : monitors) {
            switch (monitor) {
                case Monitor.Good good -> begin(good.request(), answers);
                case Monitor.Bad bad ->
                        answers.give(Answers.badRequest(operations.state(), bad.id(), bad.why()));
            }
        }
    }

    private void begin(Request request, AnswerStream answers) {
        var refused = operations.admit(request);
        if (refused.isPresent()) {
            answers.give(answer(request, refused.get()));
        } else {
            threads.execute(() -> run(request, answers));
        }
    }

    private void run(Request request, AnswerStream answers) {
        try {
            answers.give(answer(request, operations.run(request)));
        } catch (RuntimeException e) {
            LOG.error("a bug: {} has failed", request.operation(), e);
            answers.fail(Status.INTERNAL.withDescription("a bug of the agent; its log tells more"));
        }
    }

    private Answer answer(Request request, Outcome outcome) {
        return Answers.answer(operations.state(), request.operation().id(), outcome);
    }

    private static <M, R> void parse(
            M message, Function<M, R> parser, StreamObserver<?> client, Consumer<R> next) {
        R request;
        try {
            request = parser.apply(message);
        } catch (IllegalArgumentException e) {
            client.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
            return;
        }
        next.accept(request);
    }

    /// Having a handler for it, a client that has gone away is no error here.
    private static StreamObserver<Answer> listening(StreamObserver<Answer> client) {
        if (client instanceof ServerCallStreamObserver<Answer> call) {
            call.setOnCancelHandler(
                    () -> LOG.debug("a client went away before all of its operations had ended"));
        }
        return client;
    }
}
