package io.halo.core.plan;

import io.halo.core.input.Evidence;
import io.halo.core.model.DeviceId;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.FenceRecord.State;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Opens, runs, repeats and withdraws fences (L3, L4, safety.md section 6).
final class FencePass {
    /// All guards have let it pass; judged once more in the next step.
    static final String ABOUT = "about to be fenced";

    private FencePass() {}

    /// @return for each host whose fence is held back or under way, the words for those who wait
    ///   for it
    static SortedMap<HostId, String> plan(SetView set, List<GroupFacts> groups, PlanDraft draft) {
        var words = new TreeMap<HostId, String>();
        for (HostView host : set.hosts().values()) {
            var it =
                    new FenceGuards.Case(
                            draft.world(),
                            set,
                            groups,
                            host,
                            draft.now(),
                            draft.fencesPlanned(),
                            draft.fencesSpawned());
            Optional<String> said =
                    host.fence() instanceof FenceRecord fence
                            ? work(it, fence, draft)
                            : open(it, draft);
            said.ifPresent(text -> words.put(host.id(), text));
        }
        return words;
    }

    private static Optional<String> open(FenceGuards.Case it, PlanDraft draft) {
        boolean dead = it.host().contact().reach() instanceof Reach.Silent;
        if (!(dead || FenceGuards.stopFailed(it)) || FenceGuards.poweredOff(it)) {
            return Optional.empty();
        }
        Optional<String> held = FenceGuards.first(it);
        boolean observes = held.filter(FenceGuards.OBSERVES::equals).isPresent();
        if (held.isPresent() && !observes) {
            if (it.host().contact().reach() instanceof Reach.Silent silent) {
                wakeForRound(it, silent, draft);
            }
            return Optional.of("not fenced: " + held.get());
        }
        if (dead && DevicePass.asksFirst(it.set(), it.host())) {
            draft.wakeAt(draft.now().plus(draft.world().spec().beat()));
            return Optional.of("not fenced: its power is asked for first");
        }
        FenceId id = fenceId(draft.world(), it.host());
        draft.add(
                new Action.PlanFence(
                        it.host().id(),
                        id,
                        it.cycle() ? FenceRecord.Kind.CYCLE : FenceRecord.Kind.OFF,
                        FenceGuards.because(it)));
        if (observes) {
            return Optional.of("would be fenced, but " + FenceGuards.OBSERVES);
        }
        draft.wakeAt(draft.now());
        return Optional.of(ABOUT);
    }

    /// Of a fence that is planned in this step.
    static FenceId fenceId(World world, HostView host) {
        String incident = host.incident(world.manager(), world.step());
        return FenceId.of(incident, world.manager(), world.step());
    }

    /// The guards `witness` and `mass` look at beats: judge again when the next ones are due.
    private static void wakeForRound(FenceGuards.Case it, Reach.Silent silent, PlanDraft draft) {
        Instant second = silent.declaredAt().plus(it.world().spec().beat().multipliedBy(2));
        draft.wakeAt(second.isAfter(it.now()) ? second : it.now().plus(it.world().spec().beat()));
    }

    private static Optional<String> work(FenceGuards.Case it, FenceRecord fence, PlanDraft draft) {
        return switch (fence.state()) {
            case State.Planned _ -> spawnPlanned(it, fence, draft);
            case State.Running run -> Optional.of("being fenced, attempt " + run.attempt());
            case State.Failed failed -> {
                yield it.host().connected()
                                && fence.by() == FenceRecord.By.AUTO
                                && !FenceGuards.stopFailed(it)
                        ? withdraw(it, fence, "it answers", draft)
                        : again(
                                it,
                                fence,
                                failed.attempt(),
                                failed.retryAt(),
                                "fencing failed: " + failed.why(),
                                draft);
            }
            case State.Unknown unknown -> {
                if (!it.host().connected() || FenceGuards.stopFailed(it)) {
                    yield again(
                            it,
                            fence,
                            unknown.attempt(),
                            unknown.retryAt(),
                            "fencing ended without proof: " + unknown.why(),
                            draft);
                }
                yield lateOff(it, fence, unknown, draft);
            }
            case State.Abandoned _ -> Optional.of("its fence program hangs and cannot be killed");
            case State.Confirmed _ ->
                    FenceGuards.poweredOff(it)
                            ? Optional.empty()
                            : Optional.of(fence.owesOn() ? "being powered on again" : unproven(it));
            case State.Returned(Instant at, _)
                    when fence.kind() == FenceRecord.Kind.CYCLE
                            && !it.host().contact().aliveSince(at) ->
                    Optional.of("powered on again, and not heard yet");
            case State.Returned _, State.Lied _ ->
                    it.host().contact().silent() && !FenceGuards.poweredOff(it)
                            ? Optional.of(
                                    it.host().power() instanceof Power.Off
                                            ? unproven(it)
                                            : "not fenced: fenced before and not reset since: halo reset "
                                                    + it.host().id())
                            : Optional.empty();
        };
    }

