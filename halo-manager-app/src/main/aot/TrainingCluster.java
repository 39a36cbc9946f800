import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.AgentState;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Ended;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.HeartbeatRequest;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.agent.v1.ObserveRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// A few failover pairs for the manager to practise on: agents in this process, whose resources are entries of a set.
/// One agent of each pair dies in turn. Run by the build from its source, while it trains the manager's AOT cache; no part
/// of any program.
class TrainingCluster {
    /// The first failover loads the classes, the later ones show the compiler which paths are hot.
    private static final int PAIRS = 6;

    private static final int TARGETS = 3;
    private static final int STOPPED = 7;
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_EVERY_MILLIS = 50;

    /// As long as it lasts until the monitors of an idle cluster are routine.
    private static final int ROUNDS = 40;

    /// @param args the directory for the configuration, a fence program that works there, the manager's socket
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[0]);
        Path socket = Path.of(args[2]);
        List<Agent> agents = new ArrayList<>();
        for (int host = 0; host < 2 * PAIRS; host++) {
            agents.add(new Agent("host" + host));
        }
        Path written = Files.writeString(directory.resolve("halo.conf.new"), configuration(agents, args[1]));
        Files.move(written, directory.resolve("halo.conf"), StandardCopyOption.ATOMIC_MOVE);

        until("everything runs", () -> agents.stream().allMatch(agent -> agent.running.size() == 1 + TARGETS));
        until("every host is protected", () -> count(status(socket), "\"protected\":{\"ok\":true") == agents.size());
        until("monitors are routine", () -> agents.getFirst().looks > ROUNDS * (1 + TARGETS));
        for (int pair = 0; pair < PAIRS; pair++) {
            Agent dying = agents.get(2 * pair);
            Agent partner = agents.get(2 * pair + 1);
            dying.server.shutdownNow();
            until(partner.name + " runs everything", () -> partner.running.size() == 2 * (1 + TARGETS));
            until("the status says so", () -> count(status(socket), "Failed Over") >= 1);
        }
        Files.writeString(directory.resolve("trained"), "");
        Thread.currentThread().join(); // the manager must not see the others die
    }

    private static String configuration(List<Agent> agents, String fenceProgram) {
        var hosts = new StringBuilder("hosts:\n");
        var resources = new StringBuilder("resources:\n");
        var groups = new StringBuilder("resource_groups:\n");
        for (int i = 0; i < agents.size(); i++) {
            Agent agent = agents.get(i);
            String pool = "pool" + i;
            List<String> targets = new ArrayList<>();
            for (int j = 0; j < TARGETS; j++) {
                String target = "target" + i + "_" + j;
                targets.add(target);
                resources.append("- { name: %s, kind: lustre/Lustre, parameters: { mountpoint: /mnt/%s, target: %s/%s } }\n"
                        .formatted(target, target, pool, target));
            }
            resources.append("- { name: %s, kind: heartbeat/ZFS, parameters: { pool: %s, importforce: \"false\" }, dependents: %s }\n"
                    .formatted(pool, pool, targets));
            hosts.append("- { hostname: \"127.0.0.1:%d\", name: %s, fence_agent: %s }\n"
                    .formatted(agent.server.getPort(), agent.name, fenceProgram));
            groups.append("- { root: %s, home_host: %s, failover_hosts: [ %s ] }\n"
                    .formatted(pool, agent.name, agents.get(i ^ 1).name));
        }
        return "cluster:\n  fencing: { check_interval: 1s, max_per_hour: 1000 }\n" + hosts + resources + groups;
    }

    private static String status(Path socket) {
        byte[] request = "GET /status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        var text = new StringBuilder();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request));
            ByteBuffer part = ByteBuffer.allocate(16 * 1024);
            while (channel.read(part.clear()) >= 0) {
                text.append(StandardCharsets.UTF_8.decode(part.flip()));
            }
        } catch (IOException e) {
            return ""; // not yet
        }
        return text.toString();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                System.err.println("not in time: " + what);
                System.exit(1);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /// One agent. Its scripts take no time and never fail.
    private static final class Agent extends AgentGrpc.AgentImplBase {
        final String name;
        final Server server;
        final Set<String> running = ConcurrentHashMap.newKeySet();
        volatile int looks;

        Agent(String name) throws IOException {
            this.name = name;
            this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(this)
                    .build()
                    .start();
        }

        @Override
        public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> client) {
            client.onNext(HeartbeatResponse.newBuilder().setAgent(state()).build());
            client.onCompleted();
        }

        @Override
        public void execute(ExecuteRequest request, StreamObserver<Answer> client) {
            String resource = request.getOperation().getResource().getId();
            switch (request.getOperation().getOp()) {
                case OP_START -> running.add(resource);
                case OP_STOP -> running.remove(resource);
                default -> {
                    client.onError(Status.UNIMPLEMENTED.asRuntimeException());
                    return;
                }
            }
            client.onNext(ended(request.getOperation().getId(), 0));
            client.onCompleted();
        }

        @Override
        public void observe(ObserveRequest request, StreamObserver<Answer> client) {
            request.getMonitorsList().forEach(monitor -> {
                int code = running.contains(monitor.getResource().getId()) ? 0 : STOPPED;
                client.onNext(ended(monitor.getId(), code));
            });
            client.onCompleted();
            looks += request.getMonitorsCount();
        }

        private Answer ended(String operation, int code) {
            return Answer.newBuilder()
                    .setAgent(state())
                    .setOperationId(operation)
                    .setEnded(Ended.newBuilder().setExitStatus(code))
                    .build();
        }

        private AgentState state() {
            return AgentState.newBuilder()
                    .setInstance("instance-" + name)
                    .setBootId("boot-" + name)
                    .setMemoryDurable(true)
                    .build();
        }
    }
}
