package io.halo.core.plan;

import io.halo.core.model.Admin;
import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.Event;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Power;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetId;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The World while one command changes it.
final class CommandDraft {
    private final CommandId id;
    private final String actor;
    private final String comment;
    private final Instant now;
    private World world;
    private final List<Event> events = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final TreeSet<SetId> touched = new TreeSet<>();
    private final TreeSet<HostId> beats = new TreeSet<>();
    private final TreeSet<HostId> powerAsked = new TreeSet<>();

    CommandDraft(World world, CommandId id, String actor, String comment, Instant now) {
        this.world = world;
        this.id = id;
        this.actor = actor;
        this.comment = comment;
        this.now = now;
    }

    /// What becomes of a command at once.
    sealed interface Verdict {
        /// @param changed false if there was nothing to do
        record Done(boolean changed) implements Verdict {}

        /// Begun; its end follows from what happens.
        record Begun() implements Verdict {}

        record Refused(String why, String advice) implements Verdict {}
    }

    static Verdict refuse(String why, String advice) {
        return new Verdict.Refused(why, advice);
    }

    CommandId id() {
        return id;
    }

    World world() {
        return world;
    }

    Instant now() {
        return now;
    }

    Admin.Note note() {
        return new Admin.Note(actor, comment, now);
    }

    String comment() {
        return comment;
    }

    String actor() {
        return actor;
    }

    GroupFacts facts(GroupView group) {
        return GroupFacts.of(world, world.setOf(group.id()), group, now);
    }

    void world(World next) {
        world = next;
        touched.addAll(next.sets().keySet());
    }

    /// Its fence devices are asked at once, also if the command is refused.
    void askPower(HostId host) {
        powerAsked.add(host);
    }

    SortedSet<HostId> powerAsked() {
        return powerAsked;
    }

    void put(GroupView group) {
        world = world.with(group);
        touched.add(world.setOf(group.id()).shape().id());
    }

    void put(HostView host) {
        world = world.with(host);
        touched.add(world.setOf(host.id()).shape().id());
    }

    void say(Event.Kind kind, Object object, String words) {
        say(kind, object, words, null);
    }

    void say(Event.Kind kind, Object object, String words, @Nullable String incident) {
        String text =
                comment.isEmpty() || words.isEmpty() ? comment + words : words + ": " + comment;
        events.add(new Event(kind, object.toString(), actor, text, "").in(incident));
    }

    void step(String text) {
        steps.add(text);
    }

    /// A sign of life is wanted at once from every host of the set.
    void beatSet(HostId host) {
        beats.addAll(world.setOf(host).hosts().keySet());
    }

    /// Ends the group's move, if one is under way: what it stopped already is for the phases to
    /// mend.
    GroupView endMove(GroupView group, String why) {
        return group.moving()
                .map(move -> group.withMove(move.in(new Move.State.Failed(why), world.step(), now)))
                .orElse(group);
    }

    /// Without its failed move. A command that was to be told of that failure is told now.
    GroupView forgetMove(GroupView group) {
        if (group.move() instanceof Move move
                && move.state() instanceof Move.State.Failed(String why)
                && move.command() != null
                && world.commands().get(move.command()) instanceof CommandRecord command
                && command.running()) {
            world =
                    world.with(
                            command.withState(
                                    new CommandRecord.State.Failed(now, group.id() + ": " + why)));
        }
        return group.withMove(null);
    }

    /// Forgets what was seen of the group's own members, everywhere: it is looked at anew (L2).
    /// What was there holds starts elsewhere back until a look says otherwise: of a host that is
    /// lost, noticed or not, there comes none. With a new generation that goes for what devices
    /// have said as well: somebody may have switched a host on, and moved the group there, since
    /// one was asked.
    ///
    /// @param all false to keep what is seen running, and the power of the hosts
    void forgetSightings(GroupView group, boolean all) {
        GroupSpec spec = world.spec().group(group.id());
        List<ResourceId> members = world.spec().exclusive(spec);
        for (HostView host : world.setOf(group.id()).hosts().values()) {
            boolean failedToo = all || !host.connected();
            var sightings = new TreeMap<>(host.work().sightings());
            boolean changed =
                    sightings
                            .entrySet()
                            .removeIf(entry ->
                                    members.contains(entry.getKey())
                                            && !(failedToo
                                                    ? entry.getValue().isThere()
                                                    : entry.getValue().surelyRunning()
                                                            || entry.getValue().wasThere()));
            HostView asked = all ? powerUnknown(host) : host;
            if (changed) {
                put(asked.withWork(host.work().withSightings(sightings)));
            } else if (!asked.equals(host)) {
                put(asked);
            }
        }
    }

    /// The operator has seen that it ran without having been started (S1).
    boolean forgetOwnStarts(GroupView group) {
        boolean changed = false;
        for (HostView host : world.setOf(group.id()).hosts().values()) {
            if (host.work().isStartedByItself(group.id())) {
                put(host.withWork(host.work().withStarted(group.id())));
                changed = true;
            }
        }
        return changed;
    }

    private HostView powerUnknown(HostView host) {
        return host.power() instanceof Power.Off off && off.by() == Power.Witness.DEVICE
                ? host.withPower(new Power.Unknown(now, "asked again")).askPowerAt(now)
                : host;
    }

    void keep(CommandRecord record) {
        world = world.with(record);
    }

    List<Event> events() {
        return events;
    }

    List<String> steps() {
        return steps;
    }

    TreeSet<SetId> touched() {
        return touched;
    }

    TreeSet<HostId> beats() {
        return beats;
    }
}
