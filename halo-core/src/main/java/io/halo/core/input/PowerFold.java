package io.halo.core.input;

import io.halo.core.model.Admin;
import io.halo.core.model.BootId;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.Event;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.FenceRecord.State;
import io.halo.core.model.Fencing;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.PowerCut;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Takes in what fence devices say and do (T1 to T3, safety.md section 6).
final class PowerFold {
    /// Slowest retry of a fence whose levels have all failed, and of a device without a usable
    /// answer.
    static final Duration RETRY_MAX = Duration.ofMinutes(5);

    /// Names that differ in their last digit only must not get neighbouring shares (Knuth's
    /// multiplicative hash).
    private static final int SCATTER = 0x9E3779B1;

    private static final int SHARES = 1000;

    private PowerFold() {}

    /// Something that was sent at `sentAt` was answered: the host lives. Ends evidence of power-off
    /// (T3), settles T2 for those who wait for it, and judges its device and its fence.
    ///
    /// @param boot the boot that answered, or null if only a refusal was heard
    /// @param before the boot that was heard last before this answer, or null
    static void alive(
            Draft draft,
            HostId id,
            Instant sentAt,
            @Nullable BootId boot,
            @Nullable BootId before) {
        HostView host = draft.host(id);
        host = distrust(draft, host, sentAt, boot == null || !boot.equals(before));
        if (host.power() instanceof Power.Off off && sentAt.isAfter(off.askedAt())) {
            host =
                    host.withPower(
                            new Power.Unknown(draft.now(), "it answered after its power-off"));
            draft.touch(id);
        }
        if (host.fence() instanceof FenceRecord fence) {
            host = returned(draft, host, fence, sentAt, boot);
        }
        if (host.cut() instanceof PowerCut cut
                && sentAt.isAfter(cut.at())
                && host.openFence().isEmpty()
                && !(host.power() instanceof Power.Off)) {
            host = host.withCut(null);
        }
        draft.put(host);
        for (HostId other : draft.hostsNear(id)) {
            bystanderHeard(draft, draft.host(other), id, sentAt);
        }
    }

    /// A host that is connected only after an `off` of another one was decided may be there when
    /// the program begins, a moment later: it must be heard afterwards like those that were there
    /// (T2).
    static void cameMeanwhile(Draft draft, HostId id) {
        for (HostId other : draft.hostsNear(id)) {
            HostView host = draft.host(other);
            if (!other.equals(id)
                    && Evidence.fenceRuns(host)
                    && host.cut() instanceof PowerCut cut) {
                var unheard = new TreeSet<>(cut.unheard());
                unheard.add(id);
                draft.put(host.withCut(new PowerCut(cut.at(), unheard)));
            }
        }
    }

    private static void bystanderHeard(Draft draft, HostView host, HostId heard, Instant sentAt) {
        // Before it is confirmed an `off` may still take effect, on whomever.
        if (host.cut() instanceof PowerCut cut
                && cut.unheard().contains(heard)
                && host.power() instanceof Power.Off
                && !Evidence.fenceRuns(host)
                && sentAt.isAfter(cut.at())) {
            draft.put(settled(host, heard));
            draft.touch(host.id());
        }
    }

    private static HostView settled(HostView host, HostId bystander) {
        HostView next = host;
        if (host.power() instanceof Power.Off off) {
            next =
                    next.withPower(
                            new Power.Off(
                                    off.askedAt(), off.by(), without(off.bystanders(), bystander)));
        }
        if (host.cut() instanceof PowerCut cut) {
            next = next.withCut(new PowerCut(cut.at(), without(cut.unheard(), bystander)));
        }
        return next;
    }

