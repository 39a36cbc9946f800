package io.halo.manager.support;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.AgentState;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Busy;
import io.halo.agent.v1.Ended;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.HeartbeatRequest;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.agent.v1.ObserveRequest;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Refused;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A small agent on loopback: real gRPC, no scripts. A resource whose id begins with `hung` is
/// never answered; the others run from a start to a stop.
public final class FakeAgent extends AgentGrpc.AgentImplBase implements AutoCloseable {
    public final String instance = UUID.randomUUID().toString();
    public final AtomicInteger beats = new AtomicInteger();
    public final Queue<ExecuteRequest> executed = new ConcurrentLinkedQueue<>();
    public final Queue<ExecuteRequest> asked = new ConcurrentLinkedQueue<>();
    public final Queue<ObserveRequest> observed = new ConcurrentLinkedQueue<>();
    public final CountDownLatch hung = new CountDownLatch(1);
    public final Set<SocketAddress> connections = ConcurrentHashMap.newKeySet();
    public final Set<String> runs = ConcurrentHashMap.newKeySet();

    /// Starts and stops are answered when it is open.
    public volatile CountDownLatch hold = new CountDownLatch(0);

    /// What every script prints for meta-data.
    public volatile String metaData = "";

    /// What becomes of validate-all; it ends with 0 if nothing is said.
    public volatile UnaryOperator<Answer.Builder> validate = UnaryOperator.identity();

    /// So many questions for meta-data are not answered because a script runs.
    public final AtomicInteger busy = new AtomicInteger();

    public volatile long obeys;
    public volatile boolean answersHeartbeats = true;
    private final Server server;

    private FakeAgent(int port, SslContext tls) throws IOException {
        var builder =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .addService(this)
                        .addTransportFilter(
                                new ServerTransportFilter() {
                                    @Override
                                    public Attributes transportReady(Attributes connection) {
                                        connections.add(
                                                connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
                                        return connection;
                                    }
                                });
        if (tls != null) {
            builder.sslContext(tls);
        }
        server = builder.build().start();
    }

    public static FakeAgent start() throws IOException {
        return new FakeAgent(0, null);
    }

    public static FakeAgent start(int port) throws IOException {
        return new FakeAgent(port, null);
    }

    public static FakeAgent start(SslContext tls) throws IOException {
        return new FakeAgent(0, tls);
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        kill();
    }

    /// As a killed process: connections closed, the port free.
    public void kill() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> answer) {
        beats.incrementAndGet();
        if (!answersHeartbeats) {
            return;
        }
        HeartbeatResponse.Builder response = HeartbeatResponse.newBuilder().setAgent(state());
        if (request.getManager().getEpoch() < obeys) {
            response.setRefused(Refused.newBuilder().setReason(Refused.Reason.REASON_LOWER_EPOCH));
        }
        answer.onNext(response.build());
        answer.onCompleted();
    }

    @Override
    public void execute(ExecuteRequest request, StreamObserver<Answer> answer) {
        if (request.getOperation().getOp() == Op.OP_META_DATA) {
            asked.add(request);
            Answer.Builder said = ended(request.getOperation()).toBuilder();
            if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                said.setBusy(Busy.newBuilder());
            } else {
                said.getEndedBuilder().setStdout(metaData);
            }
            answer.onNext(said.build());
            answer.onCompleted();
            return;
        }
        if (request.getOperation().getOp() == Op.OP_VALIDATE_ALL) {
            asked.add(request);
            answer.onNext(validate.apply(ended(request.getOperation()).toBuilder()).build());
            answer.onCompleted();
            return;
        }
        executed.add(request);
        String resource = request.getOperation().getResource().getId();
        if (resource.startsWith("hung")) {
            hung.countDown();
        } else if (resource.startsWith("bad")) {
            answer.onError(
                    Status.INVALID_ARGUMENT.withDescription("no such thing").asRuntimeException());
        } else {
            opened();
            change(request.getOperation());
            answer.onNext(ended(request.getOperation()));
            answer.onCompleted();
        }
    }

    private void opened() {
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void change(Operation operation) {
        String resource = operation.getResource().getId();
        if (operation.getOp() == Op.OP_START) {
            runs.add(resource);
        } else if (operation.getOp() == Op.OP_STOP) {
            runs.remove(resource);
        }
    }

    @Override
    public void observe(ObserveRequest request, StreamObserver<Answer> answer) {
        observed.add(request);
        List<Operation> quick =
                request.getMonitorsList().stream()
                        .filter(monitor -> !monitor.getResource().getId().startsWith("hung"))
                        .toList();
        quick.forEach(monitor -> answer.onNext(ended(monitor)));
        if (quick.size() == request.getMonitorsCount()) {
            answer.onCompleted();
        } else {
            hung.countDown();
        }
    }

    private Answer ended(Operation operation) {
        boolean stopped =
                operation.getOp() == Op.OP_MONITOR
                        && !runs.contains(operation.getResource().getId());
        return Answer.newBuilder()
                .setAgent(state())
                .setOperationId(operation.getId())
                .setEnded(
                        Ended.newBuilder()
                                .setExitStatus(stopped ? 7 : 0)
                                .setStderrTail("first\nlast words\n"))
                .build();
    }

    private AgentState.Builder state() {
        return AgentState.newBuilder()
                .setInstance(instance)
                .setBootId("boot")
                .setHighestEpoch(obeys)
                .setHighestManager("other")
                .setMemoryDurable(true);
    }
}
