package io.halo.manager.adapter.store;

import io.halo.core.model.Row;
import tools.jackson.databind.node.ObjectNode;

/// Rows to JSON and back, field by field: `read(write(row))` is the row, and nothing else can be
/// read. What is written here is read by later versions: a change needs a new [Schema#VERSION] and
/// a migration.
final class RowCodec {
    private RowCodec() {}

    static String write(Row row) {
        return Fields.text(tree(row));
    }

    /// The row that was written under that key.
    ///
    /// @throws DamagedException if the text is not exactly what [#write] makes of a row with that
    ///   key
    static Row read(String table, String id, String body) throws DamagedException {
        Fields fields = Fields.parse(body);
        Row row = decode(table(table), fields);
        boolean exact =
                row.key().table().name().equals(table)
                        && id(row.key()).equals(id)
                        && Fields.parse(write(row)).equals(fields);
        if (!exact) {
            throw new DamagedException("is not what was written");
        }
        return row;
    }

    /// The id column: ASCII, one line.
    static String id(Row.Key key) {
        return Fields.ascii(key.id());
    }

    private static Row.Table table(String name) throws DamagedException {
        for (Row.Table table : Row.Table.values()) {
            if (table.name().equals(name)) {
                return table;
            }
        }
        throw new DamagedException("is of no known kind");
    }

    private static ObjectNode tree(Row row) {
        return switch (row) {
            case Row.OfGroup group -> GroupRows.write(group);
            case Row.OfHosted hosted -> GroupRows.write(hosted);
            case Row.OfFailures failures -> GroupRows.write(failures);
            case Row.OfDefinition definition -> GroupRows.write(definition);
            case Row.OfHost host -> HostRows.write(host);
            case Row.OfDevice device -> HostRows.write(device);
            case Row.OfFence fence -> FenceRows.write(fence);
            case Row.OfMove move -> MoveRows.write(move);
            case Row.OfCommand command -> CommandRows.write(command);
            case Row.OfCluster cluster -> CommandRows.write(cluster);
        };
    }

    private static Row decode(Row.Table table, Fields fields) throws DamagedException {
        try {
            return switch (table) {
                case GROUP -> GroupRows.group(fields);
                case HOSTED -> GroupRows.hosted(fields);
                case FAILURES -> GroupRows.failures(fields);
                case DEFINITION -> GroupRows.definition(fields);
                case HOST -> HostRows.host(fields);
                case DEVICE -> HostRows.device(fields);
                case FENCE -> FenceRows.fence(fields);
                case MOVE -> MoveRows.move(fields);
                case COMMAND -> CommandRows.command(fields);
                case CLUSTER -> CommandRows.cluster(fields);
            };
        } catch (IllegalArgumentException e) {
            // A constructor refused it: an id that is none, for example.
            throw new DamagedException("is not valid: " + e.getMessage(), e);
        }
    }
}
