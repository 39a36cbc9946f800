package io.halo.manager.adapter.store;

import io.halo.core.model.Admin;
import io.halo.core.model.BootId;
import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Move;
import io.halo.core.model.PowerCut;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A row of every kind, with every variant of everything in it.
final class Rows {
    static final Instant AT = Instant.parse("2026-04-28T12:54:34.123456789Z");
    static final String ODD =
            "line\nbreak\ttab \"quotes\" 'single' \\ back \u0000 nul "
                    + "\u001b[31m escape \u0085 \u2028 ümlaut 漢字 \ud83d\ude00 half \ud800 and \udc00 ;-- ' OR 1=1";
    static final GroupId GROUP = new GroupId("mds00e0");
    static final HostId HOST = new HostId("mds00");
    static final Admin.Note NOTE = new Admin.Note("root", ODD, AT);

    private Rows() {}

    static List<Row> all() {
        var rows = new ArrayList<Row>();
        rows.addAll(groups());
        rows.addAll(hosts());
        rows.addAll(fences());
        rows.addAll(commands());
        return rows;
    }

    private static List<Row> groups() {
        var managed = new GroupView.Control.Managed();
        var started = new GroupView.Desired.Started();
        var identity = new LinkedHashMap<String, String>();
        identity.put("pool", ODD);
        identity.put("device", "");
        var members = new LinkedHashMap<ResourceId, Row.Thing>();
        members.put(new ResourceId("z"), new Row.Thing("heartbeat/ZFS", identity));
        members.put(
                new ResourceId("a ?#%/é"), new Row.Thing("lustre/Lustre", new LinkedHashMap<>()));
        return List.of(
                new Row.OfGroup(GROUP, managed, started, null, null, null),
                new Row.OfGroup(
                        GROUP,
                        new GroupView.Control.Unmanaged(NOTE),
                        started,
                        "changed",
                        null,
                        HOST),
                new Row.OfGroup(
                        GROUP, managed, new GroupView.Desired.Stopped(NOTE), ODD, ODD, HOST),
                new Row.OfHosted(GROUP, HOST, 1),
                new Row.OfHosted(GROUP, HOST, Long.MAX_VALUE),
                new Row.OfFailures(GROUP, HOST, null, null),
                new Row.OfFailures(
                        GROUP, HOST, new GroupView.Failures(List.of(), 0, AT, "", false), ODD),
                new Row.OfFailures(
                        GROUP,
                        HOST,
                        new GroupView.Failures(
                                List.of(AT, Instant.MIN, Instant.MAX), 7, Instant.EPOCH, ODD, true),
                        null),
                new Row.OfDefinition(GROUP, List.of(), new LinkedHashMap<>()),
                new Row.OfDefinition(GROUP, List.of(new HostId("z"), new HostId("a")), members));
    }

    private static List<Row> commands() {
        var id = new CommandId(7, 1204, 2);
        var scope = new Maintenance(Maintenance.Scope.GROUP, ODD, AT, true, NOTE);
        var rows = new ArrayList<Row>();
        for (Move.State state :
                List.of(
                        new Move.State.Preflight(),
                        new Move.State.Stopping(),
                        new Move.State.Starting(),
                        new Move.State.Returning(ODD),
                        new Move.State.Failed(ODD))) {
            for (Move.Kind kind : Move.Kind.values()) {
                rows.add(
                        new Row.OfMove(
                                GROUP, new Move(id, kind, HOST, new HostId("z"), 9, AT, state)));
            }
        }
        rows.add(
                new Row.OfMove(
                        GROUP,
                        new Move(
                                null,
                                Move.Kind.DEACTIVATE,
                                HOST,
                                null,
                                0,
                                AT,
                                new Move.State.Stopping())));
        for (CommandRecord.Kind kind : CommandRecord.Kind.values()) {
            rows.add(command(new CommandId(1, 2, 1), kind, new CommandRecord.State.Running()));
        }
        rows.add(command(id, CommandRecord.Kind.FENCE, new CommandRecord.State.Done(AT, false)));
        rows.add(command(id, CommandRecord.Kind.STOP, new CommandRecord.State.Failed(AT, ODD)));
        rows.add(new Row.OfCluster(0, null, List.of()));
        rows.add(
                new Row.OfCluster(
                        Long.MAX_VALUE,
                        new Maintenance(Maintenance.Scope.CLUSTER, "halo", null, false, NOTE),
                        List.of()));
        rows.add(new Row.OfCluster(1, null, List.of(AT, AT.plusSeconds(1))));
        rows.add(
                new Row.OfGroup(
                        GROUP,
                        new GroupView.Control.Unmanaged(NOTE, scope),
                        new GroupView.Desired.Started(),
                        null,
                        null,
                        null));
        rows.add(new Row.OfHost(HOST, new Admin.Inactive(NOTE, true), true, null, "up", null));
        rows.add(
                new Row.OfHost(
                        HOST, new Admin.Maintenance(AT, NOTE, true, true), true, null, "up", null));
        rows.add(
                new Row.OfFence(
                        new FenceRecord(
                                new FenceId("f-2"),
                                HOST,
                                FenceRecord.Kind.OFF,
                                FenceRecord.By.OPERATOR,
                                ODD,
                                AT,
                                null,
                                true,
                                true,
                                new FenceRecord.State.Planned())));
        return rows;
    }

