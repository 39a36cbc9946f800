package io.halo.agent.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.AgentState;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.HeartbeatRequest;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.agent.v1.Manager;
import io.halo.agent.v1.ObserveRequest;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Parameter;
import io.halo.agent.v1.Resource;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A manager as the agent sees it.
public final class Client implements AutoCloseable {
    private final ManagedChannel channel;
    private Manager manager = manager(1, "m1");
    private String agent = "";
    private long sequence;

    public Client(int port) {
        this("127.0.0.1", port);
    }

    public Client(String host, int port) {
        channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().disableRetry().build();
        agent = heartbeat(0, "").getAgent().getInstance();
    }

    public static Manager manager(long epoch, String instance) {
        return Manager.newBuilder().setEpoch(epoch).setInstance(instance).build();
    }

    /// From now on requests are this manager's.
    public Client as(long epoch, String instance) {
        manager = manager(epoch, instance);
        return this;
    }

    /// From now on requests are meant for this agent process.
    public Client to(String instance) {
        agent = instance;
        return this;
    }

    public AgentGrpc.AgentBlockingStub stub() {
        return AgentGrpc.newBlockingStub(channel)
                .withDeadlineAfter(OcfScripts.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    public AgentGrpc.AgentFutureStub future() {
        return AgentGrpc.newFutureStub(channel)
                .withDeadlineAfter(OcfScripts.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    public ManagedChannel channel() {
        return channel;
    }

    public HeartbeatResponse heartbeat(long epoch, String instance) {
        return stub().heartbeat(
                        HeartbeatRequest.newBuilder().setManager(manager(epoch, instance)).build());
    }

    public AgentState state() {
        return heartbeat(0, "").getAgent();
    }

    /// An operation of `test/Shell`, with the next sequence.
    public Operation.Builder operation(Op op, String resource, String script) {
        sequence++;
        return Operation.newBuilder()
                .setId("op-" + sequence)
                .setSequence(sequence)
                .setOp(op)
                .setResource(Resource.newBuilder().setId(resource).setKind("test/Shell"))
                .addParameters(Parameter.newBuilder().setName("do").setValue(script))
                .setTimeoutMillis(OcfScripts.LONG.toMillis());
    }

    /// Takes the last operation's sequence back.
    public void back() {
        sequence--;
    }

    public ExecuteRequest request(Operation.Builder operation) {
        return ExecuteRequest.newBuilder()
                .setManager(manager)
                .setAgentInstance(agent)
                .setOperation(operation)
                .build();
    }

    public Answer execute(Operation.Builder operation) {
        return stub().execute(request(operation));
    }

    public Answer execute(Op op, String resource, String script) {
        return execute(operation(op, resource, script));
    }

    public Iterator<Answer> observe(List<Operation> monitors) {
        return stub().observe(
                        ObserveRequest.newBuilder()
                                .setManager(manager)
                                .setAgentInstance(agent)
                                .addAllMonitors(monitors)
                                .build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