    /// T2 for a bystander that cannot be heard because it is off itself: its device said *on* after
    /// the other one's power was taken, and *off* later. One that was off when it was first asked
    /// may be what that power-off has hit: then the other one may be on.
    private static void bystanderOff(Draft draft, HostId bystander, @Nullable Instant onAt) {
        for (HostId id : draft.hostsNear(bystander)) {
            HostView host = draft.host(id);
            if (onAt != null
                    && host.power() instanceof Power.Off off
                    && off.bystanders().contains(bystander)
                    && onAt.isAfter(Evidence.offSince(host, off))) {
                draft.put(settled(host, bystander));
                draft.touch(id);
            }
        }
    }

    private static SortedSet<HostId> without(SortedSet<HostId> hosts, HostId heard) {
        var left = new TreeSet<>(hosts);
        left.remove(heard);
        return left;
    }

    /// A device that said *off* of a host that then answered is no evidence any more (T1). With a
    /// new boot id the host may have been switched on again: the device only has to prove itself
    /// anew.
    private static HostView distrust(
            Draft draft, HostView host, Instant sentAt, boolean maybeSwitchedOn) {
        HostView result = host;
        for (Map.Entry<DeviceId, DeviceView> device : host.devices().entrySet()) {
            DeviceView view = device.getValue();
            boolean contradicted =
                    view.lastReading() instanceof DeviceView.Reading reading
                            && reading.state() == DeviceView.State.OFF
                            && sentAt.isAfter(reading.at())
                            && !(view.proof() instanceof DeviceProof.Untrusted);
            if (contradicted) {
                DeviceProof proof =
                        maybeSwitchedOn
                                ? new DeviceProof.Unproven()
                                : new DeviceProof.Untrusted(
                                        draft.now(),
                                        "it said off while the host was answering",
                                        false);
                DeviceView judged = maybeSwitchedOn ? view.settled() : view;
                result =
                        result.withDevice(
                                device.getKey(), judged.withProof(proof).askAt(draft.now()));
                draft.touch(host.id());
            }
        }
        return result;
    }

    private static HostView returned(
            Draft draft, HostView host, FenceRecord fence, Instant sentAt, @Nullable BootId boot) {
        if (fence.state() instanceof State.Confirmed confirmed && sentAt.isAfter(confirmed.at())) {
            draft.touch(host.id());
            return boot != null && boot.equals(fence.boot())
                    ? lied(draft, host, fence, confirmed)
                    : back(draft, host, fence);
        }
        if (fence.state() instanceof State.Returned && boot != null && boot.equals(fence.boot())) {
            draft.touch(host.id());
            return lied(draft, host, fence, null);
        }
        return host;
    }

    private static HostView back(Draft draft, HostView host, FenceRecord fence) {
        return host.withFence(fence.withState(new State.Returned(draft.now(), "it answers again")));
    }

    private static HostView lied(
            Draft draft, HostView host, FenceRecord fence, State.@Nullable Confirmed confirmed) {
        HostView result = host.withFence(fence.withState(new State.Lied(draft.now())));
        int level = 0;
        for (Map.Entry<DeviceId, DeviceView> device : host.devices().entrySet()) {
            if (confirmed == null || confirmed.level() == level) {
                var proof =
                        new DeviceProof.Untrusted(
                                draft.now(),
                                "it confirmed a power-off, and the host came back without having rebooted",
                                true);
                result = result.withDevice(device.getKey(), device.getValue().withProof(proof));
            }
            level++;
        }
        draft.say(
                Event.of(
                        Event.Kind.FENCE_FAILED,
                        host.id(),
                        "its fence device lied: the host answers with the boot id it had before"));
        return result;
    }

    static void answered(Draft draft, Input.PowerAnswered answer) {
        HostView host = draft.host(answer.host());
        DeviceView old = host.devices().get(answer.device());
        if (old == null) {
            return;
        }
        var reading =
                new DeviceView.Reading(
                        answer.state(), answer.askedAt(), answer.at(), answer.words());
        DeviceView read = old.answered(reading, draft.now());
        boolean inVain =
                host.fence() instanceof FenceRecord fence
                        && fence.owesOn()
                        && !(host.admin() instanceof Admin.Maintenance)
                        && reading.state() == DeviceView.State.OFF;
        DeviceView view = prove(draft, host, inVain ? read.failedAfter(old) : read, reading);
        Instant next = draft.now().plus(pause(draft.spec().spec(), host, view));
        draft.put(
                power(
                        draft,
                        host.withDevice(answer.device(), view.askAt(next)),
                        view,
                        reading,
                        onAt(old)));
        draft.touch(host.id());
    }

