package io.halo.clusters.load;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Manager;
import io.halo.agent.v1.ObserveRequest;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Resource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// The manager's side of the load. Answers come on threads of gRPC.
final class Monitors implements AutoCloseable {
    private static final Manager MANAGER =
            Manager.newBuilder().setEpoch(1).setInstance("bench").build();
    private static final long TIMEOUT_MILLIS = 20_000;

    private final ManagedChannel channel;
    private final AtomicLong ran = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();
    private final AtomicReference<String> wrong = new AtomicReference<>("");
    private long asked;

    Monitors(String address) {
        channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    }

    /// In one request, as a manager asks for all that is due.
    void ask(int firstResource, int count) {
        ObserveRequest.Builder request = ObserveRequest.newBuilder().setManager(MANAGER);
        for (int resource = firstResource; resource < firstResource + count; resource++) {
            asked++;
            request.addMonitors(
                    Operation.newBuilder()
                            .setId("m" + asked)
                            .setSequence(asked)
                            .setOp(Op.OP_MONITOR)
                            .setResource(
                                    Resource.newBuilder()
                                            .setId("r" + resource)
                                            .setKind(BenchScript.KIND))
                            .setTimeoutMillis(TIMEOUT_MILLIS)
                            .setIntervalMillis(1_000));
        }
        AgentGrpc.newStub(channel).observe(request.build(), new Count());
    }

    /// How many scripts ran. On a machine that cannot keep up some monitors find the last one of
    /// their resource still running; those are busy, and none of these.
    long ran() {
        return ran.get();
    }

    boolean isAllAnswered() {
        if (!wrong.get().isEmpty()) {
            throw new IllegalStateException("a monitor went wrong: " + wrong);
        }
        return ran.get() + busy.get() == asked;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private final class Count implements StreamObserver<Answer> {
        @Override
        public void onNext(Answer answer) {
            if (answer.hasEnded() && answer.getEnded().getExitStatus() == 0) {
                ran.incrementAndGet();
            } else if (answer.hasBusy()) {
                busy.incrementAndGet();
            } else {
                wrong.set(answer.toString());
            }
        }

        @Override
        public void onError(Throwable failure) {
            wrong.set(failure.toString());
        }

        @Override
        public void onCompleted() {}
    }
}
