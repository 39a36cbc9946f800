package io.halo.simulator;

import io.halo.core.input.Command;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.Move;
import io.halo.core.model.Row;
import io.halo.core.model.World;
import java.util.List;
import java.util.Optional;

/// D1: what a manager has acknowledged is on its disk at that moment, and a new process reads it.
final class Durable {
    private Durable() {}

    /// What of an acknowledged command is not on the disk.
    static Optional<String> missing(Command command, List<Row> rows) {
        return switch (command) {
            case Command.Reset it ->
                    Targets.fence(rows, it.host())
                            .filter(FenceRecord::latched)
                            .map(_ -> it.host() + " was reset");
            case Command.Fence it ->
                    Targets.fence(rows, it.host()).isPresent()
                            ? Optional.empty()
                            : Optional.of(it.host() + " is to be fenced");
            case Command.ConfirmOff it ->
                    Targets.fence(rows, it.host())
                            .filter(FenceRecord::open)
                            .map(_ -> it.host() + " is off");
            case Command.Cleanup it ->
                    rows.stream()
                            .filter(row ->
                                    row instanceof Row.OfFailures one
                                            && one.group().equals(it.group()))
                            .findFirst()
                            .map(_ -> it.group() + " was cleaned up");
            case Command.Restart it ->
                    rows.stream()
                                    .anyMatch(row ->
                                            row instanceof Row.OfMove one
                                                    && one.group().equals(it.group()))
                            ? Optional.empty()
                            : Optional.of(it.group() + " is restarted");
            case Command.OfGroup _,
                    Command.OfHost _,
                    Command.OfCluster _,
                    Command.Forget _,
                    Command.Maintain _ ->
                    Optional.empty();
        };
    }

    /// What is on the disk and a new process does not know.
    static Optional<String> unread(List<Row> rows, World world) {
        return rows.stream()
                .filter(row -> !read(row, world))
                .map(Row::key)
                .map(Object::toString)
                .findFirst();
    }

    private static boolean read(Row row, World world) {
        return switch (row) {
            case Row.OfFence it ->
                    !world.setOf().containsKey(it.fence().host())
                            || world.host(it.fence().host()).fence() instanceof FenceRecord known
                                    && known.id().equals(it.fence().id());
            case Row.OfMove it ->
                    !world.spec().groups().containsKey(it.group())
                            || !it.move().stopped()
                            || world.group(it.group()).move() instanceof Move;
            case Row.OfHosted it ->
                    !world.spec().groups().containsKey(it.group())
                            || !world.setOf().containsKey(it.host())
                            || world.group(it.group()).hosted().containsKey(it.host());
            case Row.OfFailures it ->
                    it.stopFailed() == null
                            || !world.spec().groups().containsKey(it.group())
                            || !world.setOf().containsKey(it.host())
                            || world.group(it.group()).stopFailed().containsKey(it.host());
            case Row.OfGroup _,
                    Row.OfHost _,
                    Row.OfDevice _,
                    Row.OfDefinition _,
                    Row.OfCommand _,
                    Row.OfCluster _ ->
                    true;
        };
    }
}