    /// *On* while the host is connected is the proof (T1); it also ends mistrust, unless the device
    /// has lied. Of several supplies each must have said so: one that says off beside others may be
    /// somebody else's plug.
    private static DeviceView prove(
            Draft draft, HostView host, DeviceView view, DeviceView.Reading reading) {
        boolean seenOn = reading.state() == DeviceView.State.ON && host.connected();
        return switch (view.proof()) {
            case DeviceProof.Unproven _ when seenOn ->
                    view.withProof(new DeviceProof.Proven(draft.now()));
            case DeviceProof.Untrusted untrusted when seenOn && !untrusted.lied() ->
                    view.withProof(new DeviceProof.Proven(draft.now()));
            case DeviceProof.Proven _
                    when host.connected() && reading.state() == DeviceView.State.MIXED ->
                    view.withProof(
                            new DeviceProof.Untrusted(
                                    draft.now(),
                                    "one of its supplies is said to be off while the host is connected",
                                    false));
            case DeviceProof.Unproven _, DeviceProof.Untrusted _, DeviceProof.Proven _ -> view;
        };
    }

    private static HostView power(
            Draft draft,
            HostView host,
            DeviceView view,
            DeviceView.Reading reading,
            @Nullable Instant onAt) {
        boolean later =
                !(host.power() instanceof Power.Off off)
                        || !reading.askedAt().isBefore(off.askedAt());
        return switch (reading.state()) {
            case ON, ON_IN_PART, MIXED ->
                    later
                            ? returnedByDevice(
                                    draft, host.withPower(new Power.On(reading.at())), reading)
                            : host;
            case OFF -> {
                boolean evidence =
                        view.proven()
                                && later
                                && !host.contact().aliveSince(reading.askedAt())
                                && !host.connected()
                                && !Evidence.fenceRuns(host);
                yield evidence ? saidOff(draft, host, reading, onAt) : host;
            }
            case UNKNOWN -> host;
        };
    }

    /// Power that went away by itself is proof without a fence; a fence that waits for its retry is
    /// confirmed by it.
    private static HostView saidOff(
            Draft draft, HostView host, DeviceView.Reading reading, @Nullable Instant onAt) {
        boolean known = host.power() instanceof Power.Off;
        bystanderOff(draft, host.id(), onAt);
        HostView base = known ? host : cutAt(host, reading.askedAt());
        SortedSet<HostId> waiting = unheard(base);
        HostView off =
                base.withPower(new Power.Off(reading.askedAt(), Power.Witness.DEVICE, waiting));
        if (!known) {
            waiting.stream().filter(draft::knows).forEach(draft::beat);
        }
        if (host.fence() instanceof FenceRecord fence
                && (fence.state() instanceof State.Failed
                        || fence.state() instanceof State.Unknown)) {
            draft.say(
                    Event.of(Event.Kind.FENCE, host.id(), fence.reason() + "; its device says off")
                            .in(fence.id().incident()));
            return off.withFence(fence.withState(new State.Confirmed(0, reading.askedAt())));
        }
        return off;
    }

    /// Those who were there when an `off` was sent to the host, in this manager's life or before,
    /// and were not heard since (T2). One that is not configured any more is among them: only an
    /// operator can vouch for it.
    private static SortedSet<HostId> unheard(HostView host) {
        return host.cut() instanceof PowerCut cut ? cut.unheard() : new TreeSet<>();
    }

