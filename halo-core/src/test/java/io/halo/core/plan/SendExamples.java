package io.halo.core.plan;

import static io.halo.core.model.Operation.Kind.START;
import static io.halo.core.model.Sighting.State.FAILED;
import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;
import static io.halo.core.model.Sighting.State.UNKNOWN;
import static io.halo.core.plan.Situation.LOOKED;
import static io.halo.core.plan.Situation.NOW;
import static io.halo.core.plan.Situation.ago;
import static io.halo.core.plan.Situations.coldStart;
import static io.halo.core.plan.Situations.death;
import static io.halo.core.plan.Situations.healing;
import static io.halo.core.plan.Situations.operate;
import static io.halo.core.plan.Situations.powerOff;
import static io.halo.core.plan.Situations.spawn;
import static io.halo.core.plan.Situations.stop;
import static io.halo.core.plan.Situations.stopping;

import io.halo.core.model.AgentInstance;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Manager;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Examples for [SafetySends].
final class SendExamples {
    private SendExamples() {}

    static List<Example> all() {
        var unknown = new Operation.State.Unknown("timed out", 85);
        return List.of(
                new Example(
                        "acting",
                        "start in observe mode",
                        coldStart(),
                        coldStart().manager(SendExamples::observing)),
                new Example(
                        "acting",
                        "stop when an agent refused us",
                        stopping(),
                        stopping().manager(SendExamples::refused)),
                new Example(
                        "acting",
                        "fence when an agent refused us",
                        death(),
                        death().manager(SendExamples::refused)),
                new Example(
                        "acting",
                        "give up in observe mode",
                        coldStart().plan(giveUp()),
                        coldStart().plan(giveUp()).manager(SendExamples::observing)),
                new Example(
                        "instance",
                        "start for an agent that was restarted",
                        coldStart(),
                        coldStart().plan(forInstance("other-agent"))),
                new Example(
                        "instance",
                        "stop on a host that is not connected",
                        stopping(),
                        stopping().suspect("a")),
                new Example(
                        "sequence",
                        "start with a number that was used",
                        coldStart(),
                        coldStart().host("a", it -> it.withWork(it.work().withSequence(1)))),
                new Example(
                        "sequence",
                        "start with the number of a look before it",
                        coldStart().after(look("b", 1)),
                        coldStart().after(look("a", 1))),
                new Example(
                        "sequence",
                        "look with one number twice",
                        coldStart().plan(look("a", 2), look("a", 3)),
                        coldStart().plan(look("a", 2), look("a", 2))),
                new Example(
                        "not-after",
                        "start that may wait for three seconds",
                        coldStart(),
                        coldStart().plan(until(NOW.plusSeconds(3)))),
                new Example(
                        "not-after",
                        "start whose time has passed",
                        coldStart().plan(until(NOW)),
                        coldStart().plan(until(ago(1)))),
                new Example(
                        "not-after",
                        "fence that may wait for three seconds",
                        spawn(),
                        spawn().plan(late())),
                new Example(
                        "one-at-a-time",
                        "start what is being started",
                        coldStart(),
                        coldStart().starting("a", "p", "p", new Operation.State.InFlight())),
                new Example(
                        "one-at-a-time",
                        "start of which nobody knows how the last one ended",
                        coldStart(),
                        coldStart().starting("a", "p", "p", unknown)),
                new Example(
                        "one-at-a-time",
                        "stop what is being started",
                        stopping().starting("a", "p", "t", unknown),
                        stopping().starting("a", "p", "t", new Operation.State.InFlight())),
                new Example(
                        "one-at-a-time",
                        "stop what an agent may be starting that has no note of it",
                        stopping().starting("a", "p", "t", unknown),
                        stopping()
                                .starting(
                                        "a",
                                        "p",
                                        "t",
                                        new Operation.State.Unknown("restarted", 85, true))),
                new Example(
                        "one-at-a-time",
                        "stop twice in one plan",
                        stopping()
                                .plan(
                                        stop("p", "t", "a"),
                                        operate("p", "n", "a", Operation.Kind.STOP, 2)),
                        stopping()
                                .plan(
                                        stop("p", "t", "a"),
                                        operate("p", "t", "a", Operation.Kind.STOP, 2))),
                new Example(
                        "managed",
                        "start an unmanaged group",
                        coldStart(),
                        coldStart().group("p", Situations::unmanaged)),
                new Example(
                        "managed",
                        "stop a held group",
                        stopping(),
                        stopping()
                                .group(
                                        "p",
                                        it -> it.withHeld(new GroupView.Held("changed", null)))),
                new Example(
                        "unmanaged-user",
                        "start a shared member that an unmanaged group may use",
                        sharedStart().group("q", Situations::unmanaged),
                        sharedStart().group("q", Situations::unmanaged).hosted("q", "a")),
                new Example(
                        "unmanaged-user",
                        "stop a failed shared member that a held group may use",
                        failedShared().hosted("q", "a"),
                        failedShared()
                                .hosted("q", "a")
                                .group(
                                        "q",
                                        it -> it.withHeld(new GroupView.Held("changed", null)))),
                new Example(
                        "shared-in-use",
                        "stop a shared member under another group",
                        sharedStop(),
                        sharedStop().seen("a", "q", RUNNING)),
                new Example(
                        "shared-in-use",
                        "stop a shared member where another group may be",
                        sharedStop(),
                        sharedStop().seen("a", "q", UNKNOWN)),
                new Example(
                        "shared-in-use",
                        "stop a shared member whose parent runs where another group may be",
                        sharedStop().seen("a", "p", FAILED).seen("a", "q", UNKNOWN),
                        sharedStop().seen("a", "q", UNKNOWN)),
                new Example(
                        "shared-in-use",
                        "stop a shared member that came up after the other group was looked at",
                        sharedStop(),
                        sharedStop().seen("a", "n", RUNNING, LOOKED + 1)));
    }

