package io.halo.core.input;

import io.halo.core.model.BootId;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Contact;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.Reach;
import io.halo.core.model.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes in signs of life and their absence (safety.md section 5, "Silence"; section 7, `Reach`).
final class ContactFold {
    /// Beats that may be overdue before a host is no longer taken for connected.
    private static final int OVERDUE_HALF_BEATS = 5;

    private ContactFold() {}

    static void answered(Draft draft, Input.BeatAnswered beat) {
        HostView host = draft.host(beat.host());
        Contact contact = host.contact();
        var heard = new Contact.Heard(beat.sentAt(), beat.at());
        boolean overtaken = ofAnEarlierProcess(contact, beat);
        if (contact.reach() instanceof Reach.Up up
                && up.instance().equals(beat.instance())
                && up.boot().equals(beat.boot())) {
            draft.put(
                    host.withContact(
                            contact.answered(up, heard, contact.gapEnded(), beat.durableMemory())));
        } else if (overtaken) {
            lives(draft, host, heard);
            draft.beat(beat.host());
        } else {
            connected(draft, host, beat, heard);
        }
        testified(draft, contact, beat.sentAt());
        BootId boot = overtaken ? null : beat.boot();
        PowerFold.alive(draft, beat.host(), beat.sentAt(), boot, contact.lastBoot());
    }

    /// Whether somebody else has answered a later request already: the host did not reboot once
    /// more because an old answer came late. Which of two came first nobody knows if both were sent
    /// at once; the next heartbeat tells.
    private static boolean ofAnEarlierProcess(Contact contact, Input.BeatAnswered beat) {
        return !isNewest(contact, beat.sentAt())
                && !(beat.instance().equals(contact.lastInstance())
                        && beat.boot().equals(contact.lastBoot()));
    }

    private static boolean isNewest(Contact contact, Instant sentAt) {
        return contact.answered() == null || sentAt.isAfter(contact.answered().sentAt());
    }

    private static void testified(Draft draft, Contact before, Instant sentAt) {
        draft.testified(before.alive() == null ? null : before.alive().sentAt(), sentAt);
    }

    private static void connected(
            Draft draft, HostView host, Input.BeatAnswered beat, Contact.Heard heard) {
        Contact contact = host.contact();
        boolean rebooted = contact.lastBoot() != null && !beat.boot().equals(contact.lastBoot());
        boolean restarted = !beat.instance().equals(contact.lastInstance());
        if (rebooted) {
            reboot(draft, host, contact.reach());
        } else if (restarted && contact.lastInstance() != null) {
            draft.put(host.withWork(forgetProcess(host, draft.step())));
        }
        HostView current = draft.host(host.id());
        Instant gap =
                contact.connected() || contact.answered() == null ? contact.gapEnded() : heard.at();
        var up = new Reach.Up(beat.instance(), beat.boot(), heard.at());
        draft.put(
                current.withContact(
                                current.contact().answered(up, heard, gap, beat.durableMemory()))
                        .askPowerAt(draft.now()));
        PowerFold.cameMeanwhile(draft, host.id());
        draft.touch(host.id());
        if (!contact.connected()) {
            draft.say(
                    Event.of(Event.Kind.CONNECTED, host.id(), rebooted ? "after a reboot" : "")
                            .in(host.incident()));
        }
    }

    /// Operations are void and sightings gone; what was hosted has stopped, which probes must
    /// confirm. A reboot that nobody ordered counts as a failure of each group there, so that a
    /// boot loop does not go on for ever (B15).
    private static void reboot(Draft draft, HostView host, Reach reach) {
        boolean quick = !(reach instanceof Reach.Silent) && host.fence() == null;
        for (GroupSpec spec : draft.groupsNear(host.id())) {
            var group = draft.group(spec.id());
            if (quick && host.id().equals(group.place())) {
                group =
                        Failing.add(
                                draft.spec().spec(),
                                group,
                                host.id(),
                                draft.now(),
                                1,
                                "the server rebooted");
            }
            draft.put(
                    group.rebooted(host.id(), draft.spec().spec().exclusive(spec))
                            .withStopFailed(host.id(), null)
                            .withIncident(
                                    host.id().equals(group.place())
                                            ? host.incident()
                                            : group.incident()));
        }
        List<GroupId> groups = draft.groupsNear(host.id()).stream().map(GroupSpec::id).toList();
        draft.put(host.withWork(host.work().rebooted(groups)));
    }