    private static String unproven(FenceGuards.Case it) {
        if (!(it.host().power() instanceof Power.Off off) || off.bystanders().isEmpty()) {
            return "fenced, but its power-off is not proven now";
        }
        String others = String.join(", ", off.bystanders().stream().map(HostId::value).toList());
        Instant late =
                Evidence.offSince(it.host(), off).plus(it.world().spec().beat().multipliedBy(2));
        return it.now().isBefore(late)
                ? "fenced, waiting to hear from " + others
                : "fenced, but nothing was heard from "
                        + others
                        + " since, whose power it may have taken instead";
    }

    /// The host lives, but an `off` may still take effect: it stays no receiver for a while.
    private static Optional<String> lateOff(
            FenceGuards.Case it, FenceRecord fence, State.Unknown unknown, PlanDraft draft) {
        if (it.host().contact().reach() instanceof Reach.Up up) {
            Instant both = up.since().isAfter(unknown.retryAt()) ? up.since() : unknown.retryAt();
            Instant over = both.plus(Evidence.LATE_OFF);
            if (!it.now().isBefore(over)) {
                return withdraw(it, fence, "it answers", draft);
            }
            draft.wakeAt(over);
        }
        return Optional.of("it answers, but a power-off may still take effect");
    }

    /// Judged a second time: nothing was spawned yet, so a guard that fails now withdraws the
    /// record.
    private static Optional<String> spawnPlanned(
            FenceGuards.Case it, FenceRecord fence, PlanDraft draft) {
        if (fence.by() == FenceRecord.By.OPERATOR) {
            return spawnForOperator(it, fence, draft);
        }
        Optional<String> again = FenceGuards.afterPause(it);
        if (again.isPresent()) {
            return Optional.of(ABOUT + "; " + again.get());
        }
        if (it.host().contact().awaited()) {
            return Optional.of(ABOUT + ", once it is known to be silent still");
        }
        Optional<String> held = FenceGuards.firstOfPlanned(it);
        if (held.filter(FenceGuards.WAITING::equals).isPresent()
                && it.host().contact().reach() instanceof Reach.Silent silent) {
            wakeForRound(it, silent, draft);
            return Optional.of(ABOUT + ", " + held.get());
        }
        if (held.isPresent()) {
            return withdraw(it, fence, held.get(), draft);
        }
        return attempt(it, fence, 1, draft);
    }

    /// An operator's fence waits for its witness, two beats at most; a forced one for nothing.
    private static Optional<String> spawnForOperator(
            FenceGuards.Case it, FenceRecord fence, PlanDraft draft) {
        if (fence.forced()) {
            return attempt(it, fence, 1, draft);
        }
        Optional<String> held = FenceGuards.firstForOperator(it);
        if (held.isPresent()) {
            return withdraw(it, fence, held.get(), draft);
        }
        Optional<String> missing = FenceGuards.witnessSince(it, fence.plannedAt());
        if (missing.isEmpty()) {
            return attempt(it, fence, 1, draft);
        }
        Instant end = fence.plannedAt().plus(it.world().spec().beat().multipliedBy(2));
        if (it.now().isBefore(end)) {
            draft.wakeAt(end);
            return Optional.of("about to be fenced: waiting for another host to answer");
        }
        return withdraw(it, fence, missing.get(), draft);
    }

