package io.halo.simulator;

import io.halo.core.model.HostId;
import java.util.function.Consumer;

/// What can go wrong on the way to a server.
final class RoadFaults {
    private RoadFaults() {}

    static Happening cut(int seat, HostId host, long at, long span) {
        return new Happening(
                FaultKind.LINK_CUT,
                at,
                span,
                "lose " + host,
                "heal " + host,
                ground -> ground.road(seat, host).cut(true, true),
                ground -> ground.road(seat, host).heal());
    }

    static Happening oneWay(int seat, HostId host, boolean requests, long at, long span) {
        return new Happening(
                FaultKind.LINK_ONE_WAY,
                at,
                span,
                "# only one way to " + host + ": " + (requests ? "answers" : "requests") + " pass",
                "heal " + host,
                ground -> ground.road(seat, host).cut(requests, !requests),
                ground -> ground.road(seat, host).heal());
    }

    static Happening slow(int seat, HostId host, long by, long at, long span) {
        return late(seat, host, by, at, span, road -> road.slow(by));
    }

    /// Answers that are under way when this ends are as late.
    static Happening lateAnswers(int seat, HostId host, long by, long at, long span) {
        return late(seat, host, by, at, span, road -> road.answersLate(by));
    }

    private static Happening late(
            int seat, HostId host, long by, long at, long span, Consumer<Road> how) {
        return new Happening(
                FaultKind.LINK_SLOW,
                at,
                span,
                "late " + host + " " + Spans.words(by),
                "late " + host + " 1ms",
                ground -> how.accept(ground.road(seat, host)),
                ground -> ground.road(seat, host).heal());
    }

    static Happening unreliable(
            int seat, HostId host, double loss, double late, double twice, long at, long span) {
        return new Happening(
                FaultKind.LINK_SLOW,
                at,
                span,
                "# messages to and from " + host + " are lost, late or doubled",
                "heal " + host,
                ground -> ground.road(seat, host).unreliable(loss, late, twice),
                ground -> ground.road(seat, host).heal());
    }

    static Happening ownTrouble(int seat, HostId host, long at, long span) {
        return new Happening(
                FaultKind.OWN_TROUBLE,
                at,
                span,
                "lose " + host + " cannot-tell",
                "heal " + host,
                ground -> ground.road(seat, host).ownTrouble(true),
                ground -> ground.road(seat, host).heal());
    }

    static Happening draw(Dice dice, HostId host, long at, long span) {
        return switch (dice.below(12)) {
            case 0, 1, 2, 3 -> cut(0, host, at, span);
            case 4 -> oneWay(0, host, dice.chance(0.5), at, span);
            case 5, 6 -> slow(0, host, dice.rather(20 * Timeline.MS, 8 * Timeline.S), at, span);
            case 7, 8, 9, 10 ->
                    unreliable(
                            0,
                            host,
                            dice.chance(0.5) ? 0.02 + 0.01 * dice.below(30) : 0,
                            0.02 * dice.below(20),
                            0.02 * dice.below(20),
                            at,
                            span);
            default -> ownTrouble(0, host, at, span);
        };
    }
}
