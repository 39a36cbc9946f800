package io.halo.manager.adapter.agent;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.Answer;
import io.halo.core.input.Outcome;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceSpec;
import io.halo.engine.ScriptChecks.Check;
import io.halo.engine.ScriptChecks.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks the agent of one host about its resources, one after the other: a check is not worth that
/// everything else waits for it. On the gateway's thread only.
final class HostCheck {
    /// What scripts advise for it, and more.
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int UNIMPLEMENTED = 3;

    private final Link link;
    private final CallLine line;
    private final Operations operations;
    private final ArrayDeque<ResourceSpec> open;
    private final Consumer<Check> told;
    private final Runnable done;

    /// @param told each answer
    /// @param done once nothing is open any more
    HostCheck(
            Link link,
            CallLine line,
            Operations operations,
            List<ResourceSpec> resources,
            Consumer<Check> told,
            Runnable done) {
        this.link = link;
        this.line = line;
        this.operations = operations;
        this.open = new ArrayDeque<>(resources);
        this.told = told;
        this.done = done;
    }

    void next() {
        ResourceSpec resource = open.poll();
        if (resource == null) {
            done.run();
            return;
        }
        line.whenReady(
                Operation.START_WITHIN,
                channel -> new Question(resource).send(channel),
                why -> unreachable(resource, why));
    }

    /// It was not asked and will not be for a while: neither about the others.
    private void unreachable(ResourceSpec resource, String why) {
        tell(resource, Result.UNANSWERED, why);
        open.forEach(other -> tell(other, Result.UNANSWERED, why));
        open.clear();
        done.run();
    }

    /// Nobody waits any more.
    void end() {
        open.clear();
    }

    private void tell(ResourceSpec resource, Result result, String text) {
        told.accept(new Check(link.host(), resource.id(), resource.kind(), result, text));
    }

    private final class Question implements StreamObserver<Answer> {
        private final ResourceSpec resource;
        private final CallTrace trace = new CallTrace();
        private boolean ended;

        Question(ResourceSpec resource) {
            this.resource = resource;
        }

        void send(ManagedChannel channel) {
            ClientCalls.asyncUnaryCall(
                    channel.newCall(
                            AgentGrpc.getExecuteMethod(),
                            trace.follow(Operations.answerWithin(TIMEOUT))),
                    operations.validateAll(resource, "validate-all " + UUID.randomUUID(), TIMEOUT),
                    this);
        }

        @Override
        public void onNext(Answer answer) {
            end(Outcomes.of(answer));
        }

        @Override
        public void onError(Throwable error) {
            end(Outcomes.failure(Status.fromThrowable(error), trace));
        }

        @Override
        public void onCompleted() {
            end(Outcomes.unknown("the agent ended the call without an answer"));
        }

        private void end(Outcome.From from) {
            link.thread()
                    .execute(() -> {
                        if (!ended) {
                            ended = true;
                            answered(from.outcome());
                            next();
                        }
                    });
        }

        private void answered(Outcome outcome) {
            switch (outcome) {
                case Outcome.Ended(int code, String words) -> {
                    switch (code) {
                        case 0 -> tell(resource, Result.FINE, "");
                        case UNIMPLEMENTED -> tell(resource, Result.UNABLE, words);
                        default ->
                                tell(
                                        resource,
                                        Result.OBJECTS,
                                        words.isEmpty() ? "exit status " + code : words);
                    }
                }
                case Outcome.NotRun(String why) -> tell(resource, Result.MISSING, why);
                case Outcome.TimedOut(_, String words) ->
                        tell(resource, Result.UNANSWERED, plus("it timed out", words));
                case Outcome.Busy(String what) -> tell(resource, Result.UNANSWERED, what);
                case Outcome.Refused refused ->
                        tell(resource, Result.UNANSWERED, plus("refused", refused.why()));
                case Outcome.NotSent(String why) -> tell(resource, Result.UNANSWERED, why);
                case Outcome.Unknown(String why) -> tell(resource, Result.UNANSWERED, why);
            }
        }

        private static String plus(String what, @Nullable String words) {
            return words == null || words.isEmpty() ? what : what + ": " + words;
        }
    }
}