    private static Optional<String> again(
            FenceGuards.Case it,
            FenceRecord fence,
            int attempts,
            Instant retryAt,
            String words,
            PlanDraft draft) {
        boolean ours = fence.by() == FenceRecord.By.AUTO;
        Optional<String> unmanaged = ours ? held(it, "unmanaged") : Optional.empty();
        if (unmanaged.isPresent()) {
            return withdraw(it, fence, unmanaged.get(), draft);
        }
        int allowed =
                it.world().spec().fencing().attempts() * Math.max(1, it.host().devices().size());
        if (!ours && attempts >= allowed) {
            return withdraw(it, fence, words, draft);
        }
        if (it.now().isBefore(retryAt)) {
            draft.wakeAt(retryAt);
            return Optional.of(words);
        }
        // Nothing is repeated without a reason; the record stays until the host answers, or the
        // reason is there again.
        if (ours && (held(it, "silent").isPresent() || held(it, "reason").isPresent())) {
            return Optional.of(words);
        }
        Optional<String> doubt = ours ? newSilence(it, fence, draft) : Optional.empty();
        return doubt.isPresent()
                ? Optional.of(words + "; not repeated: " + doubt.get())
                : attempt(it, fence, attempts + 1, draft);
    }

    /// The host has lived since the fence was planned: that it is silent again is another death, or
    /// a cut network, and the others are asked again.
    private static Optional<String> newSilence(
            FenceGuards.Case it, FenceRecord fence, PlanDraft draft) {
        if (!(it.host().contact().reach() instanceof Reach.Silent silent)
                || !it.host().contact().heardSince(fence.plannedAt())) {
            return Optional.empty();
        }
        Optional<String> doubt = held(it, "mass").or(() -> held(it, "witness"));
        if (doubt.isPresent()) {
            wakeForRound(it, silent, draft);
        }
        return doubt;
    }

    private static Optional<String> held(FenceGuards.Case it, String name) {
        return FenceGuards.ALL.stream()
                .filter(guard -> guard.name().equals(name))
                .map(guard -> guard.check().holdsBack(it))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> attempt(
            FenceGuards.Case it, FenceRecord fence, int attempt, PlanDraft draft) {
        List<Integer> levels =
                fence.forced()
                        ? FenceGuards.freeLevels(it.host())
                        : FenceGuards.usableLevels(it.host());
        long running = FenceGuards.running(draft.world()) + draft.fencesSpawned();
        if (!draft.world().manager().acting()) {
            return Optional.of("this manager does not act");
        }
        if (levels.isEmpty()
                || FenceGuards.tooMany(draft.world(), running)
                || !draft.world().manager().storeWorks()) {
            draft.wakeAt(draft.now().plus(draft.world().spec().beat()));
            return Optional.of(
                    "waits for its turn to be fenced"
                            + (levels.isEmpty() ? ": no device can be used" : ""));
        }
        int level =
                levels.get(
                        (attempt - 1) / draft.world().spec().fencing().attempts() % levels.size());
        Map.Entry<DeviceId, ?> device = it.host().level(level);
        if (it.host().level(level).getValue().askingSince() != null) {
            draft.wakeAt(draft.now().plus(draft.world().spec().beat()));
        }
        var bystanders = new TreeSet<HostId>();
        it.set().hosts().values().stream()
                .filter(other -> other.connected() && !other.id().equals(it.host().id()))
                .forEach(other -> bystanders.add(other.id()));
        draft.add(
                new Action.PowerOff(
                        it.host().id(),
                        fence.id(),
                        attempt,
                        level,
                        device.getKey(),
                        bystanders,
                        draft.world().spec().fencing().timeout(),
                        draft.now().plus(PlanDraft.VALID)));
        // Another record of this set may have lost its reason by that.
        draft.wakeAt(draft.now());
        return Optional.of("being fenced, attempt " + attempt);
    }

    private static Optional<String> withdraw(
            FenceGuards.Case it, FenceRecord fence, String why, PlanDraft draft) {
        draft.add(new Action.WithdrawFence(it.host().id(), fence.id(), why));
        draft.wakeAt(draft.now());
        return Optional.of("not fenced: " + why);
    }
}
