package io.halo.core.input;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Contact;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Move;
import io.halo.core.model.PowerCut;
import io.halo.core.model.Row;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a manager knows when it starts: its configuration and the rows that its predecessor left.
/// Nothing seen is believed from disk (L2): everything is looked at again, every power-off asked
/// again, and every host ever seen gets `dead_after` anew.
public final class Restore {
    private Restore() {}

    /// A World at the manager's start. Rows whose host or group is not configured any more are its
    /// orphans.
    public static World world(ClusterSpec spec, Manager manager, List<Row> rows, Instant now) {
        World world = World.unknown(spec, manager, now);
        var orphans = new ArrayList<Row>();
        for (Row row : rows) {
            if (known(world, row)) {
                world = one(world, row, now);
            } else {
                orphans.add(row);
            }
        }
        return Definitions.hold(world.withOrphans(orphans), rows);
    }

    /// What the store has when a manager starts, for the difference that its first write makes: all
    /// that the manager knows is written, and every row that it does not know any more by then is
    /// taken out. The epoch stays whatever becomes of it.
    public static World saved(ClusterSpec spec, Manager manager, List<Row> rows, Instant now) {
        return World.unknown(spec, manager, now)
                .withOrphans(rows.stream().filter(row -> !(row instanceof Row.OfCluster)).toList());
    }

    private static boolean known(World world, Row row) {
        return switch (row) {
            case Row.OfGroup group -> world.spec().groups().containsKey(group.group());
            case Row.OfHosted hosted -> world.spec().groups().containsKey(hosted.group());
            case Row.OfFailures failures -> world.spec().groups().containsKey(failures.group());
            case Row.OfDefinition definition ->
                    world.spec().groups().containsKey(definition.group());
            case Row.OfHost host -> world.spec().hosts().containsKey(host.host());
            case Row.OfDevice device -> world.spec().hosts().containsKey(device.host());
            case Row.OfFence fence -> world.spec().hosts().containsKey(fence.fence().host());
            case Row.OfMove move -> world.spec().groups().containsKey(move.group());
            case Row.OfCommand _, Row.OfCluster _ -> true;
        };
    }

    private static World one(World world, Row row, Instant now) {
        return switch (row) {
            case Row.OfGroup group -> {
                GroupView view = world.group(group.group());
                yield world.with(
                        view.withControl(group.control())
                                .withDesired(group.desired())
                                .withHeld(
                                        group.held() == null
                                                ? null
                                                : new GroupView.Held(group.held(), null))
                                .withError(group.error())
                                .withHosted(view.hosted(), group.place()));
            }
            case Row.OfHosted hosted -> {
                GroupView view = world.group(hosted.group());
                var all = new TreeMap<>(view.hosted());
                all.put(hosted.host(), new GroupView.Hosted(hosted.order(), new TreeSet<>()));
                yield world.with(view.withHosted(all, view.place()));
            }
            case Row.OfFailures failures -> {
                GroupView view =
                        world.group(failures.group())
                                .withStopFailed(failures.host(), failures.stopFailed());
                var all = new TreeMap<>(view.failures());
                if (failures.failures() != null) {
                    FailurePolicy policy = world.spec().group(failures.group()).policy();
                    all.put(failures.host(), failures.failures().notAfter(now, policy));
                }
                yield world.with(view.withFailures(all));
            }
            case Row.OfDefinition _ -> world;
            case Row.OfMove move -> world.with(resumed(world, move, now));
            case Row.OfCommand command -> world.with(command.command());
            case Row.OfCluster cluster ->
                    world.withMaintenance(cluster.maintenance())
                            .withFencesStarted(
                                    cluster.fencesStarted().stream()
                                            .map(at -> earlier(at, now))
                                            .toList());
            case Row.OfHost host -> {
                HostView view = world.host(host.host());
                yield world.with(
                        view.withAdmin(host.admin())
                                .withContact(Contact.unheard(host.everSeen(), host.boot(), now))
                                .withCut(
                                        host.cut() == null
                                                ? null
                                                : new PowerCut(
                                                        earlier(host.cut().at(), now),
                                                        host.cut().unheard())));
            }
            case Row.OfDevice device -> {
                HostView view = world.host(device.host());
                yield view.devices().get(device.device()) instanceof DeviceView old
                        ? world.with(
                                view.withDevice(device.device(), old.withProof(device.proof())))
                        : world;
            }
            case Row.OfFence fence ->
                    world.with(
                            world.host(fence.fence().host())
                                    .withFence(afterCrash(fence.fence(), now)));
        };
    }

    /// A move goes on only if something may have been stopped for it already. What it looked at
    /// does not count any more.
    private static GroupView resumed(World world, Row.OfMove row, Instant now) {
        GroupView group = world.group(row.group());
        Move move = row.move();
        boolean places =
                world.setOf().containsKey(move.from())
                        && (move.to() == null || world.setOf().containsKey(move.to()));
        if (!move.underWay() || (move.stopped() && places)) {
            return group.withMove(move.in(move.state(), 0, now));
        }
        return group.withMove(
                move.in(
                        new Move.State.Failed(
                                places
                                        ? "the manager was restarted before anything was stopped"
                                        : "its hosts are not configured any more"),
                        0,
                        now));
    }

    /// A program that ran when the last manager died has been ended before; whether it took effect
    /// is unknown. The wall clock may have been set back meanwhile: nothing that was done lies
    /// ahead.
    private static FenceRecord afterCrash(FenceRecord before, Instant now) {
        FenceRecord fence = before.plannedNotAfter(now);
        Instant latest = now.plus(PowerFold.RETRY_MAX);
        return switch (fence.state()) {
            case FenceRecord.State.Running run ->
                    fence.withState(
                            new FenceRecord.State.Unknown(
                                    run.attempt(),
                                    run.level(),
                                    "the manager was restarted meanwhile",
                                    now));
            case FenceRecord.State.Abandoned gone ->
                    fence.withState(
                            new FenceRecord.State.Unknown(
                                    gone.attempt(),
                                    gone.level(),
                                    "the manager was restarted meanwhile",
                                    now));
            case FenceRecord.State.Failed(int attempt, int level, String why, Instant retryAt) ->
                    fence.withState(
                            new FenceRecord.State.Failed(
                                    attempt, level, why, earlier(retryAt, latest)));
            case FenceRecord.State.Unknown(int attempt, int level, String why, Instant retryAt) ->
                    fence.withState(
                            new FenceRecord.State.Unknown(
                                    attempt, level, why, earlier(retryAt, latest)));
            case FenceRecord.State.Confirmed(int level, Instant at) ->
                    fence.withState(new FenceRecord.State.Confirmed(level, earlier(at, now)));
            case FenceRecord.State.Returned(Instant at, String how) ->
                    fence.withState(new FenceRecord.State.Returned(earlier(at, now), how));
            case FenceRecord.State.Lied(Instant at) ->
                    fence.withState(new FenceRecord.State.Lied(earlier(at, now)));
            case FenceRecord.State.Planned _ -> fence;
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
