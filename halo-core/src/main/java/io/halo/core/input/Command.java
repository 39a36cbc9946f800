package io.halo.core.input;

import io.halo.core.model.CommandRecord.Kind;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an operator asks for (contract section 5). The names may be of nothing: that is answered.
public sealed interface Command {
    /// Which one it is.
    Kind kind();

    /// The host or group that it is about, or the word `cluster`.
    String target();

    /// About a group.
    sealed interface OfGroup extends Command {
        GroupId group();

        @Override
        default String target() {
            return group().value();
        }
    }

    /// About a host.
    sealed interface OfHost extends Command {
        HostId host();

        @Override
        default String target() {
            return host().value();
        }
    }

    /// About the cluster.
    sealed interface OfCluster extends Command {
        @Override
        default String target() {
            return "cluster";
        }
    }

    record Manage(GroupId group) implements OfGroup {
        @Override
        public Kind kind() {
            return Kind.MANAGE;
        }
    }

    record Unmanage(GroupId group) implements OfGroup {
        @Override
        public Kind kind() {
            return Kind.UNMANAGE;
        }
    }

    record Start(GroupId group) implements OfGroup {
        @Override
        public Kind kind() {
            return Kind.START;
        }
    }

    record Stop(GroupId group) implements OfGroup {
        @Override
        public Kind kind() {
            return Kind.STOP;
        }
    }

    record Restart(GroupId group) implements OfGroup {
        @Override
        public Kind kind() {
            return Kind.RESTART;
        }
    }

    record Cleanup(GroupId group) implements OfGroup {
        @Override
        public Kind kind() {
            return Kind.CLEANUP;
        }
    }

    record Activate(HostId host) implements OfHost {
        @Override
        public Kind kind() {
            return Kind.ACTIVATE;
        }
    }

    /// @param force stop there what no other host can take
    record Deactivate(HostId host, boolean force) implements OfHost {
        @Override
        public Kind kind() {
            return Kind.DEACTIVATE;
        }
    }

    record Failback(HostId host) implements OfHost {
        @Override
        public Kind kind() {
            return Kind.FAILBACK;
        }
    }

    /// @param force whatever the guards say
    record Fence(HostId host, boolean force) implements OfHost {
        @Override
        public Kind kind() {
            return Kind.FENCE;
        }
    }

    record Reset(HostId host) implements OfHost {
        @Override
        public Kind kind() {
            return Kind.RESET;
        }
    }

    /// The operator vouches that the host is off.
    ///
    /// @param force even if its device, which is not to be trusted, says on
    record ConfirmOff(HostId host, boolean force) implements OfHost {
        @Override
        public Kind kind() {
            return Kind.CONFIRM_OFF;
        }
    }

    record AcceptState() implements OfCluster {
        @Override
        public Kind kind() {
            return Kind.ACCEPT_STATE;
        }
    }

    /// Drops what is remembered of a group or host that is not configured any more.
    record Forget(String name) implements Command {
        @Override
        public Kind kind() {
            return Kind.FORGET;
        }

        @Override
        public String target() {
            return name;
        }
    }

    /// Hides older events from the status.
    record Clear() implements OfCluster {
        @Override
        public Kind kind() {
            return Kind.CLEAR;
        }
    }

    /// @param id the host or group; anything for the cluster
    record Maintain(Maintenance.Scope scope, String id, boolean on, @Nullable Instant until)
            implements Command {
        @Override
        public Kind kind() {
            return Kind.MAINTENANCE;
        }

        @Override
        public String target() {
            return scope == Maintenance.Scope.CLUSTER ? "cluster" : id;
        }
    }
}
