package io.halo.agent.grpc;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.Answer;

/// Sends the answers of one call, from whatever thread they come, and ends the call with the last
/// one.
final class AnswerStream {
    private final StreamObserver<Answer> client;
    private int missing;
    private Status status = Status.OK;

    AnswerStream(StreamObserver<Answer> client, int expected) {
        this.client = client;
        this.missing = expected;
        if (expected == 0) {
            client.onCompleted();
        }
    }

    synchronized void give(Answer answer) {
        client.onNext(answer);
        countDown();
    }

    /// There will be no answer for one of them: the call ends with this status, after the other
    /// answers.
    synchronized void fail(Status why) {
        status = why;
        countDown();
    }

    private void countDown() {
        missing--;
        if (missing > 0) {
            return;
        }
        if (status.isOk()) {
            client.onCompleted();
        } else {
            client.onError(status.asRuntimeException());
        }
    }
}