    /// The agent is a new process: what it saw is void, what was in flight may have happened (L2).
    /// If the old one could keep no notes, the new one does not know what runs still.
    private static Work forgetProcess(HostView host, long step) {
        boolean noted = host.contact().durableMemory();
        var operations = new TreeMap<>(host.work().operations());
        operations.replaceAll((_, operation) ->
                switch (operation.state()) {
                    case Operation.State.InFlight _ ->
                            operation.withState(
                                    new Operation.State.Unknown(
                                            "the agent was restarted meanwhile",
                                            step,
                                            !noted && operation.kind() == Operation.Kind.START));
                    case Operation.State.Unknown(String why, long since, boolean orphan) ->
                            operation.withState(
                                    new Operation.State.Unknown(
                                            why,
                                            since,
                                            orphan
                                                    || (!noted
                                                            && operation.kind()
                                                                    == Operation.Kind.START)));
                });
        return new Work(
                host.work().withPast(_ -> true).sightings(),
                operations,
                new TreeMap<>(),
                new TreeMap<>(),
                host.work().sequence(),
                host.work().unstarted());
    }

    static void refused(Draft draft, Input.BeatRefused beat) {
        HostView host = draft.host(beat.host());
        var heard = new Contact.Heard(beat.sentAt(), beat.at());
        if (!(host.contact().reach() instanceof Reach.Refusing)) {
            lose(draft, host, "obeys another manager");
        }
        HostView current = draft.host(beat.host());
        draft.put(
                current.withContact(
                        current.contact()
                                .alive(
                                        new Reach.Refusing(beat.at(), beat.epoch(), beat.manager()),
                                        heard)));
        manager(draft, new Manager.Refusal(beat.host(), beat.epoch(), beat.manager(), beat.at()));
        PowerFold.alive(draft, beat.host(), beat.sentAt(), null, host.contact().lastBoot());
    }

    /// One refusal makes this manager passive (L8).
    static void manager(Draft draft, Manager.Refusal refusal) {
        Manager manager = draft.manager();
        if (manager.mode() == Manager.Mode.MANAGE && manager.refusal() == null) {
            draft.manager(manager.withRefusal(refusal));
            draft.say(
                    Event.of(
                            Event.Kind.REFUSED,
                            refusal.host(),
                            "obeys manager "
                                    + refusal.manager()
                                    + " with epoch "
                                    + refusal.epoch()
                                    + "; this manager is passive now"));
        }
    }

    static void failed(Draft draft, Input.BeatFailed beat) {
        HostView host = draft.host(beat.host());
        if (host.contact().alive() instanceof Contact.Heard heard
                && heard.sentAt().isAfter(beat.sentAt())) {
            overtaken(draft, host, beat);
            return;
        }
        switch (beat.trouble()) {
            case ALIVE_NOT_SERVING -> {
                if (draft.manager().refusedIsSilent()) {
                    refusedInTestMode(draft, host, beat);
                } else {
                    aliveNotServing(draft, host, beat);
                }
            }
            case SILENT -> silent(draft, host, beat);
            case CANNOT_TELL -> cannotTell(draft, host, beat);
        }
    }

    /// What was asked later was answered before: that none came says nothing any more; a refusal is
    /// life still.
    private static void overtaken(Draft draft, HostView host, Input.BeatFailed beat) {
        if (beat.trouble() == Input.Trouble.ALIVE_NOT_SERVING
                && !draft.manager().refusedIsSilent()) {
            lives(draft, host, new Contact.Heard(beat.sentAt(), beat.at()));
            PowerFold.alive(draft, host.id(), beat.sentAt(), null, host.contact().lastBoot());
        }
    }

