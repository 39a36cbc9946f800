package io.halo.core.plan;

import io.halo.core.model.AgentInstance;
import io.halo.core.model.CommandId;
import io.halo.core.model.DeviceId;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What a plan wants done. `Sent` actions leave the process through a port; the others only change
/// the World.
public sealed interface Action {
    /// Leaves the process; ends with exactly one input per part.
    sealed interface Sent extends Action {
        HostId host();
    }

    /// Starts or stops a resource.
    ///
    /// @param instance the agent process that this is meant for
    /// @param sequence above every earlier request to this host in this epoch
    /// @param notAfter not to be sent later than this
    record Operate(
            HostId host,
            GroupId group,
            ResourceId resource,
            Operation.Kind kind,
            OperationId id,
            long sequence,
            AgentInstance instance,
            Duration timeout,
            Instant notAfter)
            implements Sent {}

    /// Looks at resources: one call for all that is due on a host.
    record Look(HostId host, List<One> what) implements Sent {
        public Look {
            what = List.copyOf(what);
        }

        /// @param interval the period that the script is told; zero for a probe
        public record One(
                ResourceId resource,
                OperationId id,
                long sequence,
                Duration interval,
                Duration timeout) {}
    }

    /// Sends a heartbeat at once, besides the regular ones.
    record Beat(HostId host) implements Sent {}

    /// Asks the devices of a level whether the host is on.
    record AskPower(HostId host, int level, DeviceId device, Duration timeout) implements Sent {}

    /// Runs one attempt of a recorded fence.
    ///
    /// @param bystanders hosts of the set that are connected now: they must be heard afterwards
    ///   (T2)
    record PowerOff(
            HostId host,
            FenceId fence,
            int attempt,
            int level,
            DeviceId device,
            SortedSet<HostId> bystanders,
            Duration timeout,
            Instant notAfter)
            implements Sent {}

    /// Switches a host on again that was powered off by a fence of the kind
    /// [io.halo.core.model.FenceRecord.Kind#CYCLE], through the devices that switched it off, and
    /// asks for its power then.
    ///
    /// @param fence the confirmed fence that owes it
    record PowerOn(
            HostId host,
            FenceId fence,
            int level,
            DeviceId device,
            Duration timeout,
            Instant notAfter)
            implements Sent {}

    /// Changes only what is remembered.
    sealed interface Noted extends Action {}

    /// Opens a fence record; it is judged again in the next step before anything is spawned (L4).
    record PlanFence(HostId host, FenceId fence, FenceRecord.Kind kind, String reason)
            implements Noted {}

    /// Ends a fence record that was not run, or whose reason has gone.
    record WithdrawFence(HostId host, FenceId fence, String why) implements Noted {}

    /// Gives a group up until `cleanup`: every receiver is over its limit, or its configuration
    /// cannot work anywhere.
    record GiveUp(GroupId group, String why) implements Noted {}

    /// Takes a planned move a step further.
    ///
    /// @param next null when it is over
    /// @param words for the history, or empty
    record SetMove(GroupId group, @Nullable Move next, String words) implements Noted {}

    /// Keeps the books only: nothing in the cluster depends on it.
    sealed interface Booked extends Action {}

    /// Something was done for a command, or is waited for.
    record StepCommand(CommandId command, String text) implements Booked {}

    /// A command has ended.
    ///
    /// @param failure why it failed, or null
    record EndCommand(CommandId command, @Nullable String failure) implements Booked {}

    /// Commands that ended long ago are forgotten.
    record ForgetCommands(List<CommandId> commands) implements Booked {
        public ForgetCommands {
            commands = List.copyOf(commands);
        }
    }

    /// The end time of a maintenance has passed.
    record RemindMaintenance(Maintenance what) implements Booked {}
}
