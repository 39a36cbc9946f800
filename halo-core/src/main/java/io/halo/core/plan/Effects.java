package io.halo.core.plan;

import io.halo.core.model.Event;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.Phase;
import io.halo.core.model.Power;
import io.halo.core.model.PowerCut;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetId;
import io.halo.core.model.SetReport;
import io.halo.core.model.SetView;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a plan does to the World before anything of it is sent: records, and what is now in flight.
public final class Effects {
    private Effects() {}

    /// The World in which everything in the plan was sent, and the events of that.
    public record Applied(World world, List<Event> events) {}

    public static Applied apply(World world, Plan plan, Instant now) {
        World next = world.withFindings(plan.findings()).wakeAt(plan.wake());
        var events = new ArrayList<Event>();
        var asked = new ArrayList<HostView>();
        for (var entry : plan.sequences().entrySet()) {
            HostView host = next.host(entry.getKey());
            asked.add(host.withWork(host.work().withSequence(entry.getValue())));
        }
        next = next.withHosts(asked);
        for (Action action : plan.actions()) {
            next = one(next, action, now, events);
        }
        var planned = new TreeMap<SetId, SetView>();
        for (var entry : plan.sets().entrySet()) {
            SetView set = next.set(entry.getKey());
            SetReport report = entry.getValue().report();
            SortedSet<GroupId> open = conflicts(next, set, report, events);
            next = Incidents.settle(next, report.phases());
            set = next.set(entry.getKey());
            planned.put(
                    entry.getKey(),
                    set.planned(report.withConflicts(open), entry.getValue().wake()));
        }
        return new Applied(next.withSets(planned), events);
    }

    /// A group that is seen in two places from now on, or not any more. That one of them is lost is
    /// no end of it.
    ///
    /// @return those that are so still
    private static SortedSet<GroupId> conflicts(
            World world, SetView before, SetReport now, List<Event> events) {
        var open = new TreeSet<>(before.report().conflicts());
        now.phases()
                .forEach((group, report) -> {
                    if (report.phase() == Phase.CONFLICT) {
                        if (open.add(group)) {
                            events.add(Event.of(Event.Kind.CONFLICT, group, report.reason()));
                        }
                    } else if (places(world, before, group) <= 1 && open.remove(group)) {
                        events.add(
                                Event.of(
                                        Event.Kind.RECOVERED,
                                        group,
                                        "not seen in several places any more"));
                    }
                });
        return open;
    }

    private static long places(World world, SetView set, GroupId group) {
        List<ResourceId> exclusive = world.spec().exclusive(world.spec().group(group));
        return set.hosts().values().stream().filter(host -> host.work().holds(exclusive)).count();
    }

    private static World one(World world, Action action, Instant now, List<Event> events) {
        return switch (action) {
            case Action.Operate operate -> operate(world, operate, now, events);
            case Action.Look look -> look(world, look, now);
            case Action.Beat _ -> world;
            case Action.AskPower ask -> {
                HostView host = world.host(ask.host());
                yield world.with(
                        host.withDevice(
                                ask.device(), host.level(ask.level()).getValue().asking(now)));
            }
            case Action.PlanFence plan -> planFence(world, plan, now, events);
            case Action.PowerOn on -> {
                HostView host = world.host(on.host());
                yield world.with(
                        host.withDevice(on.device(), host.level(on.level()).getValue().asking(now))
                                .withPower(new Power.Unknown(now, "it is being powered on")));
            }
            case Action.PowerOff off -> {
                HostView host = world.host(off.host());
                yield host.fence() instanceof FenceRecord fence
                        ? world.with(
                                host.withFence(
                                                fence.withState(
                                                        new FenceRecord.State.Running(
                                                                off.attempt(),
                                                                off.level(),
                                                                now,
                                                                off.bystanders(),
                                                                null)))
                                        .withCut(cut(host, off, now)))
                        : world;
            }
            case Action.WithdrawFence withdraw -> withdrawn(world, withdraw, now, events);
            case Action.GiveUp give -> {
                GroupView group = world.group(give.group());
                events.add(
                        Event.of(Event.Kind.POLICY, give.group(), "given up: " + give.why())
                                .in(group.incident()));
                yield world.with(group.withError(give.why()));
            }
            case Action.SetMove set -> {
                if (!set.words().isEmpty()) {
                    events.add(Event.of(Event.Kind.MOVE, set.group(), set.words()));
                }
                yield world.with(world.group(set.group()).withMove(set.next()));
            }
            case Action.Booked booked -> BookEffects.apply(world, booked, now, events);
        };
    }

