package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;
import static io.halo.core.plan.Situation.NOW;
import static io.halo.core.plan.Situations.coldStart;
import static io.halo.core.plan.Situations.leaving;
import static io.halo.core.plan.Situations.move;
import static io.halo.core.plan.Situations.moving;
import static io.halo.core.plan.Situations.note;
import static io.halo.core.plan.Situations.setMove;
import static io.halo.core.plan.Situations.start;

import io.halo.core.model.Admin;
import io.halo.core.model.HostId;
import io.halo.core.model.Move;
import java.time.Duration;
import java.util.List;

/// Examples for [SafetyMoves], and for the one start that L6 allows on a deactivated host.
final class MoveExamples {
    private MoveExamples() {}

    /// p runs elsewhere since: what is left of it here is stopped.
    private static Situation leftBehind() {
        return leaving().group("p", it -> it.withMove(null).seen(new HostId("b"), 95));
    }

    static List<Example> all() {
        var stopping = new Move.State.Stopping();
        Situation inactive =
                coldStart()
                        .host("a", it -> it.withAdmin(new Admin.Inactive(note())))
                        .plan(start("p", "p", "a"));
        return List.of(
                new Example(
                        "stop-needs-move",
                        "stop a root that runs and is wanted",
                        leaving(),
                        leaving().group("p", it -> it.withMove(null))),
                new Example(
                        "stop-needs-move",
                        "stop a root whose move is asking still",
                        leaving(),
                        leaving()
                                .group(
                                        "p",
                                        it ->
                                                it.withMove(
                                                        move(
                                                                "a",
                                                                "b",
                                                                new Move.State.Preflight())))),
                new Example(
                        "stop-needs-move",
                        "stop a root whose move the same plan changes",
                        leaving(),
                        leaving().after(setMove(move("a", "b", new Move.State.Returning("no"))))),
                new Example(
                        "stop-needs-move",
                        "stop a root that another host's move is about",
                        leaving(),
                        leaving().group("p", it -> it.withMove(move("b", "a", stopping)))),
                new Example(
                        "stop-needs-move",
                        "stop a root that was seen nowhere else",
                        leftBehind(),
                        leftBehind().group("p", it -> it.seen(null, 96))),
                new Example(
                        "preflight",
                        "stop for a host whose answer was asked for before this process paused",
                        moving().manager(it -> it.pausedUntil(NOW.minusMillis(501))),
                        moving().manager(it -> it.pausedUntil(NOW.minusMillis(500)))),
                new Example(
                        "preflight",
                        "stop for a host that is not configured",
                        moving(),
                        moving().plan(setMove(move("a", "z", stopping)))),
                new Example(
                        "preflight",
                        "stop for a host that has not answered for two beats",
                        moving(),
                        moving().reach(
                                        "b",
                                        Duration.ofSeconds(3),
                                        moving().world().host(new HostId("b")).contact().reach())),
                new Example(
                        "preflight",
                        "stop for a host on which a member runs",
                        moving(),
                        moving().seen("b", "t", RUNNING)),
                new Example(
                        "preflight",
                        "stop for a host that was looked at before the move was wanted",
                        moving(),
                        moving().seen("b", "p", STOPPED, 79)),
                new Example(
                        "preflight",
                        "stop for a host that is deactivated",
                        moving(),
                        moving().host("b", it -> it.withAdmin(new Admin.Inactive(note())))),
                new Example(
                        "preflight",
                        "stop for another host than the one that was asked",
                        moving(),
                        moving().group(
                                        "p",
                                        it ->
                                                it.withMove(
                                                        move(
                                                                "a",
                                                                "e",
                                                                new Move.State.Preflight())))),
                new Example(
                        "preflight",
                        "stop without a destination where nobody insisted",
                        moving().host("a", it -> it.withAdmin(new Admin.Inactive(note(), true)))
                                .plan(setMove(move("a", null, stopping))),
                        moving().host("a", it -> it.withAdmin(new Admin.Inactive(note())))
                                .plan(setMove(move("a", null, stopping)))),
                new Example(
                        "target",
                        "start on a deactivated host that it did not leave for the move undone",
                        inactive.group(
                                "p",
                                it -> it.withMove(move("a", "b", new Move.State.Returning("no")))),
                        inactive.group(
                                "p",
                                it ->
                                        it.withMove(
                                                move("b", "a", new Move.State.Returning("no"))))));
    }
}
