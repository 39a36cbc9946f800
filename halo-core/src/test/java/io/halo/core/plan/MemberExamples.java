package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.FAILED;
import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;
import static io.halo.core.plan.Situations.coldStart;
import static io.halo.core.plan.Situations.healing;
import static io.halo.core.plan.Situations.operate;
import static io.halo.core.plan.Situations.start;

import io.halo.core.model.HostId;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import java.util.List;

/// Examples for the rules about members in [SafetyStarts].
final class MemberExamples {
    private MemberExamples() {}

    static List<Example> all() {
        Situation it = healing();
        Situation clear = it.up("b").seen("b", "p", STOPPED);
        Situation shared = it.seen("a", "n", STOPPED).plan(start("p", "n", "a"));
        return List.of(
                new Example(
                        "member",
                        "start where the root is not seen running",
                        it,
                        it.seen("a", "p", STOPPED)),
                new Example(
                        "member", "start where the root is doubtful", it, it.doubtful("a", "p")),
                new Example(
                        "member",
                        "start where the root failed",
                        clear.seen("a", "p", FAILED),
                        it.seen("a", "p", FAILED)),
                new Example(
                        "member",
                        "start with a root that was looked at before the member stopped",
                        it.seen("a", "p", RUNNING, 90),
                        it.seen("a", "p", RUNNING, 89)),
                new Example(
                        "member",
                        "start with a root that was looked at before the group was lost",
                        it.group("p", group -> group.seen(null, 90)),
                        it.group("p", group -> group.seen(null, 91))),
                new Example(
                        "member",
                        "start with a root that was seen in an older generation",
                        it.group("p", group -> group.newGeneration(90)),
                        it.group("p", group -> group.newGeneration(91))),
                new Example(
                        "member",
                        "start a member that was never looked at",
                        clear.unseen("a", "t"),
                        it.unseen("a", "t")),
                new Example(
                        "member",
                        "start where it is not placed",
                        it,
                        it.hosted("p", "b")
                                .group("p", group -> group.notHostedOn(new HostId("b")))),
                new Example(
                        "member",
                        "start beside a member seen elsewhere",
                        it,
                        it.seen("b", "t", RUNNING)),
                new Example(
                        "member",
                        "start beside a failed root elsewhere",
                        it,
                        it.seen("b", "p", FAILED)),
                new Example(
                        "member",
                        "start before a member was looked at elsewhere",
                        clear,
                        clear.unseen("b", "t")),
                new Example(
                        "member",
                        "start beside a start elsewhere without a root",
                        clear.seen("a", "p", STOPPED),
                        clear.seen("a", "p", STOPPED)
                                .starting("b", "p", "t", new Operation.State.InFlight())),
                new Example(
                        "member",
                        "start in the plan that stops the root",
                        moving(clear)
                                .plan(stopRoot(), operate("p", "t", "a", Operation.Kind.START, 2)),
                        moving(it)
                                .plan(stopRoot(), operate("p", "t", "a", Operation.Kind.START, 2))),
                new Example(
                        "shared-parent",
                        "start a shared member without a parent",
                        shared,
                        shared.seen("a", "p", STOPPED)),
                new Example(
                        "shared-parent",
                        "start a shared member in the plan that stops its parent",
                        shared,
                        moving(shared)
                                .plan(stopRoot(), operate("p", "n", "a", Operation.Kind.START, 2))),
                new Example(
                        "shared-parent",
                        "start a shared member where the other group's parent runs",
                        coldStart()
                                .hosted("q", "a")
                                .seen("a", "q", RUNNING)
                                .plan(start("q", "n", "a")),
                        coldStart()
                                .hosted("q", "a")
                                .seen("a", "q", RUNNING)
                                .plan(start("p", "n", "a"))),
                new Example(
                        "shared-parent",
                        "start a shared member whose parent was seen running before it was managed",
                        shared.group("p", group -> group.newGeneration(90)),
                        shared.group("p", group -> group.newGeneration(91))
                                .seen("a", "n", STOPPED, 91)),
                new Example(
                        "shared-generation",
                        "start a shared member that was seen down before the group was managed",
                        shared.group("p", group -> group.newGeneration(90)),
                        shared.group("p", group -> group.newGeneration(91))
                                .seen("a", "p", RUNNING, 91)));
    }

    /// A move of p off a is on record: its root may be stopped there.
    private static Situation moving(Situation it) {
        return it.group(
                "p", group -> group.withMove(Situations.move("a", "b", new Move.State.Stopping())));
    }

    private static Action stopRoot() {
        return operate("p", "p", "a", Operation.Kind.STOP, 1);
    }
}
