package io.halo.core.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One durable fact. The rows of a World are all that a manager's successor knows of it.
public sealed interface Row {
    /// Unique among all rows.
    Key key();

    /// The group or host that it is about, by name; empty for what is about all of them.
    default String about() {
        return switch (this) {
            case OfGroup it -> it.group().value();
            case OfHosted it -> it.group().value();
            case OfFailures it -> it.group().value();
            case OfDefinition it -> it.group().value();
            case OfMove it -> it.group().value();
            case OfHost it -> it.host().value();
            case OfDevice it -> it.host().value();
            case OfFence it -> it.fence().host().value();
            case OfCommand _, OfCluster _ -> "";
        };
    }

    /// @param table the kind of row
    /// @param id unique in its table
    record Key(Table table, String id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTable = table.compareTo(other.table);
            return byTable != 0 ? byTable : id.compareTo(other.id);
        }
    }

    /// The kinds of rows.
    enum Table {
        GROUP,
        HOSTED,
        FAILURES,
        HOST,
        DEVICE,
        FENCE,
        DEFINITION,
        MOVE,
        COMMAND,
        CLUSTER
    }

    /// Intents of a group and where it was placed last.
    record OfGroup(
            GroupId group,
            GroupView.Control control,
            GroupView.Desired desired,
            @Nullable String held,
            @Nullable String error,
            @Nullable HostId place)
            implements Row {
        @Override
        public Key key() {
            return new Key(Table.GROUP, group.value());
        }
    }

    /// The host may hold the group.
    record OfHosted(GroupId group, HostId host, long order) implements Row {
        @Override
        public Key key() {
            return new Key(Table.HOSTED, pair(group.value(), host.value()));
        }
    }

    /// Failed attempts of a group on a host.
    record OfFailures(
            GroupId group,
            HostId host,
            GroupView.@Nullable Failures failures,
            @Nullable String stopFailed)
            implements Row {
        @Override
        public Key key() {
            return new Key(Table.FAILURES, pair(group.value(), host.value()));
        }
    }

    /// Intents of a host, and whether and how it was last heard.
    ///
    /// @param reach the name of its [Reach]
    /// @param cut whom the newest `off` that was sent to it may have hit instead, or null
    record OfHost(
            HostId host,
            Admin admin,
            boolean everSeen,
            @Nullable BootId boot,
            String reach,
            @Nullable PowerCut cut)
            implements Row {
        @Override
        public Key key() {
            return new Key(Table.HOST, host.value());
        }
    }

    /// What a fence device has proven.
    record OfDevice(HostId host, DeviceId device, DeviceProof proof) implements Row {
        @Override
        public Key key() {
            return new Key(Table.DEVICE, pair(host.value(), device.value()));
        }
    }

    /// A fence record.
    record OfFence(FenceRecord fence) implements Row {
        @Override
        public Key key() {
            return new Key(Table.FENCE, fence.host().value());
        }
    }

    /// What a group was when it was started, or when a manager first saw it in its file: a
    /// difference at the next manager start means Held.
    ///
    /// @param members each exclusive member in start order with its kind and identity parameters
    record OfDefinition(
            GroupId group, List<HostId> candidates, SequencedMap<ResourceId, Thing> members)
            implements Row {
        public OfDefinition {
            candidates = Checks.list(candidates);
            members = Checks.ordered(members);
        }

        @Override
        public Key key() {
            return new Key(Table.DEFINITION, group.value());
        }

        /// What is left of it when another group has what they share, by name or by thing.
        public OfDefinition without(OfDefinition other) {
            var left = new LinkedHashMap<>(members);
            left.entrySet().removeIf(entry -> other.has(entry.getKey(), entry.getValue()));
            return new OfDefinition(group, candidates, left);
        }

        /// Whether the resource, or the thing that it stands for, was part of it.
        public boolean has(ResourceId member, Thing thing) {
            return members.containsKey(member)
                    || (!thing.identity().isEmpty() && members.containsValue(thing));
        }
    }

    /// A planned move.
    record OfMove(GroupId group, Move move) implements Row {
        @Override
        public Key key() {
            return new Key(Table.MOVE, group.value());
        }
    }

    /// A command of an operator.
    record OfCommand(CommandRecord command) implements Row {
        @Override
        public Key key() {
            return new Key(Table.COMMAND, command.id().toString());
        }
    }

    /// What is about the cluster as a whole.
    ///
    /// @param epoch the highest that this manager or a predecessor claims; never lowered
    /// @param fencesStarted when automatic fences of the last hour were planned, the newest last
    record OfCluster(long epoch, @Nullable Maintenance maintenance, List<Instant> fencesStarted)
            implements Row {
        public OfCluster {
            fencesStarted = Checks.list(fencesStarted);
        }

        @Override
        public Key key() {
            return new Key(Table.CLUSTER, "cluster");
        }
    }

    /// The real thing behind a resource.
    record Thing(String kind, SequencedMap<String, String> identity) {
        public Thing {
            identity = Checks.ordered(identity);
        }
    }

    /// Ids hold no control characters, so the pair is unique.
    private static String pair(String one, String other) {
        return one + '\n' + other;
    }
}
