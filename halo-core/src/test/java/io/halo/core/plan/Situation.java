package io.halo.core.plan;

import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.Contact;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A World and a plan for it, made by hand. Step 100; what matters was looked at in step 90.
record Situation(World world, List<Action> plan) {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final long LOOKED = 90;

    static Instant ago(long seconds) {
        return NOW.minusSeconds(seconds);
    }

    Situation host(String id, UnaryOperator<HostView> change) {
        return new Situation(world.with(change.apply(world.host(new HostId(id)))), plan);
    }

    Situation group(String id, UnaryOperator<GroupView> change) {
        return new Situation(world.with(change.apply(world.group(new GroupId(id)))), plan);
    }

    Situation manager(UnaryOperator<Manager> change) {
        return new Situation(world.withManager(change.apply(world.manager())), plan);
    }

    Situation world(UnaryOperator<World> change) {
        return new Situation(change.apply(world), plan);
    }

    /// Replaces the plan.
    Situation plan(Action... actions) {
        return new Situation(world, List.of(actions));
    }

    /// Puts an action before the plan.
    Situation after(Action action) {
        var all = new ArrayList<Action>();
        all.add(action);
        all.addAll(plan);
        return new Situation(world, all);
    }

    /// The resource was last seen so on the host, by a look of step [#LOOKED].
    Situation seen(String host, String resource, Sighting.State state) {
        return seen(host, resource, state, LOOKED);
    }

    Situation seen(String host, String resource, Sighting.State state, long step) {
        return sighting(
                host,
                resource,
                new Sighting(state, false, false, "", step, step, ago(10), ago(10), 0));
    }

    /// Running at the last good look, but the newest failed.
    Situation doubtful(String host, String resource) {
        return sighting(
                host,
                resource,
                new Sighting(
                        Sighting.State.RUNNING, false, true, "", LOOKED, 50, ago(10), ago(10), 1));
    }

    /// So many looks one after the other told nothing.
    Situation lookedInVain(String host, String resource, int looks) {
        return sighting(
                host,
                resource,
                new Sighting(
                        Sighting.State.UNKNOWN,
                        false,
                        false,
                        "",
                        LOOKED,
                        LOOKED,
                        ago(10),
                        ago(10),
                        looks));
    }

    Situation unseen(String host, String resource) {
        return host(
                host, it -> it.withWork(it.work().withSighting(new ResourceId(resource), null)));
    }

    private Situation sighting(String host, String resource, Sighting seen) {
        return host(
                host, it -> it.withWork(it.work().withSighting(new ResourceId(resource), seen)));
    }

    /// A start of the resource was sent and is not resolved.
    Situation starting(String host, String group, String resource, Operation.State state) {
        var operation =
                new Operation(
                        new OperationId("1"),
                        new GroupId(group),
                        Operation.Kind.START,
                        1,
                        80,
                        ago(20),
                        ago(10),
                        state);
        return host(
                host,
                it -> it.withWork(it.work().withOperation(new ResourceId(resource), operation)));
    }

    Situation hosted(String group, String host) {
        return group(group, it -> it.hostedOn(new HostId(host)));
    }

    /// Connected since an hour, its newest answer is half a second old.
    Situation up(String host) {
        return host(host, it -> it.withContact(upContact(host)));
    }

    static Contact upContact(String host) {
        var heard = new Contact.Heard(NOW.minusMillis(501), NOW.minusMillis(500));
        var up =
                new Reach.Up(
                        new AgentInstance(host + "-agent"), new BootId(host + "-boot"), ago(3600));
        return Contact.unheard(true, null, ago(3600)).answered(up, heard, null, true);
    }

    /// The last answer is so old; where it was declared silent, that was a second and a half ago.
    Situation reach(String host, Duration quiet, Reach reach) {
        return host(
                host,
                it -> {
                    var heard = new Contact.Heard(NOW.minus(quiet), NOW.minus(quiet));
                    var up =
                            new Reach.Up(
                                    new AgentInstance(host + "-agent"),
                                    new BootId(host + "-boot"),
                                    ago(3600));
                    return it.withContact(
                            Contact.unheard(true, null, ago(3600))
                                    .answered(up, heard, null, true)
                                    .withReach(reach));
                });
    }

    Situation silent(String host) {
        return reach(
                host,
                Duration.ofMillis(11500),
                new Reach.Silent(NOW.minusMillis(1500), "no answer"));
    }

    Situation suspect(String host) {
        return reach(
                host,
                Duration.ofSeconds(3),
                new Reach.Suspect(NOW.minusMillis(500), "no answer", 0));
    }
}
