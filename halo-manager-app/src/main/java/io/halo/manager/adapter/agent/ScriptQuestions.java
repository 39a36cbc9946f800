package io.halo.manager.adapter.agent;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.Operation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks the agent of one host what the scripts that it may run say about themselves, one after the
/// other: when a new process of it answers, and again from time to time, for packages are upgraded
/// under it. On the gateway's thread only.
final class ScriptQuestions {
    /// Scripts advise five seconds for this, and a processor may be busy.
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    /// On average, so that a thousand hosts do not ask in step.
    private static final Duration AGAIN = Duration.ofHours(1);

    /// So often a script is asked that tells nothing for a reason that may pass.
    private static final int ATTEMPTS = 3;

    private final Link link;
    private final CallLine line;
    private final List<String> kinds;
    private final ScriptBook book;
    private final ArrayDeque<Turn> open = new ArrayDeque<>();
    private @Nullable AgentInstance met;
    private boolean asking;

    /// When something is to be asked once more.
    private Future<?> later = CompletableFuture.completedFuture(null);

    /// @param kinds the scripts that the host may run
    ScriptQuestions(Link link, CallLine line, List<String> kinds, ScriptBook book) {
        this.link = link;
        this.line = line;
        this.kinds = kinds;
        this.book = book;
    }

    /// The agent has answered over a new connection.
    void meet(AgentInstance instance) {
        if (!instance.equals(met)) {
            met = instance;
            askAll();
        }
    }

    private void askAll() {
        open.clear();
        kinds.forEach(kind -> open.add(new Turn(kind, 1)));
        next();
    }

    private void next() {
        if (asking) {
            return;
        }
        Turn turn = open.peek();
        if (turn == null) {
            long most = AGAIN.toNanos();
            after(
                    Duration.ofNanos(
                            ThreadLocalRandom.current().nextLong(most / 2, most + most / 2)),
                    this::askAll);
            return;
        }
        asking = true;
        line.whenReady(
                Operation.START_WITHIN, channel -> new Question(turn).send(channel), _ -> retry());
    }

    /// The connection was lost, or the agent is busy: not at once, and not for ever in step with
    /// what keeps it busy.
    private void retry() {
        asking = false;
        after(link.deadAfter(), this::next);
    }

    private void after(Duration pause, Runnable what) {
        later.cancel(false);
        later = link.thread().after(pause, what);
    }

    /// @param attempt the how manieth, from 1
    private record Turn(String kind, int attempt) {}

    private final class Question implements StreamObserver<Answer> {
        private final Turn turn;
        private final @Nullable AgentInstance asked = met;
        private boolean ended;

        Question(Turn turn) {
            this.turn = turn;
        }

        void send(ManagedChannel channel) {
            ExecuteRequest request =
                    Operations.metaData(turn.kind(), "meta-data " + UUID.randomUUID(), TIMEOUT);
            ClientCalls.asyncUnaryCall(
                    channel.newCall(
                            AgentGrpc.getExecuteMethod(),
                            CallOptions.DEFAULT.withDeadlineAfter(
                                    Operations.answerWithin(TIMEOUT).toMillis(),
                                    TimeUnit.MILLISECONDS)),
                    request,
                    this);
        }

        @Override
        public void onNext(Answer answer) {
            end(() -> answered(answer));
        }

        /// What is wrong with the request itself will be wrong with the next one, too.
        @Override
        public void onError(Throwable error) {
            boolean hopeless =
                    Status.fromThrowable(error).getCode() == Status.Code.INVALID_ARGUMENT;
            end(hopeless ? this::done : ScriptQuestions.this::retry);
        }

        @Override
        public void onCompleted() {
            end(this::done);
        }

        private void end(Runnable how) {
            link.thread()
                    .execute(() -> {
                        if (!ended) {
                            ended = true;
                            how.run();
                        }
                    });
        }

        /// A script that is not there, fails or says nothing gives no advice; looks tell what is
        /// wrong with it. Where it was not run to its end, it may be the next time.
        private void answered(Answer answer) {
            switch (answer.getOutcomeCase()) {
                case TIMED_OUT, BUSY, REFUSED -> again();
                case ENDED -> {
                    if (answer.getEnded().getExitStatus() == 0) {
                        book.heard(link.host(), turn.kind(), answer.getEnded().getStdout());
                    }
                    done();
                }
                case NOT_RUN, OUTCOME_NOT_SET -> done();
            }
        }

        /// After the others.
        private void again() {
            if (Objects.equals(asked, met) && open.remove(turn) && turn.attempt() < ATTEMPTS) {
                open.add(new Turn(turn.kind(), turn.attempt() + 1));
            }
            retry();
        }

        private void done() {
            asking = false;
            if (Objects.equals(asked, met)) {
                open.remove(turn);
            }
            next();
        }
    }
}
