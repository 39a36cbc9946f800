package io.halo.simulator;

import io.halo.core.model.HostId;
import java.util.List;

/// What can be wrong with a power switch.
final class DeviceFaults {
    private DeviceFaults() {}

    static Happening trouble(HostId host, int level, Switch.Mode mode, long at, long span) {
        return new Happening(
                kind(mode),
                at,
                span,
                "device " + host + " " + words(mode) + " " + level,
                "device " + host + " truth " + level,
                ground -> {
                    ground.device(host, level).mode(mode);
                    if (mode == Switch.Mode.SAYS_OFF) {
                        ground.breaksOn(Assumption.S3, host, "a device of " + host + " says off");
                    }
                },
                ground -> ground.device(host, level).mode(Switch.Mode.GOOD));
    }

    private static FaultKind kind(Switch.Mode mode) {
        return switch (mode) {
            case GOOD, FAILS -> FaultKind.DEVICE_FAILS;
            case LIES, SAYS_OFF -> FaultKind.DEVICE_LIES;
            case GONE -> FaultKind.DEVICE_GONE;
            case HANGS, SLOW -> FaultKind.DEVICE_SLOW;
            case STUCK -> FaultKind.DEVICE_STUCK;
            case FLICKERS -> FaultKind.DEVICE_FLICKERS;
        };
    }

    private static String words(Switch.Mode mode) {
        return switch (mode) {
            case GOOD -> "truth";
            case FAILS -> "fail";
            case LIES -> "lie";
            case SAYS_OFF -> "off";
            case GONE, FLICKERS -> "gone";
            case HANGS, SLOW -> "hang";
            case STUCK -> "stuck";
        };
    }

    /// An outlet that was empty from the first day: it never says on, so T1 never believes it.
    static Happening emptyOutlet(HostId host, int level) {
        return Happening.fromTheStart(
                FaultKind.DEVICE_LIES,
                "device " + host + " off " + level,
                ground -> ground.device(host, level).mode(Switch.Mode.SAYS_OFF));
    }

    /// The second supply of its level is nobody's.
    static Happening secondIsEmpty(HostId host, int level) {
        return Happening.fromTheStart(
                FaultKind.DEVICE_LIES,
                "device " + host + " mixed " + level,
                ground -> ground.device(host, level).secondIsEmpty());
    }

    /// The plug is a neighbour's (S3); two of these swap them.
    static Happening neighbours(HostId host, HostId other) {
        return Happening.fromTheStart(
                FaultKind.DEVICE_LIES,
                "# the plug of " + host + " is that of " + other,
                ground -> {
                    ground.breaksOn(
                            Assumption.S3, host, "the plug of " + host + " is that of " + other);
                    ground.devices(host).forEach(device -> device.feeds(other));
                });
    }

    static Happening draw(Dice dice, HostId host, int level, long at, long span) {
        Switch.Mode mode =
                dice.one(
                        List.of(
                                Switch.Mode.FAILS,
                                Switch.Mode.FAILS,
                                Switch.Mode.LIES,
                                Switch.Mode.GONE,
                                Switch.Mode.HANGS,
                                Switch.Mode.STUCK,
                                Switch.Mode.SLOW,
                                Switch.Mode.FLICKERS));
        if (dice.chance(0.03)) {
            mode = Switch.Mode.SAYS_OFF;
        }
        return trouble(host, level, mode, at, span);
    }
}
