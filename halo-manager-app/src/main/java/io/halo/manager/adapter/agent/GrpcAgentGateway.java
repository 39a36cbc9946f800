package io.halo.manager.adapter.agent;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.plan.Action;
import io.halo.engine.AgentGateway;
import io.halo.engine.Inbox;
import io.halo.engine.MonotonicClock;
import io.halo.engine.ScriptChecks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The agents of all hosts, over gRPC. Every method only leaves a task for the gateway's thread.
final class GrpcAgentGateway implements AgentGateway, ScriptChecks {
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
    private final ClusterSpec spec;
    private final ScriptPlaces places;
    private final Operations operations;
    private final ReentrantLock checking = new ReentrantLock();
    private volatile Claim claim = Claim.NONE;

    /// @param tls null where no host uses TLS
    GrpcAgentGateway(
            ClusterSpec spec,
            SequencedMap<HostId, AgentAddress> addresses,
            @Nullable TlsContext tls,
            Inbox inbox,
            MonotonicClock clock,
            ScriptNotices notices) {
        this.spec = spec;
        this.places = new ScriptPlaces(spec);
        this.answers = new Answers(inbox);
        this.book = new ScriptBook(spec, places, inbox, notices);
        this.channels = new ChannelMaker(spec.deadAfter(), tls);
        this.resolver = resolver();
        this.beat = spec.beat();
        ConnectSlots slots = new ConnectSlots(thread);
        this.operations = new Operations(spec);
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
                            new HostCalls(link, line, operations),
                            link));
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
    public Optional<List<Check>> check(Duration patience) throws InterruptedException {
        if (!checking.tryLock()) {
            return Optional.empty();
        }
        try {
            return Optional.of(checkAll(patience));
        } finally {
            checking.unlock();
        }
    }

    private List<Check> checkAll(Duration patience) throws InterruptedException {
        Queue<Check> told = new ConcurrentLinkedQueue<>();
        var open = new CountDownLatch(agents.size());
        var rounds = new ArrayList<HostCheck>();
        agents.forEach((host, agent) ->
                rounds.add(
                        new HostCheck(
                                agent.link(),
                                agent.line(),
                                operations,
                                places.resources(host).stream().map(spec::resource).toList(),
                                told::add,
                                open::countDown)));
        thread.execute(() -> rounds.forEach(HostCheck::next));
        boolean all;
        try {
            all = open.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            thread.execute(() -> rounds.forEach(HostCheck::end));
        }
        return sorted(
                List.copyOf(told),
                all ? "the agent has given none" : "not within " + patience.toSeconds() + " s");
    }

    /// @param otherwise why there is no answer where there is none
    private List<Check> sorted(List<Check> told, String otherwise) {
        var answers = new HashMap<Asked, Check>();
        told.forEach(check -> answers.put(new Asked(check.host(), check.resource()), check));
        var checks = new ArrayList<Check>();
        for (HostId host : agents.keySet()) {
            for (ResourceId id : places.resources(host)) {
                String kind = spec.resource(id).kind();
                checks.add(
                        answers.getOrDefault(
                                new Asked(host, id),
                                new Check(host, id, kind, Result.UNANSWERED, otherwise)));
            }
        }
        return List.copyOf(checks);
    }

    private record Asked(HostId host, ResourceId resource) {}

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

    private record Agent(HostBeats beats, CallLine line, HostCalls calls, Link link) {}
}
