package io.halo.simulator;

import java.util.Locale;

/// Everything that is made to go wrong, for the count.
enum FaultKind {
    LINK_CUT,
    LINK_ONE_WAY,
    LINK_SLOW,
    MESSAGE_LOST,
    MESSAGE_LATE,
    MESSAGE_DUPLICATED,
    MESSAGE_HELD,
    HOST_HANGS,
    HOST_REBOOTS,
    HOST_LOSES_POWER,
    HOST_POWERED_ON,
    AGENT_KILLED,
    AGENT_STOPPED,
    AGENT_FORGETS,
    SCRIPT_FAILS,
    SCRIPT_HANGS,
    SCRIPT_STUCK,
    SCRIPT_SLOW,
    SCRIPT_LIES,
    SCRIPT_MISSING,
    RESOURCE_DIES,
    DEVICE_FAILS,
    DEVICE_LIES,
    DEVICE_SLOW,
    DEVICE_FLICKERS,
    DEVICE_STUCK,
    DEVICE_GONE,
    OWN_TROUBLE,
    MANAGER_KILLED,
    MANAGER_KILLED_INSIDE,
    MANAGER_PAUSED,
    MANAGER_SECOND,
    STATE_OLD,
    STATE_NOT_WRITABLE,
    CONFIG_CHANGED,
    CLOCK_JUMPS,
    HAND_MOVE,
    HAND_START,
    COMMAND;

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