    /// Who was silenced by an earlier `off` is so still.
    private static PowerCut cut(HostView host, Action.PowerOff off, Instant now) {
        var unheard = new TreeSet<>(off.bystanders());
        if (host.cut() instanceof PowerCut before) {
            unheard.addAll(before.unheard());
        }
        return new PowerCut(now, unheard);
    }

    /// Nothing is lost that was latched before: a further fence of such a host that fails leaves
    /// the mark.
    private static World withdrawn(
            World world, Action.WithdrawFence withdraw, Instant now, List<Event> events) {
        HostView host = world.host(withdraw.host());
        events.add(
                Event.of(Event.Kind.FENCE_FAILED, withdraw.host(), "withdrawn: " + withdraw.why())
                        .in(withdraw.fence().incident()));
        FenceRecord fence = host.fence();
        boolean again = fence != null && fence.again();
        World next =
                world.with(host.withFence(again && fence != null ? fence.stillLatched(now) : null));
        return BookEffects.fenceEnded(next, withdraw.host(), withdraw.why(), now);
    }

    private static World operate(
            World world, Action.Operate operate, Instant now, List<Event> events) {
        HostView host = world.host(operate.host());
        var operation =
                new Operation(
                        operate.id(),
                        operate.group(),
                        operate.kind(),
                        operate.sequence(),
                        world.step(),
                        now,
                        now.plus(Operation.START_WITHIN)
                                .plus(operate.timeout())
                                .plus(PlanDraft.VALID),
                        new Operation.State.InFlight());
        Work work =
                host.work()
                        .withOperation(operate.resource(), operation)
                        .withSighting(operate.resource(), null);
        World next = world.with(host.withWork(work));
        return switch (operate.kind()) {
            case START -> {
                GroupView group = Incidents.because(next, next.group(operate.group()));
                Incidents.failover(group, operate.host()).ifPresent(events::add);
                boolean root = world.spec().group(group.id()).root().equals(operate.resource());
                boolean known = !root && work.isStartedByItself(group.id());
                yield next.with(group.hostedOn(operate.host()))
                        .with(
                                next.host(operate.host())
                                        .withWork(known ? work : work.withStarted(group.id())));
            }
            case STOP -> holds(host, world, operate) ? maybeThere(next, operate) : next;
        };
    }

    /// Whether something of the group was seen there: a stop that only makes sure proves nothing.
    private static boolean holds(HostView host, World world, Action.Operate operate) {
        return host.work().holds(world.spec().exclusive(world.spec().group(operate.group())));
    }

    /// Where something of a group is stopped, the whole of it may be, whatever looks say: its root
    /// is stopped there too before it starts anywhere else. It is not its place for that.
    private static World maybeThere(World world, Action.Operate operate) {
        GroupView group = world.group(operate.group());
        return world.with(group.withHosted(group.mayBeOn(operate.host()).hosted(), group.place()));
    }

    private static World look(World world, Action.Look look, Instant now) {
        HostView host = world.host(look.host());
        Work work = host.work();
        for (Action.Look.One one : look.what()) {
            Instant deadline = now.plus(one.timeout()).plus(PlanDraft.VALID);
            work =
                    work.withMonitor(
                            one.resource(), new Work.Look(one.id(), world.step(), now, deadline));
        }
        return world.with(host.withWork(work));
    }

    private static World planFence(
            World world, Action.PlanFence plan, Instant now, List<Event> events) {
        HostView host = world.host(plan.host());
        events.add(
                Event.of(
                                Event.Kind.POLICY,
                                plan.host(),
                                "it shall be powered off: " + plan.reason())
                        .in(plan.fence().incident()));
        var record =
                new FenceRecord(
                        plan.fence(),
                        plan.host(),
                        plan.kind(),
                        FenceRecord.By.AUTO,
                        plan.reason(),
                        now,
                        host.contact().lastBoot(),
                        new FenceRecord.State.Planned());
        var recent = new ArrayList<Instant>();
        world.fencesStarted().stream()
                .filter(at -> at.isAfter(now.minus(Duration.ofHours(1))))
                .forEach(recent::add);
        recent.add(now);
        return world.with(host.withFence(record)).withFencesStarted(recent);
    }
}