    private static void aliveNotServing(Draft draft, HostView host, Input.BeatFailed beat) {
        if (!(host.contact().reach() instanceof Reach.AliveNotServing)) {
            lose(draft, host, beat.why());
        }
        HostView current = draft.host(host.id());
        Instant since =
                current.contact().reach() instanceof Reach.AliveNotServing old
                        ? old.since()
                        : beat.at();
        var heard = new Contact.Heard(beat.sentAt(), beat.at());
        draft.put(
                current.withContact(
                        current.contact()
                                .alive(new Reach.AliveNotServing(since, beat.why()), heard)));
        testified(draft, host.contact(), beat.sentAt());
        PowerFold.alive(draft, host.id(), beat.sentAt(), null, host.contact().lastBoot());
    }

    /// With `--fence-on-connection-close` a refusal is no sign of life: death at once, after one
    /// immediate new try.
    private static void refusedInTestMode(Draft draft, HostView host, Input.BeatFailed beat) {
        switch (host.contact().reach()) {
            case Reach.Up _ -> suspect(draft, host, beat.at(), beat.why(), 1);
            case Reach.Suspect suspect when beat.sentAt().isAfter(suspect.since()) ->
                    declareSilent(draft, host, beat.at(), beat.why());
            case Reach.AliveNotServing _, Reach.CannotTell _, Reach.Refusing _ ->
                    suspect(draft, host, beat.at(), beat.why(), 1);
            case Reach.Suspect _, Reach.Silent _ -> {}
            case Reach.Connecting connecting ->
                    neverSeen(draft, host, connecting.since(), beat.why());
            case Reach.NeverSeen never -> neverSeen(draft, host, never.since(), beat.why());
        }
    }

    private static void silent(Draft draft, HostView host, Input.BeatFailed beat) {
        Contact contact = host.contact();
        switch (contact.reach()) {
            case Reach.Up _, Reach.AliveNotServing _, Reach.Refusing _ ->
                    suspect(draft, host, beat.at(), beat.why(), 0);
            case Reach.CannotTell _ -> {
                // The clock stood still meanwhile: silence is measured anew.
                draft.put(
                        host.withContact(contact.quietFrom(beat.at(), contact.failuresDemanded())));
                suspect(draft, draft.host(host.id()), beat.at(), beat.why(), 0);
            }
            case Reach.Connecting connecting ->
                    neverSeen(draft, host, connecting.since(), beat.why());
            case Reach.NeverSeen never -> neverSeen(draft, host, never.since(), beat.why());
            case Reach.Suspect _, Reach.Silent _ -> demanded(draft, host, beat);
        }
    }

    /// A failure that is demanded before the silence around a pause of this process counts.
    private static void demanded(Draft draft, HostView host, Input.BeatFailed beat) {
        Contact contact = host.contact();
        Instant pause = draft.manager().pausedUntil();
        if (contact.failuresDemanded() > 0 && (pause == null || beat.sentAt().isAfter(pause))) {
            draft.put(
                    host.withContact(
                            contact.quietFrom(
                                    contact.quietSince(), contact.failuresDemanded() - 1)));
            draft.touch(host.id());
        }
    }

    private static void cannotTell(Draft draft, HostView host, Input.BeatFailed beat) {
        if (host.contact().reach() instanceof Reach.CannotTell) {
            return;
        }
        lose(draft, host, beat.why());
        HostView current = draft.host(host.id());
        draft.put(
                current.withContact(
                        current.contact().withReach(new Reach.CannotTell(beat.at(), beat.why()))));
    }

    static void closed(Draft draft, Input.ConnectionClosed closed) {
        HostView host = draft.host(closed.host());
        if (host.connected()) {
            if (draft.manager().refusedIsSilent()) {
                suspect(draft, host, closed.at(), closed.why(), 1);
            }
            draft.beat(closed.host());
        }
    }

    /// This process did not run: what it did not hear meanwhile says nothing, and what made a host
    /// silent before is shown again before anything follows from it.
    static void paused(Draft draft, Input.Paused pause) {
        draft.manager(draft.manager().pausedUntil(pause.until()));
        for (var id : draft.spec().setOf().keySet()) {
            HostView host = draft.host(id);
            Contact contact = host.contact();
            Contact later = contact.quietFrom(contact.quietSince().plus(pause.length()), 2);
            draft.put(
                    host.withContact(
                            contact.reach() instanceof Reach.Silent silent
                                    ? later.withReach(new Reach.Silent(pause.until(), silent.why()))
                                    : later));
            draft.touch(id);
            draft.beat(id);
        }
        draft.spec().spec().groups().keySet().forEach(id -> askedAnew(draft, draft.group(id)));
    }

