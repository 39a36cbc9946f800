package io.halo.core.plan;

import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.input.Input;
import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.Event;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance.Scope;
import io.halo.core.model.Manager;
import io.halo.core.model.SetId;
import io.halo.core.model.World;
import io.halo.core.plan.CommandDraft.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Judges the commands of a round one after the other, each on the World that those before it left.
/// What is refused has changed nothing; what is accepted has a record.
public final class CommandDesk {
    private CommandDesk() {}

    /// The World after the commands, and what must be planned because of them.
    public record Judged(
            World world,
            SortedSet<SetId> touched,
            SortedSet<HostId> beats,
            List<Event> events,
            List<Answer.Given> answers) {}

    public static Judged judge(World before, List<Input> inputs, Instant now) {
        World world = before;
        var touched = new TreeSet<SetId>();
        var beats = new TreeSet<HostId>();
        var events = new ArrayList<Event>();
        var answers = new ArrayList<Answer.Given>();
        int index = 0;
        for (Input input : inputs) {
            if (input instanceof Input.Commanded commanded) {
                var id = new CommandId(world.manager().epoch(), world.step(), ++index);
                var draft =
                        new CommandDraft(world, id, commanded.actor(), commanded.comment(), now);
                Answer answer = one(commanded.command(), draft);
                answers.add(new Answer.Given(commanded.ticket(), answer));
                if (answer instanceof Answer.Accepted) {
                    world = draft.world();
                    touched.addAll(draft.touched());
                    beats.addAll(draft.beats());
                    events.addAll(draft.events());
                }
                if (answer instanceof Answer.Refused refused) {
                    events.add(refused(commanded, refused, world));
                }
                for (HostId host : draft.powerAsked()) {
                    world = world.with(world.host(host).askPowerAt(now));
                    touched.add(world.setOf(host).shape().id());
                }
            }
        }
        return new Judged(world, touched, beats, events, answers);
    }

    /// Who wanted what, and why it was not done, is for the history too.
    private static Event refused(Input.Commanded commanded, Answer.Refused refused, World world) {
        Command command = commanded.command();
        String comment = commanded.comment().isEmpty() ? "" : " (" + commanded.comment() + ")";
        return new Event(
                Event.Kind.REFUSED,
                target(command, world),
                commanded.actor(),
                command.kind().title() + ": " + refused.why() + comment,
                "");
    }

    private static Answer one(Command command, CommandDraft draft) {
        World world = draft.world();
        if (world.manager().storeFailure() instanceof String why) {
            return new Answer.NotWritable(why);
        }
        if (world.manager().mode() == Manager.Mode.OBSERVE) {
            return new Answer.Refused(
                    "this manager only observes", "start it with --manage-resources");
        }
        if (command instanceof Command.ConfirmOff confirm
                && !world.setOf().containsKey(confirm.host())) {
            return goneHost(confirm, draft);
        }
        if (unknown(command, world) instanceof String what) {
            return new Answer.NotFound(what);
        }
        if (world.manager().refusal() instanceof Manager.Refusal refusal
                && !(command instanceof Command.AcceptState)) {
            return new Answer.Refused(
                    "this manager does not act: "
                            + refusal.host()
                            + " obeys manager "
                            + refusal.manager(),
                    "halo accept-state, if no other manager runs");
        }
        Verdict verdict =
                switch (command) {
                    case Command.OfGroup ofGroup -> GroupCommands.judge(ofGroup, draft);
                    case Command.OfHost ofHost -> HostCommands.judge(ofHost, draft);
                    case Command.AcceptState _ -> ClusterCommands.acceptState(draft);
                    case Command.Clear _ -> ClusterCommands.clear(draft);
                    case Command.Maintain maintain -> ClusterCommands.maintain(maintain, draft);
                    case Command.Forget forget -> ClusterCommands.forget(forget, draft);
                };
        return answer(command, verdict, draft);
    }

    private static Answer answer(Command command, Verdict verdict, CommandDraft draft) {
        return switch (verdict) {
            case Verdict.Refused(String why, String advice) -> new Answer.Refused(why, advice);
            case Verdict.Done(boolean changed) ->
                    accept(command, new CommandRecord.State.Done(draft.now(), changed), draft);
            case Verdict.Begun _ -> accept(command, new CommandRecord.State.Running(), draft);
        };
    }

    private static Answer accept(Command command, CommandRecord.State state, CommandDraft draft) {
        var record =
                new CommandRecord(
                        draft.id(),
                        command.kind(),
                        target(command, draft.world()),
                        draft.actor(),
                        draft.comment(),
                        draft.now(),
                        state,
                        List.of());
        for (String step : draft.steps()) {
            record = record.step(draft.now(), step);
        }
        draft.keep(record);
        return new Answer.Accepted(draft.id());
    }

    private static String target(Command command, World world) {
        return command instanceof Command.OfCluster
                        || (command instanceof Command.Maintain maintain
                                && maintain.scope() == Scope.CLUSTER)
                ? world.spec().name()
                : command.target();
    }

    /// A host that is gone from the configuration still holds what rows say (A18): its groups wait
    /// until somebody vouches for it.
    private static Answer goneHost(Command.ConfirmOff command, CommandDraft draft) {
        boolean held = false;
        for (GroupView group : draft.world().groups().values()) {
            if (group.hosted().containsKey(command.host())) {
                held = true;
                draft.put(group.notHostedOn(command.host()));
            }
        }
        if (!held) {
            return new Answer.NotFound("no host " + command.host());
        }
        draft.say(Event.Kind.CONFIRM_OFF, command.host(), "not configured any more");
        return answer(command, new Verdict.Done(true), draft);
    }

    private static @Nullable String unknown(Command command, World world) {
        return switch (command) {
            case Command.OfGroup it when !world.spec().groups().containsKey(it.group()) ->
                    "no group " + it.group();
            case Command.OfHost it when !world.setOf().containsKey(it.host()) ->
                    "no host " + it.host();
            case Command.Maintain it when it.scope() == Scope.GROUP ->
                    world.spec().groups().keySet().stream()
                                    .anyMatch(id -> id.value().equals(it.id()))
                            ? null
                            : "no group " + it.id();
            case Command.Maintain it when it.scope() == Scope.HOST ->
                    world.setOf().keySet().stream().anyMatch(id -> id.value().equals(it.id()))
                            ? null
                            : "no host " + it.id();
            case Command.Forget(String name) ->
                    isConfigured(name, world)
                                    || world.orphans().stream()
                                            .anyMatch(row -> row.about().equals(name))
                            ? null
                            : "nothing is known of " + name;
            case Command.OfGroup _, Command.OfHost _, Command.OfCluster _, Command.Maintain _ ->
                    null;
        };
    }

    static boolean isConfigured(String name, World world) {
        return world.spec().groups().keySet().stream().anyMatch(id -> id.value().equals(name))
                || world.setOf().keySet().stream().anyMatch(id -> id.value().equals(name));
    }
}
