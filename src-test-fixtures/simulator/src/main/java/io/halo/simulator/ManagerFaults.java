package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;
import static io.halo.simulator.Timeline.S;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.Manager;
import java.time.Duration;
import java.util.List;

/// What can become of a manager, its state and its machine.
final class ManagerFaults {
    private ManagerFaults() {}

    static Happening killed(long at, long span) {
        return new Happening(
                FaultKind.MANAGER_KILLED,
                at,
                Math.max(span, MS),
                "restart",
                "",
                ground -> ground.seats.getFirst().kill(),
                ground -> ground.seats.getFirst().start());
    }

    /// In the middle of a turn, and started again at once.
    static Happening killedInside(Dice dice, long at) {
        int count = dice.below(4);
        int how = dice.below(3);
        return Happening.once(
                FaultKind.MANAGER_KILLED,
                at,
                "# killed in a turn: "
                        + List.of("before a write", "after a write", "between two actions")
                                .get(how),
                ground ->
                        ground.seats
                                .getFirst()
                                .running()
                                .ifPresent(manager -> {
                                    if (how == 2) {
                                        manager.fuse().atAction(count);
                                    } else {
                                        manager.fuse().atWrite(count, how == 1);
                                    }
                                }));
    }

    static Happening paused(long at, long span) {
        return new Happening(
                FaultKind.MANAGER_PAUSED,
                at,
                span,
                "pause " + Spans.words(span),
                "",
                ground -> ground.seats.getFirst().running().ifPresent(ManagerProcess::pause),
                ground -> ground.seats.getFirst().running().ifPresent(ManagerProcess::resume));
    }

    static Happening diskFull(long at, long span) {
        return new Happening(
                FaultKind.STATE_NOT_WRITABLE,
                at,
                span,
                "store fails",
                "store works",
                ground -> ground.seats.getFirst().disk().full(true),
                ground -> ground.seats.getFirst().disk().full(false));
    }

    /// A backup is taken, and put back later.
    static Happening oldState(long at, long span) {
        var backup = new Backup();
        return new Happening(
                FaultKind.STATE_OLD,
                at,
                span,
                "snapshot",
                "restart snapshot",
                backup::take,
                backup::putBack);
    }

    /// The state directory is gone, and the manager is started with an empty one.
    static Happening lostState(long at) {
        return Happening.once(
                FaultKind.STATE_OLD,
                at,
                "# the state is lost, then: restart",
                ground -> {
                    Seat seat = ground.seats.getFirst();
                    seat.kill();
                    seat.putBack(new Disk());
                    ground.judge.told(Judge.Told.nothing());
                    ground.stateIsOld();
                    seat.start();
                });
    }

    private static final class Backup {
        private Disk disk = new Disk();
        private Judge.Told told = Judge.Told.nothing();

        void take(Ground ground) {
            disk = ground.seats.getFirst().disk().copy();
            told = ground.judge.told();
        }

        void putBack(Ground ground) {
            Seat seat = ground.seats.getFirst();
            seat.kill();
            seat.putBack(disk);
            ground.judge.told(told);
            ground.stateIsOld();
            seat.start();
        }
    }

    /// A second manager, with a copy of the state, that reaches these hosts.
    static Happening second(List<HostId> reach, long at, long span) {
        return new Happening(
                FaultKind.MANAGER_SECOND,
                at,
                span,
                "# a second manager with a copy of the state, which reaches " + reach,
                "",
                ground -> {
                    if (ground.seats.size() > 1) {
                        return;
                    }
                    ground.secondReachesOnly(reach);
                    Seat first = ground.seats.getFirst();
                    var second =
                            new Seat(
                                    ground,
                                    ground.seats.size(),
                                    first.disk().copy(),
                                    first.spec(),
                                    Manager.Mode.MANAGE);
                    for (HostId id : first.spec().hosts().keySet()) {
                        boolean reaches = reach.contains(id);
                        ground.road(second.number(), id).cut(!reaches, !reaches);
                    }
                    ground.seats.add(second);
                    second.start();
                },
                ground -> ground.seats.stream().skip(1).forEach(Seat::kill));
    }

    /// Somebody sets the clock, and the manager is restarted.
    static Happening clockJumps(Duration by, long at) {
        return Happening.once(
                FaultKind.CLOCK_JUMPS,
                at,
                "# the wall clock jumps by " + by + ", then: restart",
                ground -> {
                    Seat seat = ground.seats.getFirst();
                    seat.kill();
                    seat.clockOff(by);
                    ground.judge.clockJumped();
                    seat.start();
                });
    }

    /// Another configuration, from a restart to the next.
    static Happening configured(String words, ClusterSpec next, long at, long span) {
        return new Happening(
                FaultKind.CONFIG_CHANGED,
                at,
                span,
                "# another configuration: " + words + ", then: restart",
                "restart",
                ground -> restartWith(ground, next),
                ground -> restartWith(ground, ground.spec()));
    }

    private static void restartWith(Ground ground, ClusterSpec spec) {
        Seat seat = ground.seats.getFirst();
        seat.kill();
        seat.configure(spec);
        seat.start();
    }

    static Happening managesFrom(long at) {
        return Happening.once(
                FaultKind.CONFIG_CHANGED,
                at,
                "# from observe to manage, then: restart",
                ground -> {
                    Seat seat = ground.seats.getFirst();
                    seat.kill();
                    seat.mode(Manager.Mode.MANAGE);
                    seat.start();
                });
    }

    static Happening draw(Dice dice, ClusterSpec spec, long at, long span) {
        return switch (dice.below(20)) {
            case 0, 1, 2, 3, 4 -> killed(at, dice.rather(10 * MS, 60 * S));
            case 5, 6, 7, 8, 9, 10 -> killedInside(dice, at);
            case 11, 12, 13 -> paused(at, dice.rather(S, 60 * S));
            case 14, 15, 16 -> diskFull(at, span);
            case 17 -> oldState(at, span);
            case 18 ->
                    clockJumps(
                            dice.one(
                                    List.of(
                                            Duration.ofHours(-1),
                                            Duration.ofHours(1),
                                            Duration.ofDays(26_000),
                                            Duration.ofDays(-400))),
                            at);
            default -> ConfigChange.draw(dice, spec, at, span);
        };
    }
}