    private static Situation sharedStart() {
        return healing().seen("a", "n", STOPPED).plan(operate("p", "n", "a", START, 1));
    }

    private static Situation sharedStop() {
        return stopping().plan(stop("p", "n", "a"));
    }

    private static Situation failedShared() {
        return sharedStop().seen("a", "n", FAILED);
    }

    private static Manager observing(Manager manager) {
        return new Manager(
                Manager.Mode.OBSERVE,
                false,
                manager.epoch(),
                manager.instance(),
                manager.startedAt(),
                null,
                null,
                null);
    }

    private static Manager refused(Manager manager) {
        return manager.withRefusal(new Manager.Refusal(new HostId("b"), 9, "other", ago(1)));
    }

    private static Action giveUp() {
        return new Action.GiveUp(new GroupId("p"), "over its limit everywhere");
    }

    private static Action forInstance(String instance) {
        return start(instance, NOW.plusSeconds(2));
    }

    private static Action until(Instant notAfter) {
        return start("a-agent", notAfter);
    }

    private static Action start(String instance, Instant notAfter) {
        Action.Operate usual = operate("p", "p", "a", START, 1);
        return new Action.Operate(
                usual.host(),
                usual.group(),
                usual.resource(),
                START,
                usual.id(),
                1,
                new AgentInstance(instance),
                usual.timeout(),
                notAfter);
    }

    private static Action late() {
        Action.PowerOff usual = powerOff("a", 1, "b", "e");
        return new Action.PowerOff(
                usual.host(),
                usual.fence(),
                1,
                0,
                usual.device(),
                usual.bystanders(),
                usual.timeout(),
                NOW.plusSeconds(3));
    }

    private static Action look(String host, long sequence) {
        var one =
                new Action.Look.One(
                        new ResourceId("p"),
                        new OperationId("l" + sequence),
                        sequence,
                        Duration.ZERO,
                        Duration.ofSeconds(30));
        return new Action.Look(new HostId(host), List.of(one));
    }
}