    /// What the destination of a move has shown before the pause may be old (L7): as long as
    /// nothing was stopped, it is asked again.
    static void askedAnew(Draft draft, GroupView group) {
        if (group.move() instanceof Move move
                && (move.state() instanceof Move.State.Preflight
                        || isToBeStopped(draft, group, move))) {
            draft.put(
                    group.withMove(move.in(new Move.State.Preflight(), draft.step(), draft.now())));
        }
    }

    /// Whether the stops of a move to another host are on record, and nothing was stopped, or may
    /// have been.
    private static boolean isToBeStopped(Draft draft, GroupView group, Move move) {
        return move.state() instanceof Move.State.Stopping
                && move.to() != null
                && !move.restart()
                && draft.knows(move.from())
                // What an earlier manager has asked is asked again anyway, while it runs wholly.
                && move.sinceStep() > 0
                && group.hosted().get(move.from()) instanceof GroupView.Hosted row
                && row.stopped().isEmpty()
                && !group.stopFailed().containsKey(move.from())
                && draft.host(move.from()).work().operations().values().stream()
                        .noneMatch(operation -> operation.group().equals(group.id()));
    }

    /// What time alone does to a host.
    static void advance(Draft draft, HostView host) {
        Contact contact = host.contact();
        Duration quiet = contact.quietFor(draft.now());
        if (contact.connected() && quiet.compareTo(overdue(draft)) >= 0) {
            suspect(draft, host, draft.now(), Text.quiet(quiet), 0);
        }
        HostView current = draft.host(host.id());
        if (current.contact().reach() instanceof Reach.Suspect suspect
                && contact.everSeen()
                && contact.failuresDemanded() == 0
                && quiet.compareTo(draft.spec().spec().deadAfter()) >= 0) {
            boolean errorIsKnown = !Text.isQuiet(suspect.why());
            declareSilent(
                    draft, current, draft.now(), errorIsKnown ? suspect.why() : Text.quiet(quiet));
        }
    }

    /// When time alone will next change something; null if it will not.
    static @Nullable Instant nextChange(HostView host, ClusterSpec spec, Instant now) {
        Contact contact = host.contact();
        if (expected(contact, spec, now)) {
            return contact.quietSince().plus(overdue(spec));
        }
        return switch (contact.reach()) {
            case Reach.Up _ -> contact.quietSince().plus(overdue(spec));
            // While failures are demanded, the last of them changes something, not the time.
            case Reach.Suspect _ ->
                    contact.everSeen() && contact.failuresDemanded() == 0
                            ? contact.quietSince().plus(spec.deadAfter())
                            : null;
            case Reach.Connecting _,
                    Reach.NeverSeen _,
                    Reach.Silent _,
                    Reach.AliveNotServing _,
                    Reach.CannotTell _,
                    Reach.Refusing _ ->
                    null;
        };
    }

    /// Whether a manager that has just started may yet hear the host, whatever its device says.
    static boolean expected(Contact contact, ClusterSpec spec, Instant now) {
        return contact.awaited() && contact.quietFor(now).compareTo(overdue(spec)) < 0;
    }

    private static Duration overdue(Draft draft) {
        return overdue(draft.spec().spec());
    }

    private static Duration overdue(ClusterSpec spec) {
        // In nanoseconds: a beat is short, and Duration divides with big decimals.
        return Duration.ofNanos(spec.beat().toNanos() * OVERDUE_HALF_BEATS / 2);
    }

    /// Only who has been seen can fall silent.
    private static void suspect(Draft draft, HostView host, Instant at, String why, int refusals) {
        if (!host.contact().everSeen()) {
            neverSeen(draft, host, at, why);
            return;
        }
        lose(draft, host, why);
        HostView current = draft.host(host.id());
        draft.put(
                current.withContact(
                        current.contact().withReach(new Reach.Suspect(at, why, refusals))));
        draft.beat(host.id());
    }

