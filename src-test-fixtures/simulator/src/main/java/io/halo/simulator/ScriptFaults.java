package io.halo.simulator;

import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.simulator.ScriptTroubles.How;
import java.util.List;
import java.util.Locale;

/// What can be wrong with the scripts of a resource on a server.
final class ScriptFaults {
    private ScriptFaults() {}

    static Happening trouble(
            HostId host, Order.Op op, ResourceId resource, How how, long at, long span) {
        String script =
                "script " + host + " " + op.name().toLowerCase(Locale.ROOT) + " " + resource + " ";
        return new Happening(
                kind(how),
                at,
                span,
                words(script, how),
                script + "ok",
                ground -> begin(ground, host, op, resource, how),
                ground -> ground.server(host).troubles.end(op, resource, ground.now()));
    }

    private static void begin(
            Ground ground, HostId host, Order.Op op, ResourceId resource, How how) {
        Server server = ground.server(host);
        server.troubles.begin(op, resource, how);
        boolean monitorLies =
                server.troubles.of(Order.Op.MONITOR, resource).filter(How.LIES::equals).isPresent();
        boolean stopLies =
                server.troubles.of(Order.Op.STOP, resource).filter(How.LIES::equals).isPresent();
        if (monitorLies) {
            ground.monitorLies(resource);
        }
        if (monitorLies && stopLies) {
            ground.breaksOf(
                    Assumption.S2, resource, "stop and monitor of " + resource + " both lie");
        }
    }

    private static FaultKind kind(How how) {
        return switch (how) {
            case FAILS, NOT_INSTALLED, NOT_CONFIGURED -> FaultKind.SCRIPT_FAILS;
            case MISSING -> FaultKind.SCRIPT_MISSING;
            case HANGS -> FaultKind.SCRIPT_HANGS;
            case STUCK -> FaultKind.SCRIPT_STUCK;
            case SLOW -> FaultKind.SCRIPT_SLOW;
            case LIES -> FaultKind.SCRIPT_LIES;
        };
    }

    private static String words(String script, How how) {
        return switch (how) {
            case FAILS -> script + "exit=1";
            case NOT_INSTALLED -> script + "exit=5";
            case NOT_CONFIGURED -> script + "exit=6";
            case MISSING -> script + "not-run";
            case HANGS -> script + "hang";
            case STUCK -> "# stuck for a while: " + script;
            case SLOW -> script + "delay=30s";
            case LIES -> "# says that it did it, and did not: " + script;
        };
    }

    /// Something stops by itself.
    static Happening dies(ResourceId resource, long at) {
        return Happening.once(
                FaultKind.RESOURCE_DIES,
                at,
                "# wherever it runs: stopped HOST " + resource,
                ground ->
                        ground.servers()
                                .forEach(server -> server.copies.remove(ground.thing(resource))));
    }

    static Happening draw(Dice dice, HostId host, ResourceId resource, long at, long span) {
        if (dice.chance(0.25)) {
            return dies(resource, at);
        }
        Order.Op op = dice.one(List.of(Order.Op.START, Order.Op.STOP, Order.Op.MONITOR));
        How how =
                dice.one(
                        List.of(
                                How.FAILS,
                                How.FAILS,
                                How.FAILS,
                                How.HANGS,
                                How.HANGS,
                                How.STUCK,
                                How.SLOW,
                                How.SLOW,
                                How.LIES,
                                How.MISSING,
                                How.NOT_INSTALLED,
                                How.NOT_CONFIGURED));
        return trouble(host, op, resource, how, at, span);
    }
}
