package io.halo.core.plan;

import io.halo.core.model.Admin;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Maintenance;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What becomes of the records of commands and maintenance.
final class BookEffects {
    private BookEffects() {}

    static World apply(World world, Action.Booked booked, Instant now, List<Event> events) {
        return switch (booked) {
            case Action.StepCommand step ->
                    world.commands().get(step.command()) instanceof CommandRecord command
                            ? world.with(command.step(now, step.text()))
                            : world;
            case Action.EndCommand end ->
                    world.commands().get(end.command()) instanceof CommandRecord command
                            ? world.with(ended(command, end.failure(), now))
                            : world;
            case Action.ForgetCommands forget -> {
                var left = new TreeMap<>(world.commands());
                forget.commands().forEach(left::remove);
                yield world.withCommands(left);
            }
            case Action.RemindMaintenance remind -> {
                events.add(
                        Event.of(
                                Event.Kind.MAINTENANCE,
                                remind.what().id(),
                                "was to end now, and goes on until it is switched off"));
                yield reminded(world, remind.what());
            }
        };
    }

    private static CommandRecord ended(
            CommandRecord command, @Nullable String failure, Instant now) {
        return command.running()
                ? command.withState(
                        failure == null
                                ? new CommandRecord.State.Done(now, true)
                                : new CommandRecord.State.Failed(now, failure))
                : command;
    }

    /// Commands that wait for the fence of the host have failed with it.
    static World fenceEnded(World world, HostId host, String why, Instant now) {
        World next = world;
        for (CommandRecord command : world.commands().values()) {
            if (command.running()
                    && command.kind() == CommandRecord.Kind.FENCE
                    && command.target().equals(host.value())) {
                next = next.with(ended(command, why, now));
            }
        }
        return next;
    }

    private static World reminded(World world, Maintenance what) {
        return switch (what.scope()) {
            case CLUSTER -> world.withMaintenance(what.overdue());
            case HOST -> {
                HostView host = world.host(new HostId(what.id()));
                yield host.admin() instanceof Admin.Maintenance it
                        ? world.with(
                                host.withAdmin(
                                        new Admin.Maintenance(
                                                it.until(), it.note(), it.inactive(), true)))
                        : world;
            }
            case GROUP -> {
                GroupView group = world.group(new GroupId(what.id()));
                yield group.control() instanceof GroupView.Control.Unmanaged(Admin.Note note, _)
                        ? world.with(
                                group.withControl(
                                        new GroupView.Control.Unmanaged(note, what.overdue())))
                        : world;
            }
        };
    }
}
