package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;
import static io.halo.core.plan.Situation.NOW;
import static io.halo.core.plan.Situation.ago;

import io.halo.core.model.Admin;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Timeouts;
import io.halo.core.model.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Legal plans to spoil: the pair a, b with the groups p (p, below it t and the shared n) at home
/// on a and q (q, n) at home on b; the group w at home on a, which only e could take over, which is
/// deactivated; the pair c, d with the lone group l at home on c and r at home on d; f and g,
/// without a group, which nobody has ever seen. Every host has one fence device, proven for all but
/// these.
final class Situations {
    private Situations() {}

    static ClusterSpec spec() {
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        add(resources, "p", false, "t", "n");
        add(resources, "t", false);
        add(resources, "n", true);
        add(resources, "q", false, "n");
        add(resources, "l", false);
        add(resources, "r", false);
        add(resources, "w", false);
        var groups = new LinkedHashMap<GroupId, GroupSpec>();
        group(groups, resources, "p", "a", List.of("b"), FailurePolicy.OnStopFailure.FENCE);
        group(groups, resources, "q", "b", List.of("a"), FailurePolicy.OnStopFailure.BLOCK);
        group(groups, resources, "l", "c", List.of(), FailurePolicy.OnStopFailure.BLOCK);
        group(groups, resources, "w", "a", List.of("e"), FailurePolicy.OnStopFailure.BLOCK);
        group(groups, resources, "r", "d", List.of("c"), FailurePolicy.OnStopFailure.BLOCK);
        var hosts = new LinkedHashMap<HostId, HostSpec>();
        for (String name : List.of("a", "b", "c", "d", "e", "f", "g")) {
            var id = new HostId(name);
            hosts.put(
                    id, new HostSpec(id, name + ":8000", List.of(device(name)), name.equals("c")));
        }
        return new ClusterSpec(
                "test",
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Fencing.DEFAULT,
                hosts,
                resources,
                groups);
    }

    private static void add(
            LinkedHashMap<ResourceId, ResourceSpec> all,
            String name,
            boolean shared,
            String... below) {
        var id = new ResourceId(name);
        List<ResourceId> dependents = Arrays.stream(below).map(ResourceId::new).toList();
        all.put(
                id,
                new ResourceSpec(
                        id,
                        "test/Thing",
                        new LinkedHashMap<>(),
                        dependents,
                        Timeouts.DEFAULT,
                        null,
                        shared));
    }

    private static void group(
            LinkedHashMap<GroupId, GroupSpec> groups,
            LinkedHashMap<ResourceId, ResourceSpec> resources,
            String root,
            String home,
            List<String> failover,
            FailurePolicy.OnStopFailure onStopFailure) {
        FailurePolicy base = FailurePolicy.DEFAULT;
        var policy =
                new FailurePolicy(
                        base.startAttempts(),
                        base.window(),
                        base.backoffFirst(),
                        base.backoffMax(),
                        base.onStartFailure(),
                        onStopFailure,
                        base.failback());
        GroupSpec group =
                GroupSpec.of(
                        new ResourceId(root),
                        new HostId(home),
                        failover.stream().map(HostId::new).toList(),
                        policy,
                        resources);
        groups.put(group.id(), group);
    }

    static DeviceId device(String host) {
        return new DeviceId("device-" + host);
    }

    /// All connected, nothing runs, everything was looked at: p starts at home.
    static Situation coldStart() {
        var manager = new Manager(Manager.Mode.MANAGE, false, 3, "m", ago(3600), null, null, null);
        World world = World.unknown(spec(), manager, ago(3600));
        for (int step = 0; step < 100; step++) {
            world = world.nextStep();
        }
        var situation = new Situation(world, List.of());
        for (String host : List.of("a", "b", "c", "d", "e")) {
            situation = situation.up(host).host(host, it -> proven(it, host));
        }
        for (String host : List.of("a", "b")) {
            for (String member : List.of("p", "t", "n", "q")) {
                situation = situation.seen(host, member, STOPPED);
            }
        }
        return situation
                .seen("c", "l", STOPPED)
                .seen("c", "r", STOPPED)
                .seen("d", "r", STOPPED)
                .seen("a", "w", STOPPED)
                .seen("e", "w", STOPPED)
                .host("e", it -> it.withAdmin(new Admin.Inactive(note())))
                .plan(start("p", "p", "a"));
    }

    private static HostView proven(HostView host, String name) {
        return host.withDevice(
                device(name),
                host.level(0).getValue().withProof(new DeviceProof.Proven(ago(3000))));
    }

    /// p runs on a, its member t has stopped, and nothing is known of b: t starts beside its root.
    static Situation healing() {
        return coldStart()
                .hosted("p", "a")
                .seen("a", "p", RUNNING)
                .seen("a", "n", RUNNING)
                .group("p", it -> it.seen(new HostId("a"), 60))
                .suspect("b")
                .unseen("b", "p")
                .plan(start("p", "t", "a"));
    }

    /// p runs on a and is to be stopped.
    static Situation stopping() {
        return coldStart()
                .hosted("p", "a")
                .seen("a", "p", RUNNING)
                .seen("a", "t", RUNNING)
                .seen("a", "n", RUNNING)
                .group("p", it -> it.seen(new HostId("a"), 60))
                .plan(stop("p", "t", "a"));
    }

