package io.halo.explorer;

import io.halo.core.input.Command;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;

/// Operators' commands, and what follows for the truth when one is accepted.
final class Commands {
    private Commands() {}

    static Command of(Event event, Names names) {
        return event.kind().ofGroup
                ? ofGroup(event.kind(), names.groups.get(event.thing()))
                : ofHost(event.kind(), names.hosts.get(event.host()));
    }

    private static Command ofGroup(Event.Kind kind, GroupId group) {
        return switch (kind) {
            case GROUP_STOP -> new Command.Stop(group);
            case GROUP_START -> new Command.Start(group);
            case GROUP_RESTART -> new Command.Restart(group);
            case UNMANAGE -> new Command.Unmanage(group);
            case MANAGE -> new Command.Manage(group);
            case CLEANUP -> new Command.Cleanup(group);
            default -> throw new IllegalArgumentException(kind.name());
        };
    }

    private static Command ofHost(Event.Kind kind, HostId host) {
        return switch (kind) {
            case ACTIVATE -> new Command.Activate(host);
            case DEACTIVATE -> new Command.Deactivate(host, false);
            case FAILBACK -> new Command.Failback(host);
            case FENCE -> new Command.Fence(host, false);
            case RESET -> new Command.Reset(host);
            case CONFIRM_OFF -> new Command.ConfirmOff(host, false);
            case MAINTENANCE_ON -> maintenance(host, true);
            case MAINTENANCE_OFF -> maintenance(host, false);
            default -> throw new IllegalArgumentException(kind.name());
        };
    }

    private static Command maintenance(HostId host, boolean on) {
        return new Command.Maintain(Maintenance.Scope.HOST, host.value(), on, null);
    }

    static void accepted(Truth truth, Event event) {
        int group = event.thing() < 0 ? 0 : 1 << event.thing();
        int host = event.host() < 0 ? 0 : 1 << event.host();
        switch (event.kind()) {
            case GROUP_STOP -> truth.stopped |= group;
            case GROUP_START -> truth.stopped &= ~group;
            case UNMANAGE -> truth.unmanaged |= group;
            case MANAGE -> truth.unmanaged &= ~group;
            case DEACTIVATE -> truth.inactive |= host;
            case ACTIVATE -> truth.inactive &= ~host;
            case MAINTENANCE_ON -> truth.maintained |= host;
            case MAINTENANCE_OFF -> truth.maintained &= ~host;
            case CONFIRM_OFF -> truth.broken |= truth.hosts[event.host()].power;
            default -> {}
        }
    }
}