    /// From here on the guards of a fence are judged; everybody is asked for a sign of life (guards
    /// `witness`, `mass`).
    private static void declareSilent(Draft draft, HostView host, Instant at, String why) {
        // A fence that may go ahead asks by itself; its device is asked if a guard holds it back.
        Instant roundIsOver = draft.now().plus(draft.spec().spec().beat().multipliedBy(2));
        String incident = host.incident(draft.manager(), draft.step());
        draft.put(
                host.withContact(
                                host.contact()
                                        .withReach(new Reach.Silent(at, why))
                                        .lostIn(incident))
                        .askPowerAt(roundIsOver));
        draft.touch(host.id());
        draft.say(Event.of(Event.Kind.DISCONNECTED, host.id(), "silent: " + why).in(incident));
        draft.beatAll();
    }

    private static void neverSeen(Draft draft, HostView host, Instant since, String why) {
        if (!(host.contact().reach() instanceof Reach.NeverSeen never && never.why().equals(why))) {
            draft.put(host.withContact(host.contact().withReach(new Reach.NeverSeen(since, why))));
            draft.touch(host.id());
        }
    }

    private static void lose(Draft draft, HostView host, String why) {
        draft.touch(host.id());
        if (host.connected()) {
            String incident = host.incident(draft.manager(), draft.step());
            HostView current = draft.host(host.id());
            draft.put(current.withContact(current.contact().lostIn(incident)));
            draft.say(Event.of(Event.Kind.DISCONNECTED, host.id(), why).in(incident));
        }
    }

    /// An answer to a request that is not known any more. When that was sent is unknown, so it is
    /// no newer evidence of anything; but it is life.
    static void strayAnswer(Draft draft, HostView host, Outcome.From result, Instant at) {
        if (result.answerer() != null) {
            Instant sentAt =
                    host.contact().alive() instanceof Contact.Heard known
                            ? known.sentAt()
                            : Instant.EPOCH;
            lives(draft, host, new Contact.Heard(sentAt, at));
            draft.beat(host.id());
        }
    }

    /// A sign of life in the answer to any other request. An answer of another process or boot only
    /// calls for a heartbeat.
    static boolean heard(
            Draft draft,
            HostView host,
            Instant sentAt,
            Instant at,
            Outcome.@Nullable Answerer answerer) {
        if (answerer == null) {
            return host.connected();
        }
        boolean same =
                host.contact().reach() instanceof Reach.Up up
                        && up.instance().equals(answerer.instance())
                        && up.boot().equals(answerer.boot());
        if (same) {
            Contact contact = host.contact();
            var heard = new Contact.Heard(sentAt, at);
            draft.put(
                    host.withContact(
                            contact.answered(
                                    (Reach.Up) contact.reach(),
                                    heard,
                                    contact.gapEnded(),
                                    contact.durableMemory())));
        } else {
            lives(draft, host, new Contact.Heard(sentAt, at));
            draft.beat(host.id());
        }
        BootId boot = same || isNewest(host.contact(), sentAt) ? answerer.boot() : null;
        PowerFold.alive(draft, host.id(), sentAt, boot, host.contact().lastBoot());
        return same;
    }

    /// A late answer is life too; whether the host may be used again is for a heartbeat to tell.
    /// Its silence begins anew, and so does the round in which the others are asked.
    private static void lives(Draft draft, HostView host, Contact.Heard heard) {
        Contact contact = host.contact();
        switch (contact.reach()) {
            case Reach.Silent silent when !draft.manager().refusedIsSilent() -> {
                draft.touch(host.id());
                draft.put(
                        host.withContact(
                                contact.alive(
                                        new Reach.Suspect(heard.at(), silent.why(), 0), heard)));
            }
            case Reach.Silent _,
                    Reach.Suspect _,
                    Reach.Up _,
                    Reach.AliveNotServing _,
                    Reach.Refusing _,
                    Reach.CannotTell _ ->
                    draft.put(host.withContact(contact.alive(contact.reach(), heard)));
            case Reach.Connecting _, Reach.NeverSeen _ -> {}
        }
    }
}