    private static @Nullable Instant onAt(DeviceView view) {
        return view.lastReading() instanceof DeviceView.Reading reading && reading.state().powered()
                ? reading.askedAt()
                : null;
    }

    private static HostView returnedByDevice(
            Draft draft, HostView host, DeviceView.Reading reading) {
        if (host.fence() instanceof FenceRecord fence
                && fence.state() instanceof State.Confirmed confirmed
                && !reading.askedAt().isBefore(confirmed.at())) {
            if (fence.owesOn()) {
                draft.say(
                        Event.of(Event.Kind.FENCE, host.id(), "powered on again")
                                .in(fence.id().incident()));
            }
            return host.withFence(
                    fence.withState(new State.Returned(draft.now(), "its fence device says on")));
        }
        return host;
    }

    /// How long until the device is asked again: soon while it has nothing usable to say, every
    /// [Evidence#POWER_RECHECK] while its *off* is relied on (T3) or wanted, else every check
    /// interval.
    private static Duration pause(ClusterSpec spec, HostView host, DeviceView view) {
        Fencing fencing = spec.fencing();
        if (host.fence() instanceof FenceRecord fence && fence.owesOn() && view.failures() > 0) {
            return backoff(fencing.retryDelay(), view.failures(), RETRY_MAX);
        }
        if (view.failures() > 0 || (host.connected() && !view.proven())) {
            return backoff(
                    fencing.retryDelay(), Math.max(1, view.failures()), fencing.checkInterval());
        }
        if (host.connected()) {
            return spread(fencing.checkInterval(), host.id());
        }
        return host.power() instanceof Power.Off || host.latched()
                ? Evidence.POWER_RECHECK
                : min(Evidence.POWER_RECHECK, fencing.retryDelay());
    }

    /// Up to a tenth less, more or less for each host: those that were asked together, when the
    /// manager started, are asked apart later, and one device that serves many is not asked by all
    /// at once.
    private static Duration spread(Duration interval, HostId host) {
        int share = ((host.value().hashCode() * SCATTER) >>> Short.SIZE) % SHARES;
        return interval.minus(interval.dividedBy(10L * SHARES).multipliedBy(share));
    }

    static void spawned(Draft draft, Input.FenceSpawned spawned) {
        HostView host = draft.host(spawned.host());
        if (host.fence() instanceof FenceRecord fence
                && fence.id().equals(spawned.fence())
                && fence.state() instanceof State.Running run) {
            draft.put(
                    host.withFence(
                            fence.withState(
                                    new State.Running(
                                            run.attempt(),
                                            run.level(),
                                            run.since(),
                                            run.bystanders(),
                                            spawned.program()))));
        }
    }

    static void ended(Draft draft, Input.FenceEnded ended) {
        HostView ran = draft.host(ended.host());
        if (!(ran.fence() instanceof FenceRecord fence
                && fence.id().equals(ended.fence())
                && fence.state() instanceof State.Running run
                && run.attempt() == ended.attempt())) {
            return;
        }
        boolean confirmed = ended.result() instanceof Input.FenceResult.Confirmed;
        HostView host = cutAt(ran, confirmed ? ended.askedAt() : draft.now());
        draft.touch(host.id());
        Instant retry = draft.now().plus(retryPause(draft.spec().spec(), host, run.attempt()));
        switch (ended.result()) {
            case Input.FenceResult.Confirmed _ ->
                    confirmed(draft, host, fence, run, ended.askedAt());
            case Input.FenceResult.Failed(var why) ->
                    attemptFailed(
                            draft,
                            host,
                            fence,
                            new State.Failed(run.attempt(), run.level(), why, retry),
                            why);
            case Input.FenceResult.Unknown(var why) ->
                    attemptFailed(
                            draft,
                            host.askPowerAt(draft.now()),
                            fence,
                            new State.Unknown(run.attempt(), run.level(), why, retry),
                            why);
            case Input.FenceResult.NotSpawned(var why) ->
                    attemptFailed(
                            draft,
                            host,
                            fence,
                            new State.Failed(run.attempt(), run.level(), why, retry),
                            why);
            case Input.FenceResult.Stuck(var why) -> {
                var device = host.level(run.level());
                attemptFailed(
                        draft,
                        host.withDevice(device.getKey(), device.getValue().abandoned(true)),
                        fence,
                        new State.Abandoned(run.attempt(), run.level(), draft.now()),
                        why);
            }
        }
    }

