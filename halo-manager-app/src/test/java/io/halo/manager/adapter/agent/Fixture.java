package io.halo.manager.adapter.agent;

import io.halo.core.input.Input;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Timeouts;
import io.halo.core.plan.Action;
import io.halo.engine.MonotonicClock;
import io.halo.manager.support.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A gateway for one host and the resources `r0`, `r1`, `hung0`, `bad0`.
final class Fixture implements AutoCloseable {
    static final HostId HOST = new HostId("h");
    static final Duration SOON = Duration.ofSeconds(2);

    final Heard heard = new Heard();
    final BlockingQueue<SequencedMap<ResourceId, List<String>>> advice =
            new LinkedBlockingQueue<>();
    final MonotonicClock clock = MonotonicClock.startingNow();
    final GrpcAgentGateway gateway;
    private long sequence;

    /// No group may run there: nothing is asked about scripts, and the connection for calls is made
    /// by the first call.
    Fixture(AgentAddress agent, Duration deadAfter, TlsContext tls) {
        this(agent, spec(deadAfter, false), tls);
    }

    private Fixture(AgentAddress agent, ClusterSpec spec, TlsContext tls) {
        var addresses = new LinkedHashMap<HostId, AgentAddress>();
        addresses.put(HOST, agent);
        gateway =
                new GrpcAgentGateway(
                        spec, addresses, tls, heard, clock, (_, _, said) -> advice.add(said));
        gateway.claim(3, "manager");
    }

    static Fixture of(int port, Duration deadAfter) {
        return new Fixture(new AgentAddress("127.0.0.1", port, false), deadAfter, null);
    }

    /// With a group whose script the host may run.
    static Fixture withGroup(int port, Duration deadAfter) {
        return new Fixture(new AgentAddress("127.0.0.1", port, false), spec(deadAfter, true), null);
    }

    Fixture open() {
        gateway.open();
        return this;
    }

    AgentInstance connected() {
        return heard.next(Input.BeatAnswered.class).instance();
    }

    Action.Operate start(String resource, AgentInstance instance, Instant notAfter) {
        return new Action.Operate(
                HOST,
                new GroupId("r0"),
                new ResourceId(resource),
                Operation.Kind.START,
                new OperationId("op" + ++sequence),
                sequence,
                instance,
                Duration.ofSeconds(30),
                notAfter);
    }

    Action.Look look(String... resources) {
        var what = new ArrayList<Action.Look.One>();
        for (String resource : resources) {
            sequence++;
            what.add(
                    new Action.Look.One(
                            new ResourceId(resource),
                            new OperationId("op" + sequence),
                            sequence,
                            Duration.ZERO,
                            Duration.ofSeconds(30)));
        }
        return new Action.Look(HOST, what);
    }

    @Override
    public void close() {
        gateway.close();
    }

    private static ClusterSpec spec(Duration deadAfter, boolean withGroup) {
        var hosts = new LinkedHashMap<HostId, HostSpec>();
        hosts.put(HOST, new HostSpec(HOST, "127.0.0.1:8000", List.of(), false));
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        for (String name : List.of("r0", "r1", "hung0", "bad0")) {
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("pool", name);
            ResourceId id = new ResourceId(name);
            resources.put(
                    id,
                    new ResourceSpec(
                            id,
                            "heartbeat/ZFS",
                            parameters,
                            List.of(),
                            Timeouts.DEFAULT,
                            null,
                            false));
        }
        return new ClusterSpec(
                "halo",
                deadAfter,
                Duration.ofSeconds(5),
                Fencing.DEFAULT,
                hosts,
                resources,
                withGroup ? groups(resources) : new LinkedHashMap<>());
    }

    /// Of the first resource only: the host may run that, and so its script is asked.
    private static SequencedMap<GroupId, GroupSpec> groups(
            SequencedMap<ResourceId, ResourceSpec> resources) {
        GroupSpec group =
                GroupSpec.of(
                        new ResourceId("r0"), HOST, List.of(), FailurePolicy.DEFAULT, resources);
        var groups = new LinkedHashMap<GroupId, GroupSpec>();
        groups.put(group.id(), group);
        return groups;
    }
}
