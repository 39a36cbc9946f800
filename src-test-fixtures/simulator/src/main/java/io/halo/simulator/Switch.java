package io.halo.simulator;

import io.halo.core.model.DeviceView;
import io.halo.core.model.HostId;

/// The fence devices of one level of a server, as they really are.
final class Switch {
    /// What is wrong with it.
    enum Mode {
        GOOD,
        /// Says no.
        FAILS,
        /// `off` ends well and does nothing; status tells the truth.
        LIES,
        /// Says off whatever is: an empty outlet.
        SAYS_OFF,
        /// Does not answer.
        GONE,
        /// Its program never ends by itself.
        HANGS,
        /// And KILL does not end it.
        STUCK,
        /// Acts long after its program was given up.
        SLOW,
        /// Answers now and then.
        FLICKERS
    }

    private final Ground ground;
    private final Dice dice;
    private Mode mode = Mode.GOOD;

    /// The server whose power it is in truth.
    private HostId feeds;

    /// The second of its two supplies is nobody's; the server has another one.
    private boolean secondIsEmpty;

    private boolean wasSwitchedOff;

    Switch(Ground ground, HostId of, int level) {
        this.ground = ground;
        this.feeds = of;
        this.dice = ground.dice.of("switch " + level + " of " + of);
    }

    void feeds(HostId other) {
        feeds = other;
    }

    void secondIsEmpty() {
        secondIsEmpty = true;
    }

    Mode mode() {
        return mode;
    }

    void mode(Mode next) {
        mode = next;
    }

    HostId feeds() {
        return feeds;
    }

    /// Somebody has found out what is wrong with it.
    void repair(HostId of) {
        mode = Mode.GOOD;
        feeds = of;
        secondIsEmpty = false;
    }

    DeviceView.State says() {
        boolean on = ground.server(feeds).on();
        return switch (mode) {
            case GOOD, FAILS, LIES, SLOW -> truth(on);
            case SAYS_OFF -> DeviceView.State.OFF;
            case GONE, HANGS, STUCK -> DeviceView.State.UNKNOWN;
            case FLICKERS -> dice.chance(0.5) ? DeviceView.State.UNKNOWN : truth(on);
        };
    }

    private DeviceView.State truth(boolean on) {
        if (!on) {
            return DeviceView.State.OFF;
        }
        if (secondIsEmpty) {
            return wasSwitchedOff ? DeviceView.State.OFF : DeviceView.State.MIXED;
        }
        return DeviceView.State.ON;
    }

    void off(String why) {
        wasSwitchedOff = true;
        if (!secondIsEmpty) {
            ground.server(feeds).powerOff(why);
        }
    }

    void on(long bootTakes) {
        wasSwitchedOff = false;
        ground.server(feeds).powerOn(bootTakes);
    }
}