    /// Whoever was there when it was sent must be heard to something sent since.
    private static HostView cutAt(HostView host, Instant end) {
        return host.cut() instanceof PowerCut cut
                ? host.withCut(new PowerCut(end, cut.unheard()))
                : host;
    }

    private static void attemptFailed(
            Draft draft, HostView host, FenceRecord fence, State next, String why) {
        draft.put(host.withFence(fence.withState(next)));
        draft.say(Event.of(Event.Kind.FENCE_FAILED, host.id(), why).in(fence.id().incident()));
    }

    /// Confirmed: the host is latched, and those who were there when `off` was sent must be heard
    /// before it is relied on (T2).
    private static void confirmed(
            Draft draft, HostView host, FenceRecord fence, State.Running run, Instant askedAt) {
        SortedSet<HostId> bystanders = unheard(host);
        bystanders.stream().filter(draft::knows).forEach(draft::beat);
        HostView latched =
                host.withFence(fence.withState(new State.Confirmed(run.level(), askedAt)));
        var device = host.level(run.level());
        boolean evidence = device.getValue().proven() && !host.contact().aliveSince(askedAt);
        if (evidence) {
            bystanderOff(draft, host.id(), onAt(device.getValue()));
        }
        latched =
                latched.withPower(
                        evidence
                                ? new Power.Off(askedAt, Power.Witness.DEVICE, bystanders)
                                : new Power.Unknown(
                                        draft.now(),
                                        device.getValue().proven()
                                                ? "its device says off, but something answers there"
                                                : "confirmed by a device that has proven nothing"));
        draft.put(
                latched.withDevice(
                        device.getKey(),
                        device.getValue()
                                .askAt(
                                        fence.kind() == FenceRecord.Kind.CYCLE
                                                ? draft.now()
                                                : draft.now().plus(Evidence.POWER_RECHECK))));
        draft.say(
                Event.of(Event.Kind.FENCE, host.id(), fence.reason() + "; power-off confirmed")
                        .in(fence.id().incident()));
    }

    static void reaped(Draft draft, Input.FenceReaped reaped) {
        HostView host = draft.host(reaped.host());
        DeviceView device = host.devices().get(reaped.device());
        if (device == null) {
            return;
        }
        HostView result = host.withDevice(reaped.device(), device.abandoned(false));
        if (host.fence() instanceof FenceRecord fence
                && fence.state() instanceof State.Abandoned abandoned
                && host.level(abandoned.level()).getKey().equals(reaped.device())) {
            Duration pause = retryPause(draft.spec().spec(), host, abandoned.attempt());
            result =
                    cutAt(result, draft.now())
                            .askPowerAt(draft.now())
                            .withFence(
                                    fence.withState(
                                            new State.Unknown(
                                                    abandoned.attempt(),
                                                    abandoned.level(),
                                                    "its program had to be killed",
                                                    draft.now().plus(pause))));
        }
        draft.put(result);
        draft.touch(host.id());
    }

    /// Retried after `retry_delay` while levels are left, then ever more slowly.
    private static Duration retryPause(ClusterSpec spec, HostView host, int attempt) {
        Fencing fencing = spec.fencing();
        int round = fencing.attempts() * Math.max(1, host.devices().size());
        return backoff(fencing.retryDelay(), Math.max(1, attempt - round + 1), RETRY_MAX);
    }

    private static Duration backoff(Duration first, int times, Duration longest) {
        Duration pause = first;
        for (int i = 1; i < times && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return min(pause, longest);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
