package io.halo.manager.adapter.agent;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.HostId;
import io.halo.core.plan.Action;
import io.halo.engine.AgentGateway;
import io.halo.engine.Inbox;
import io.halo.engine.MonotonicClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The agents of all hosts, over gRPC. Every method only leaves a task for the gateway's thread.
final class GrpcAgentGateway implements AgentGateway {
    /// The system's resolver blocks; with a few at a time one slow name does not hold up all
    /// others.
    private static final int RESOLVERS = 4;

    /// The resolver is needed at start and in trouble; its threads go when they are idle.
    private static final Duration RESOLVER_IDLE = Duration.ofSeconds(5);

    private final GatewayThread thread = new GatewayThread();
    private final Answers answers;
    private final ScriptBook book;
    private final ChannelMaker channels;
    private final ThreadPoolExecutor resolver;
    private final Duration beat;
    private final SequencedMap<HostId, Agent> agents = new LinkedHashMap<>();
    private volatile Claim claim = Claim.NONE;

    /// @param tls null where no host uses TLS
    GrpcAgentGateway(
            ClusterSpec spec,
            SequencedMap<HostId, AgentAddress> addresses,
            @Nullable TlsContext tls,
            Inbox inbox,
            MonotonicClock clock,
            ScriptNotices notices) {
        ScriptPlaces places = new ScriptPlaces(spec);
        this.answers = new Answers(inbox);
        this.book = new ScriptBook(spec, places, inbox, notices);
        this.channels = new ChannelMaker(spec.deadAfter(), tls);
        this.resolver = resolver();
        this.beat = spec.beat();
        ConnectSlots slots = new ConnectSlots(thread);
        Operations operations = new Operations(spec);
        for (Map.Entry<HostId, AgentAddress> entry : addresses.entrySet()) {
            AgentAddress address = entry.getValue();
            Link link =
                    new Link(
                            entry.getKey(),
                            address,
                            beat,
                            spec.deadAfter(),
                            thread,
                            slots,
                            channels,
                            new Addresses(address, thread, resolver),
                            answers,
                            clock,
                            () -> claim);
            CallLine line = new CallLine(link);
            ScriptQuestions questions =
                    new ScriptQuestions(link, line, places.kinds(entry.getKey()), book);
            agents.put(
                    entry.getKey(),
                    new Agent(
                            new HostBeats(
                                    link,
                                    (readyAt, instance) -> {
                                        line.retire(readyAt, instance);
                                        questions.meet(instance);
                                    }),
                            line,
                            new HostCalls(link, line, operations)));
        }
    }

    @Override
    public void claim(long epoch, String managerInstance) {
        claim = new Claim(epoch, managerInstance);
    }

    @Override
    public void open() {
        thread.execute(() -> {
            int host = 0;
            for (Agent agent : agents.values()) {
                agent.beats().open(beat.multipliedBy(host).dividedBy(agents.size()));
                host++;
            }
        });
    }

    @Override
    public void beat(HostId host) {
        thread.execute(() -> agent(host).beats().sendNow());
    }

    @Override
    public void operate(Action.Operate operation) {
        thread.execute(() -> agent(operation.host()).calls().operate(operation));
    }

    @Override
    public void look(Action.Look look) {
        thread.execute(() -> agent(look.host()).calls().look(look));
    }

    @Override
    public void close() {
        answers.close();
        book.close();
        thread.execute(() -> {
            for (Agent agent : agents.values()) {
                agent.beats().close();
                agent.line().close();
            }
            channels.close();
            thread.close();
        });
        resolver.shutdownNow();
    }

    /// The core knows hosts from the same file only.
    private Agent agent(HostId host) {
        Agent agent = agents.get(host);
        if (agent == null) {
            throw new IllegalArgumentException("not configured: " + host);
        }
        return agent;
    }

    private static ThreadPoolExecutor resolver() {
        var pool =
                new ThreadPoolExecutor(
                        RESOLVERS,
                        RESOLVERS,
                        RESOLVER_IDLE.toSeconds(),
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("halo-resolver-", 0).daemon().factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private record Agent(HostBeats beats, CallLine line, HostCalls calls) {}
}