    /// p ran on a, which was powered off ten seconds ago: it starts on b.
    static Situation afterFence() {
        return coldStart()
                .hosted("p", "a")
                .silent("a")
                .host(
                        "a",
                        it ->
                                it.withFence(
                                                record(
                                                        "a",
                                                        new FenceRecord.State.Confirmed(
                                                                0, ago(10))))
                                        .withPower(off(10, Power.Witness.DEVICE)))
                .reach("a", Duration.ofSeconds(25), new Reach.Silent(ago(15), "no answer"))
                .plan(start("p", "p", "b"));
    }

    /// p ran on a, which fell silent; b has answered since: a is to be fenced.
    static Situation death() {
        return coldStart()
                .hosted("p", "a")
                .group("p", it -> it.seen(new HostId("a"), 60).seen(null, 85))
                .silent("a")
                .plan(planFence("a"));
    }

    /// The record is durable: the program runs.
    static Situation spawn() {
        return death().host("a", it -> it.withFence(record("a", new FenceRecord.State.Planned())))
                .plan(powerOff("a", 1, "b", "e"));
    }

    /// The first attempt has failed: the second.
    static Situation retry() {
        return death().host(
                        "a",
                        it ->
                                it.withFence(
                                        record(
                                                "a",
                                                new FenceRecord.State.Failed(
                                                        1, 0, "it says no", ago(1)))))
                .plan(powerOff("a", 2, "b", "e"));
    }

    /// A stop failed on a, which lives, and p's policy is to power it off then.
    static Situation stopFailure() {
        return stopping()
                .group("p", it -> it.withStopFailed(new HostId("a"), "it does not stop"))
                .plan(planFence("a"));
    }

    /// p runs wholly on a, and its move to b, where all was looked at since, may begin to stop it.
    static Situation moving() {
        return stopping()
                .seen("b", "t", STOPPED)
                .group("p", it -> it.withMove(move("a", "b", new Move.State.Preflight())))
                .plan(setMove(move("a", "b", new Move.State.Stopping())));
    }

    /// The same a step later: its root is stopped.
    static Situation leaving() {
        return stopping()
                .group("p", it -> it.withMove(move("a", "b", new Move.State.Stopping())))
                .plan(stop("p", "p", "a"));
    }

    /// Asked for in step 80.
    static Move move(String from, @Nullable String to, Move.State state) {
        return new Move(
                null,
                Move.Kind.FAILBACK,
                new HostId(from),
                to == null ? null : new HostId(to),
                80,
                ago(5),
                state);
    }

    static Action.SetMove setMove(Move next) {
        return new Action.SetMove(new GroupId("p"), next, "");
    }

    static Power.Off off(long secondsAgo, Power.Witness by, String... bystanders) {
        return new Power.Off(ago(secondsAgo), by, hosts(bystanders));
    }

    static SortedSet<HostId> hosts(String... names) {
        var set = new TreeSet<HostId>();
        Stream.of(names).map(HostId::new).forEach(set::add);
        return set;
    }

    static FenceRecord record(String host, FenceRecord.State state) {
        return record(host, FenceRecord.By.AUTO, FenceRecord.Kind.OFF, state);
    }

    static FenceRecord record(
            String host, FenceRecord.By by, FenceRecord.Kind kind, FenceRecord.State state) {
        return new FenceRecord(
                new FenceId("fence-" + host),
                new HostId(host),
                kind,
                by,
                "no answer",
                ago(20),
                new BootId(host + "-boot"),
                state);
    }

    static Action.Operate start(String group, String resource, String host) {
        return operate(group, resource, host, Operation.Kind.START, 1);
    }

    static Action.Operate stop(String group, String resource, String host) {
        return operate(group, resource, host, Operation.Kind.STOP, 1);
    }

    static Action.Operate operate(
            String group, String resource, String host, Operation.Kind kind, long sequence) {
        return new Action.Operate(
                new HostId(host),
                new GroupId(group),
                new ResourceId(resource),
                kind,
                new OperationId("o" + sequence),
                sequence,
                new AgentInstance(host + "-agent"),
                Duration.ofMinutes(1),
                NOW.plusSeconds(2));
    }

    static Action.PlanFence planFence(String host) {
        return planFence(host, FenceRecord.Kind.OFF);
    }

    static Action.PlanFence planFence(String host, FenceRecord.Kind kind) {
        return new Action.PlanFence(
                new HostId(host), new FenceId("fence-" + host), kind, "no answer");
    }

    static Action.PowerOn powerOn(String host) {
        return new Action.PowerOn(
                new HostId(host),
                new FenceId("fence-" + host),
                0,
                device(host),
                Duration.ofMinutes(1),
                NOW.plusSeconds(2));
    }

    static Action.PowerOff powerOff(String host, int attempt, String... bystanders) {
        return new Action.PowerOff(
                new HostId(host),
                new FenceId("fence-" + host),
                attempt,
                0,
                device(host),
                hosts(bystanders),
                Duration.ofMinutes(1),
                NOW.plusSeconds(2));
    }

    static Action.WithdrawFence withdraw(String host) {
        return new Action.WithdrawFence(
                new HostId(host), new FenceId("fence-" + host), "it answers");
    }

    static GroupView unmanaged(GroupView group) {
        return group.withControl(new GroupView.Control.Unmanaged(note()));
    }

    static Admin.Note note() {
        return new Admin.Note("operator", "", ago(60));
    }
}
