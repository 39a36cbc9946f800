package io.halo.core.input;

import io.halo.core.model.Event;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetId;
import io.halo.core.model.SetView;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Takes what was heard, and the time, into the World. Total: any input in any state gives a World.
public final class WorldFold {
    /// An answer that has not come so long after the deadline was lost on our side: the gateway
    /// reports every other end by itself, [Operation#ANSWER_AFTER_TIMEOUT] after it at the latest.
    /// The rest is room for an inbox that is full.
    public static final Duration OVERDUE =
            Operation.ANSWER_AFTER_TIMEOUT.plus(Duration.ofSeconds(5));

    private WorldFold() {}

    /// The World after a fold, and what planning needs to know of it.
    ///
    /// @param touched sets in which something changed that may change the plan, or whose time has
    ///   come
    /// @param beats hosts from which a sign of life is wanted at once
    public record Folded(
            World world, SortedSet<SetId> touched, List<Event> events, SortedSet<HostId> beats) {}

    /// Folds the inputs in their order, then lets time pass up to `now`.
    public static Folded fold(World before, List<Input> inputs, Instant now) {
        var draft = new Draft(before.nextStep(), now);
        inputs.forEach(input -> one(draft, input));
        for (SetView set : before.sets().values()) {
            if (!set.nextWake().isAfter(now)) {
                draft.touch(set.shape().id());
            }
        }
        for (SetId id : List.copyOf(draft.touched())) {
            before.set(id).shape().hosts().forEach(host -> advance(draft, host));
        }
        for (SetId id : List.copyOf(draft.touched())) {
            Consequences.of(draft, before.set(id).shape());
        }
        return new Folded(draft.world(), draft.touched(), draft.events(), draft.beats());
    }

    private static void one(Draft draft, Input input) {
        switch (input) {
            case Input.BeatAnswered beat when draft.knows(beat.host()) ->
                    ContactFold.answered(draft, beat);
            case Input.BeatRefused beat when draft.knows(beat.host()) ->
                    ContactFold.refused(draft, beat);
            case Input.BeatFailed beat when draft.knows(beat.host()) ->
                    ContactFold.failed(draft, beat);
            case Input.ConnectionClosed closed when draft.knows(closed.host()) ->
                    ContactFold.closed(draft, closed);
            case Input.OperationEnded ended when draft.knows(ended.host()) ->
                    OperationFold.ended(draft, ended);
            case Input.Looked looked when draft.knows(looked.host()) ->
                    LookFold.looked(draft, looked);
            case Input.FenceSpawned spawned when draft.knows(spawned.host()) ->
                    PowerFold.spawned(draft, spawned);
            case Input.FenceEnded ended when draft.knows(ended.host()) ->
                    PowerFold.ended(draft, ended);
            case Input.FenceReaped reaped when draft.knows(reaped.host()) ->
                    PowerFold.reaped(draft, reaped);
            case Input.PowerAnswered answer when draft.knows(answer.host()) ->
                    PowerFold.answered(draft, answer);
            case Input.ScriptAdvised advised ->
                    draft.settings(draft.settings().advised(advised.kind(), advised.timeouts()));
            case Input.Paused pause -> ContactFold.paused(draft, pause);
            case Input.StoreFailed(String why) ->
                    draft.manager(draft.manager().withStoreFailure(why));
            case Input.StoreWorks _ -> draft.manager(draft.manager().withStoreFailure(null));
            case Input.Commanded _ -> {} // judged after everything else was taken in
            case Input.BeatAnswered _,
                    Input.BeatRefused _,
                    Input.BeatFailed _,
                    Input.ConnectionClosed _,
                    Input.OperationEnded _,
                    Input.Looked _,
                    Input.FenceSpawned _,
                    Input.FenceEnded _,
                    Input.FenceReaped _,
                    Input.PowerAnswered _ -> {}
        }
    }

    private static void advance(Draft draft, HostId id) {
        ContactFold.advance(draft, draft.host(id));
        HostView host = draft.host(id);
        for (Map.Entry<ResourceId, Operation> entry : host.work().operations().entrySet()) {
            Operation operation = entry.getValue();
            if (operation.inFlight() && overdue(operation.deadline(), draft.now())) {
                OperationFold.unknown(draft, id, entry.getKey(), operation, "no answer");
            }
        }
        for (Map.Entry<ResourceId, Work.Look> entry : host.work().monitors().entrySet()) {
            if (overdue(entry.getValue().deadline(), draft.now())) {
                HostView current = draft.host(id);
                draft.put(current.withWork(current.work().withMonitor(entry.getKey(), null)));
            }
        }
    }

    private static boolean overdue(Instant deadline, Instant now) {
        return now.isAfter(deadline.plus(OVERDUE));
    }

    /// When time alone will next change something on the host.
    public static Instant nextChange(World world, HostView host, Instant now) {
        Instant next = ContactFold.nextChange(host, world.spec(), now);
        for (Operation operation : host.work().operations().values()) {
            if (operation.inFlight()) {
                next = earlier(next, operation.deadline().plus(OVERDUE));
            }
        }
        for (Work.Look look : host.work().monitors().values()) {
            next = earlier(next, look.deadline().plus(OVERDUE));
        }
        return next == null ? Instant.MAX : next;
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
