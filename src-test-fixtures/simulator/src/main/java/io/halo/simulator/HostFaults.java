package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;
import static io.halo.simulator.Timeline.S;

import io.halo.core.model.HostId;

/// What can become of a server and of the agent on it.
final class HostFaults {
    private HostFaults() {}

    /// It answers no more and holds what it holds.
    static Happening hang(HostId host, long at, long span) {
        return new Happening(
                FaultKind.HOST_HANGS,
                at,
                span,
                "lose " + host,
                "heal " + host,
                ground -> ground.server(host).hang(),
                ground -> ground.server(host).recover());
    }

    static Happening reboot(HostId host, long takes, long at) {
        return Happening.once(
                FaultKind.HOST_REBOOTS,
                at,
                "reboot " + host,
                ground -> {
                    if (ground.server(host).on()) {
                        ground.server(host).powerOff("it reboots");
                        ground.server(host).powerOn(takes);
                    }
                });
    }

    /// @param span after which somebody switches it on again; 0: nobody
    static Happening losesPower(HostId host, long at, long span) {
        return new Happening(
                FaultKind.HOST_LOSES_POWER,
                at,
                span,
                "power " + host + " off",
                "power " + host + " on",
                ground -> ground.server(host).powerOff("its power is gone"),
                ground -> ground.server(host).powerOn(5 * S));
    }

    static Happening poweredOn(HostId host, long at) {
        return poweredOn(host, at, 4 * S);
    }

    /// @param takes until anything on it answers
    static Happening poweredOn(HostId host, long at, long takes) {
        return Happening.once(
                FaultKind.HOST_POWERED_ON,
                at,
                "power " + host + " on",
                ground -> ground.server(host).powerOn(takes));
    }

    static Happening agentDies(HostId host, long at, long span) {
        return new Happening(
                FaultKind.AGENT_KILLED,
                at,
                span,
                "kill " + host,
                "agent " + host,
                ground -> ground.server(host).killAgent(),
                ground -> ground.server(host).startAgent());
    }

    static Happening agentStops(HostId host, long at, long span) {
        return new Happening(
                FaultKind.AGENT_STOPPED,
                at,
                span,
                "lose " + host,
                "heal " + host,
                ground -> ground.server(host).stopAgent(),
                ground -> ground.server(host).continueAgent());
    }

    /// Its state directory cannot be written: what its next process should know it does not (S4).
    static Happening agentForgets(HostId host, long at, long span) {
        return new Happening(
                FaultKind.AGENT_FORGETS,
                at,
                span,
                "memory " + host + " volatile",
                "agent " + host,
                ground -> {
                    ground.server(host).memory.cannotWrite();
                    ground.breaksOn(Assumption.S4, host, host + " cannot keep its memory");
                },
                ground -> {
                    ground.server(host).killAgent();
                    ground.time.in(500 * MS, () -> ground.server(host).startAgent());
                });
    }

    static Happening draw(Dice dice, HostId host, long at, long span) {
        return switch (dice.below(20)) {
            case 0, 1, 2, 3 -> hang(host, at, dice.chance(0.5) ? span : 0);
            case 4, 5, 6 -> reboot(host, dice.rather(200 * MS, 60 * S), at);
            case 7, 8 -> losesPower(host, at, dice.chance(0.5) ? span : 0);
            case 9, 10 -> poweredOn(host, at);
            case 11, 12, 13, 14, 15 -> agentDies(host, at, dice.rather(100 * MS, 60 * S));
            case 16, 17, 18 -> agentStops(host, at, span);
            default -> agentForgets(host, at, span);
        };
    }
}