    private static Row command(CommandId id, CommandRecord.Kind kind, CommandRecord.State state) {
        return new Row.OfCommand(
                new CommandRecord(
                        id,
                        kind,
                        ODD,
                        ODD,
                        ODD,
                        AT,
                        state,
                        List.of(new CommandRecord.Step(AT, ODD), new CommandRecord.Step(AT, ""))));
    }

    private static List<Row> hosts() {
        var device = new DeviceId("0123abcd");
        return List.of(
                new Row.OfHost(HOST, new Admin.Active(), false, null, "Connecting", null),
                new Row.OfHost(HOST, new Admin.Inactive(NOTE), true, new BootId("b-1"), "Up", null),
                new Row.OfHost(HOST, new Admin.Maintenance(null, NOTE), true, null, ODD, null),
                new Row.OfHost(
                        HOST,
                        new Admin.Maintenance(AT, NOTE),
                        true,
                        null,
                        "Silent",
                        new PowerCut(AT, new TreeSet<>(List.of(new HostId("z"), HOST)))),
                new Row.OfDevice(HOST, device, new DeviceProof.Unproven()),
                new Row.OfDevice(HOST, device, new DeviceProof.Proven(AT)),
                new Row.OfDevice(HOST, device, new DeviceProof.Untrusted(AT, ODD, true)),
                new Row.OfDevice(HOST, device, new DeviceProof.Untrusted(AT, "", false)));
    }

    private static List<Row> fences() {
        return List.of(
                fence(
                        FenceRecord.Kind.OFF,
                        FenceRecord.By.AUTO,
                        null,
                        new FenceRecord.State.Planned()),
                fence(
                        FenceRecord.Kind.CYCLE,
                        FenceRecord.By.OPERATOR,
                        new BootId("b"),
                        new FenceRecord.State.Planned()),
                off(new FenceRecord.State.Running(1, 0, AT, new TreeSet<>(), null)),
                off(
                        new FenceRecord.State.Running(
                                9,
                                2,
                                AT,
                                new TreeSet<>(List.of(new HostId("z"), HOST)),
                                "1234 5678 boot")),
                off(new FenceRecord.State.Failed(1, 0, ODD, AT)),
                off(new FenceRecord.State.Unknown(2, 1, ODD, AT)),
                off(new FenceRecord.State.Abandoned(3, 1, AT)),
                off(new FenceRecord.State.Confirmed(1, AT)),
                off(new FenceRecord.State.Returned(AT, ODD)),
                off(new FenceRecord.State.Lied(AT)));
    }

    private static Row off(FenceRecord.State state) {
        return fence(FenceRecord.Kind.OFF, FenceRecord.By.AUTO, new BootId("b-1"), state);
    }

    private static Row fence(
            FenceRecord.Kind kind,
            FenceRecord.By by,
            @Nullable BootId boot,
            FenceRecord.State state) {
        return new Row.OfFence(
                new FenceRecord(new FenceId("f-1"), HOST, kind, by, ODD, AT, boot, state));
    }
}
