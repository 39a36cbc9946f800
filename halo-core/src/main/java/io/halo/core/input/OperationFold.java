package io.halo.core.input;

import io.halo.core.model.Event;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import io.halo.core.model.Work;

/// Takes in how starts and stops ended (contract section 5, "What an answer means"; L9).
final class OperationFold {
    private OperationFold() {}

    static void ended(Draft draft, Input.OperationEnded ended) {
        HostView host = draft.host(ended.host());
        Operation operation = host.work().operations().get(ended.resource());
        if (operation == null || !operation.id().equals(ended.id())) {
            ContactFold.strayAnswer(draft, host, ended.result(), ended.at());
            return;
        }
        ContactFold.heard(draft, host, operation.sentAt(), ended.at(), ended.result().answerer());
        draft.touch(host.id());
        judge(draft, new Case(host.id(), ended.resource(), operation), ended.result().outcome());
        draft.put(draft.group(operation.group()).operationEnded(host.id(), draft.step()));
    }

    /// What an operation is about, for those who judge its end.
    private record Case(HostId host, ResourceId resource, Operation operation) {
        boolean start() {
            return operation.kind() == Operation.Kind.START;
        }

        String verb() {
            return start() ? "start" : "stop";
        }
    }

    private static void judge(Draft draft, Case it, Outcome outcome) {
        switch (outcome) {
            case Outcome.Ended(int code, String words) -> {
                if (it.start()) {
                    startEnded(draft, it, code, words);
                } else {
                    stopEnded(draft, it, code, words);
                }
            }
            case Outcome.TimedOut(boolean stuck, String words) -> {
                String why =
                        (stuck ? "timed out, and its script cannot be killed" : "timed out")
                                + LookFold.colon(words);
                if (it.start()) {
                    failed(draft, it, 1, why);
                }
                unknown(draft, it, why);
            }
            case Outcome.Unknown(String why) -> unknown(draft, it, why);
            case Outcome.NotRun(String why) -> {
                if (it.start()) {
                    done(draft, it, Sighting.State.CANNOT_RUN, why);
                    failed(draft, it, limit(draft, it), why);
                } else {
                    done(draft, it, Sighting.State.CANNOT_RUN, why);
                    stopFailed(draft, it, why);
                }
            }
            case Outcome.Busy _, Outcome.NotSent _ -> neverRan(draft, it);
            case Outcome.Refused refused -> {
                LookFold.refused(draft, it.host(), refused, draft.now());
                neverRan(draft, it);
            }
        }
    }

    private static void startEnded(Draft draft, Case it, int code, String words) {
        switch (code) {
            case 0, 190, 8, 9, 191 -> {
                done(draft, it, Sighting.State.RUNNING, LookFold.describe(code, words));
                draft.say(
                        Event.of(Event.Kind.START, it.resource(), "on " + it.host())
                                .in(draft.group(it.operation().group()).incident()));
            }
            case 2, 3, 4, 5 -> {
                done(draft, it, Sighting.State.FAILED, LookFold.describe(code, words));
                failed(draft, it, limit(draft, it), LookFold.describe(code, words));
            }
            case 6 -> {
                done(draft, it, Sighting.State.FAILED, LookFold.describe(code, words));
                GroupView group = draft.group(it.operation().group());
                draft.put(
                        Failing.everywhere(
                                draft.spec().spec(),
                                group,
                                it.host(),
                                draft.now(),
                                it.resource()
                                        + " did not start: "
                                        + LookFold.describe(code, words)));
            }
            default -> {
                String why = LookFold.describe(code, words);
                done(draft, it, Sighting.State.FAILED, why);
                failed(draft, it, 1, why);
            }
        }
    }

    private static int limit(Draft draft, Case it) {
        return draft.spec().spec().group(it.operation().group()).policy().startAttempts();
    }

    private static void failed(Draft draft, Case it, int times, String why) {
        GroupView group = draft.group(it.operation().group());
        String words = it.resource() + " did not start" + LookFold.colon(why);
        GroupView counted =
                forgotten(it, group)
                        ? group
                        : Failing.add(
                                draft.spec().spec(), group, it.host(), draft.now(), times, words);
        boolean root = it.resource().equals(draft.spec().spec().group(group.id()).root());
        draft.put(root ? counted.startFailed(it.host()) : counted);
        draft.say(
                Event.of(Event.Kind.FAILURE, it.operation().group(), words + " on " + it.host())
                        .in(group.incident()));
    }

