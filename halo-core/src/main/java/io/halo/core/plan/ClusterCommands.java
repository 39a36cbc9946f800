package io.halo.core.plan;

import io.halo.core.input.Command;
import io.halo.core.model.Admin;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.GroupView.Control;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Maintenance.Scope;
import io.halo.core.model.Manager;
import io.halo.core.model.Reach;
import io.halo.core.model.Row;
import io.halo.core.model.World;
import io.halo.core.plan.CommandDraft.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Commands about the cluster, and maintenance of any part of it.
final class ClusterCommands {
    private ClusterCommands() {}

    /// Takes over from the manager that agents obey instead: everything is looked at anew.
    static Verdict acceptState(CommandDraft draft) {
        Manager manager = draft.world().manager();
        if (manager.refusal() == null) {
            return new Verdict.Done(false);
        }
        draft.say(
                Event.Kind.MANAGE,
                draft.world().spec().name(),
                "took over from manager " + manager.refusal().manager());
        World taken = draft.world().withManager(manager.takeOver());
        draft.world(taken);
        for (GroupView group : taken.groups().values()) {
            GroupView anew = group.newGeneration(taken.step());
            draft.put(anew);
            draft.forgetSightings(anew, true);
        }
        for (HostView host : taken.hosts().values()) {
            // Who testifies against it must have accepted the new epoch.
            if (host.contact().reach() instanceof Reach.Silent silent) {
                draft.put(
                        host.withContact(
                                host.contact()
                                        .withReach(new Reach.Silent(draft.now(), silent.why()))));
            }
        }
        taken.hosts().keySet().forEach(draft::beatSet);
        return new Verdict.Done(true);
    }

    static Verdict clear(CommandDraft draft) {
        draft.say(Event.Kind.CLEAR, draft.world().spec().name(), "");
        return new Verdict.Done(true);
    }

    /// A group may have left the file while another has the same name as a host of before: rows of
    /// what is configured are never touched.
    static Verdict forget(Command.Forget command, CommandDraft draft) {
        List<Row> kept =
                draft.world().orphans().stream()
                        .filter(row -> !row.about().equals(command.name()))
                        .toList();
        if (kept.size() == draft.world().orphans().size()) {
            return CommandDraft.refuse(
                    command.name() + " is configured: what is known of it is needed",
                    "take it out of the configuration and restart the manager first");
        }
        draft.world(draft.world().withOrphans(kept));
        draft.say(Event.Kind.CLEANUP, command.name(), "forgotten; it is not configured any more");
        return new Verdict.Done(true);
    }

    static Verdict maintain(Command.Maintain command, CommandDraft draft) {
        if (command.on() && command.until() != null && !command.until().isAfter(draft.now())) {
            return CommandDraft.refuse(
                    "the end of the maintenance is in the past", "halo maintenance on --until 2h");
        }
        String id = command.scope() == Scope.CLUSTER ? draft.world().spec().name() : command.id();
        Instant until =
                command.until() == null ? null : command.until().truncatedTo(ChronoUnit.SECONDS);
        var what = new Maintenance(command.scope(), id, until, false, draft.note());
        boolean changed = command.on() ? begin(what, draft) : end(what, draft);
        String words = (command.on() ? "on" : "off") + (until == null ? "" : " until " + until);
        draft.step(words);
        if (changed) {
            draft.say(Event.Kind.MAINTENANCE, id, words);
        }
        return new Verdict.Done(changed);
    }

    private static boolean begin(Maintenance what, CommandDraft draft) {
        switch (what.scope()) {
            case CLUSTER -> draft.world(draft.world().withMaintenance(what));
            case HOST -> {
                HostView host = draft.world().host(new HostId(what.id()));
                boolean inactive =
                        switch (host.admin()) {
                            case Admin.Active _ -> false;
                            case Admin.Inactive _ -> true;
                            case Admin.Maintenance before -> before.inactive();
                        };
                draft.put(
                        host.withAdmin(
                                new Admin.Maintenance(what.until(), what.note(), inactive, false)));
            }
            case GROUP -> {}
        }
        for (GroupView group : draft.world().groups().values()) {
            if (covers(what, group, draft)) {
                take(group, what, draft);
            }
        }
        return true;
    }

    /// A group that somebody unmanaged by name stays so; one of a wider maintenance keeps that.
    private static void take(GroupView group, Maintenance what, CommandDraft draft) {
        boolean free =
                switch (group.control()) {
                    case Control.Managed _ -> true;
                    case Control.Unmanaged(_, Maintenance scope) ->
                            scope != null && scope.sameScope(what);
                };
        if (free) {
            GroupCommands.leave(group, new Control.Unmanaged(what.note(), what), draft);
        }
    }

    private static boolean end(Maintenance what, CommandDraft draft) {
        boolean changed = false;
        switch (what.scope()) {
            case CLUSTER -> {
                changed = draft.world().maintenance() != null;
                draft.world(draft.world().withMaintenance(null));
            }
            case HOST -> {
                HostView host = draft.world().host(new HostId(what.id()));
                if (host.admin() instanceof Admin.Maintenance maintenance) {
                    changed = true;
                    draft.put(
                            host.withAdmin(
                                    maintenance.inactive()
                                            ? new Admin.Inactive(maintenance.note())
                                            : new Admin.Active()));
                }
            }
            case GROUP -> {}
        }
        for (GroupView group : draft.world().groups().values()) {
            if (group.control() instanceof Control.Unmanaged(_, Maintenance scope)
                    && what.sameScope(scope)) {
                changed = true;
                giveBack(group, draft);
            }
        }
        return changed;
    }

    /// Back to what it was, unless another maintenance covers it still.
    private static void giveBack(GroupView group, CommandDraft draft) {
        for (Maintenance other : underWay(draft.world())) {
            if (covers(other, group, draft)) {
                draft.put(group.withControl(new Control.Unmanaged(other.note(), other)));
                return;
            }
        }
        GroupCommands.takeBack(group, draft);
    }

    /// Maintenance of the cluster and of hosts.
    private static List<Maintenance> underWay(World world) {
        var all = new ArrayList<Maintenance>();
        if (world.maintenance() instanceof Maintenance cluster) {
            all.add(cluster);
        }
        world.hosts()
                .values()
                .forEach(host -> {
                    if (host.admin() instanceof Admin.Maintenance it) {
                        all.add(
                                new Maintenance(
                                        Scope.HOST,
                                        host.id().value(),
                                        it.until(),
                                        it.over(),
                                        it.note()));
                    }
                });
        return all;
    }

    /// The groups of a host are those that run there, or did last; a group that never ran belongs
    /// to its home.
    private static boolean covers(Maintenance what, GroupView group, CommandDraft draft) {
        return switch (what.scope()) {
            case CLUSTER -> true;
            case GROUP -> group.id().equals(new GroupId(what.id()));
            case HOST -> {
                var host = new HostId(what.id());
                HostId place = group.seenRunning() != null ? group.seenRunning() : group.place();
                yield host.equals(
                        place != null ? place : draft.world().spec().group(group.id()).home());
            }
        };
    }
}
