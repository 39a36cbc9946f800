import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.halo.agent.v1.AgentGrpc;
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
import java.util.concurrent.TimeUnit;

/// Has an agent start, monitor and stop resources. Run by the build from its source, while it trains the agent's AOT cache;
/// no part of any program.
class TrainingManager {
    private static final Manager MANAGER =
            Manager.newBuilder().setEpoch(1).setInstance("training").build();

    /// The first round loads the classes, the later ones show the compiler which paths are hot.
    private static final int ROUNDS = 40;

    private static final int RESOURCES = 4;
    private static final int STOPPED = 7;
    private static final long DEADLINE_SECONDS = 30;
    private static final long TIMEOUT_MILLIS = 20_000;

    private final AgentGrpc.AgentBlockingStub agent;
    private final String directory;
    private long sequence;

    private TrainingManager(AgentGrpc.AgentBlockingStub agent, String directory) {
        this.agent = agent;
        this.directory = directory;
    }

    /// @param args the agent's port, a directory for the resources
    public static void main(String[] args) {
        for (int connection = 0; connection < 4; connection++) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(args[0]))
                    .usePlaintext()
                    .build();
            var manager = new TrainingManager(AgentGrpc.newBlockingStub(channel), args[1]);
            manager.sequence = connection * 100_000L;
            for (int round = 0; round < ROUNDS / 4; round++) {
                manager.round();
            }
            channel.shutdownNow();
        }
    }

    private void round() {
        HeartbeatResponse state = soon().heartbeat(HeartbeatRequest.newBuilder().setManager(MANAGER).build());
        observe(STOPPED);
        String instance = state.getAgent().getInstance();
        for (int resource = 0; resource < RESOURCES; resource++) {
            execute(instance, resource, Op.OP_START);
        }
        observe(0);
        execute(instance, 0, Op.OP_META_DATA);
        for (int resource = 0; resource < RESOURCES; resource++) {
            execute(instance, resource, Op.OP_STOP);
        }
    }

    private void observe(int expected) {
        ObserveRequest.Builder request = ObserveRequest.newBuilder().setManager(MANAGER);
        for (int resource = 0; resource < RESOURCES; resource++) {
            request.addMonitors(operation(resource, Op.OP_MONITOR));
        }
        Iterator<Answer> answers = soon().observe(request.build());
        answers.forEachRemaining(answer -> check(answer, expected));
    }

    private void execute(String instance, int resource, Op op) {
        ExecuteRequest request = ExecuteRequest.newBuilder()
                .setManager(MANAGER)
                .setAgentInstance(instance)
                .setOperation(operation(resource, op))
                .build();
        check(soon().execute(request), 0);
    }

    private Operation operation(int resource, Op op) {
        sequence++;
        return Operation.newBuilder()
                .setId("training." + sequence)
                .setSequence(sequence)
                .setOp(op)
                .setResource(Resource.newBuilder().setId("file" + resource).setKind("training/File"))
                .addParameters(Parameter.newBuilder().setName("file").setValue(directory + "/file" + resource))
                .setTimeoutMillis(TIMEOUT_MILLIS)
                .build();
    }

    private AgentGrpc.AgentBlockingStub soon() {
        return agent.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private static void check(Answer answer, int expected) {
        if (!answer.hasEnded() || answer.getEnded().getExitStatus() != expected) {
            throw new IllegalStateException("expected " + expected + ", got " + answer);
        }
    }
}