    /// Sent before the operator said that failures are to be forgotten.
    private static boolean forgotten(Case it, GroupView group) {
        return it.operation().sentStep() < group.cleanedStep();
    }

    /// Ended well: not believed to be Stopped before a probe says so.
    private static void stopEnded(Draft draft, Case it, int code, String words) {
        clear(draft, it);
        if (code == 0) {
            GroupView group = draft.group(it.operation().group());
            draft.put(group.stoppedWell(it.host(), it.resource()));
            draft.say(Event.of(Event.Kind.STOP, it.resource(), "on " + it.host()));
        } else {
            stopFailed(draft, it, LookFold.describe(code, words));
        }
    }

    private static void stopFailed(Draft draft, Case it, String why) {
        GroupView group = draft.group(it.operation().group());
        String words = it.resource() + " did not stop" + LookFold.colon(why);
        if (!forgotten(it, group)) {
            draft.put(group.withStopFailed(it.host(), words));
        }
        draft.say(Event.of(Event.Kind.FAILURE, it.operation().group(), words + " on " + it.host()));
    }

    /// The outcome is the newest look. A good one counts as sent when the operation was: no newer
    /// than what it can prove. A bad one is to be acted on at once.
    private static void done(Draft draft, Case it, Sighting.State state, String words) {
        HostView host = draft.host(it.host());
        long sent = state == Sighting.State.RUNNING ? it.operation().sentStep() : draft.step();
        var sighting =
                new Sighting(
                        state,
                        false,
                        false,
                        words,
                        sent,
                        draft.step(),
                        draft.now(),
                        draft.now(),
                        0);
        draft.put(
                host.withWork(
                        host.work()
                                .withOperation(it.resource(), null)
                                .withSighting(it.resource(), sighting)));
    }

    /// Looked at again before anything else, after a pause: what cannot be sent now cannot be sent
    /// a moment later either.
    private static void neverRan(Draft draft, Case it) {
        clear(draft, it);
        HostView host = draft.host(it.host());
        draft.put(host.withWork(host.work().withUnanswered(it.resource(), draft.now())));
        if (draft.manager().beforePause(it.operation().sentAt())) {
            // Planned before a pause of this process, and never sent because of it.
            ContactFold.askedAnew(draft, draft.group(it.operation().group()));
        }
    }

    private static void clear(Draft draft, Case it) {
        HostView host = draft.host(it.host());
        draft.put(
                host.withWork(
                        host.work()
                                .withOperation(it.resource(), null)
                                .withSighting(it.resource(), null)));
    }

    /// Nobody knows: neither done nor refused. What was seen of the group there is void (L2); looks
    /// must tell (A9). Other groups on the host keep their sightings: an unknown operation says
    /// nothing about them.
    static void unknown(
            Draft draft, HostId id, ResourceId resource, Operation operation, String why) {
        unknown(draft, new Case(id, resource, operation), why);
        draft.put(draft.group(operation.group()).operationEnded(id, draft.step()));
    }

    private static boolean orphan(Operation operation) {
        return operation.state() instanceof Operation.State.Unknown before && before.orphan();
    }

    private static void unknown(Draft draft, Case it, String why) {
        HostView host = draft.host(it.host());
        GroupSpec spec = draft.spec().spec().group(it.operation().group());
        Operation open =
                it.operation()
                        .withState(
                                new Operation.State.Unknown(
                                        it.verb() + " of " + it.resource() + ": " + why,
                                        draft.step(),
                                        orphan(it.operation())));
        Work work =
                host.work()
                        .withPast(spec.parents()::containsKey)
                        .withOperation(it.resource(), open);
        draft.put(host.withWork(work));
        draft.say(
                Event.of(
                        Event.Kind.FAILURE,
                        it.operation().group(),
                        it.verb()
                                + " of "
                                + it.resource()
                                + " on "
                                + it.host()
                                + ": outcome unknown, "
                                + why));
    }
}
