package io.halo.core.input;

import io.halo.core.model.Event;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import io.halo.core.model.Sighting.State;
import io.halo.core.model.Work;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes in what monitors saw (contract section 5, "What an answer means").
final class LookFold {
    /// A recurring monitor that fails so often in a row shows a failed resource.
    private static final int FAILURES = 2;

    /// A recurring monitor that times out so often in a row does.
    private static final int TIMEOUTS = 3;

    private LookFold() {}

    static void looked(Draft draft, Input.Looked looked) {
        HostView host = draft.host(looked.host());
        Work.Look look = host.work().monitors().get(looked.resource());
        if (look == null || !look.id().equals(looked.id())) {
            ContactFold.strayAnswer(draft, host, looked.result(), looked.at());
            return;
        }
        draft.put(
                host.withWork(
                        host.work()
                                .withMonitor(looked.resource(), null)
                                .withUnanswered(
                                        looked.resource(),
                                        tellsNothing(looked.result().outcome())
                                                ? draft.now()
                                                : null)));
        draft.touch(host.id());
        boolean sameProcess =
                ContactFold.heard(
                        draft,
                        draft.host(host.id()),
                        look.sentAt(),
                        looked.at(),
                        looked.result().answerer());
        if (looked.result().outcome() instanceof Outcome.Refused refused) {
            refused(draft, host.id(), refused, looked.at());
        } else if (sameProcess && counts(draft, host, looked.resource(), look)) {
            see(draft, host.id(), looked.resource(), look, looked.result().outcome());
        }
    }

    private static boolean tellsNothing(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended _, Outcome.TimedOut _, Outcome.NotRun _ -> false;
            case Outcome.Busy _, Outcome.Refused _, Outcome.NotSent _, Outcome.Unknown _ -> true;
        };
    }

    /// A manager that an agent refuses is passive from then on (L8); everything else is simply
    /// asked again.
    static void refused(Draft draft, HostId host, Outcome.Refused refused, Instant at) {
        if (refused.reason() == Outcome.Reason.LOWER_EPOCH) {
            ContactFold.manager(
                    draft, new Manager.Refusal(host, refused.epoch(), refused.manager(), at));
        }
    }

    /// L2: not from before the generation of a group that has this member, nor from before its last
    /// operation there ended.
    private static boolean counts(Draft draft, HostView host, ResourceId resource, Work.Look look) {
        if (host.work().operation(resource).filter(Operation::inFlight).isPresent()) {
            return false;
        }
        for (GroupView group : draft.groupViewsNear(host.id())) {
            if (look.sentStep() < group.generation()
                    && draft.spec().spec().group(group.id()).parents().containsKey(resource)) {
                return false;
            }
        }
        return true;
    }

    private static void see(
            Draft draft, HostId id, ResourceId resource, Work.Look look, Outcome outcome) {
        HostView host = draft.host(id);
        Sighting old = known(draft, host, resource);
        Sighting seen = judge(draft, look, old, outcome);
        if (seen != null) {
            Sighting before = host.work().sightings().get(resource);
            draft.put(host.withWork(host.work().withSighting(resource, seen.after(before))));
            if (old != null
                    && old.is(State.RUNNING)
                    && (seen.is(State.STOPPED) || seen.is(State.FAILED))) {
                ceased(draft, id, resource, old, seen, outcome);
            }
            resolve(draft, id, resource, look, seen);
            if (seen.is(State.RUNNING)) {
                startedByItself(draft, id, resource);
            }
        }
    }

    /// S1: since the host rebooted, nobody of us has started it there.
    private static void startedByItself(Draft draft, HostId id, ResourceId root) {
        for (GroupSpec spec : draft.groupsNear(id)) {
            Work work = draft.host(id).work();
            if (!spec.root().equals(root)
                    || !work.unstarted().containsKey(spec.id())
                    || work.isStartedByItself(spec.id())) {
                continue;
            }
            boolean ours = draft.manager().acting() && draft.group(spec.id()).managed();
            var next = new TreeMap<>(work.unstarted());
            if (ours) {
                next.put(spec.id(), Work.Unstarted.RUNS);
                draft.say(
                        Event.of(
                                Event.Kind.FAILURE,
                                spec.id(),
                                "runs on "
                                        + id
                                        + ", which has rebooted, and HALO did not start it"));
            } else {
                next.remove(spec.id());
            }
            draft.put(draft.host(id).withWork(work.withUnstarted(next)));
        }
    }

    /// What was seen before all groups that have it began anew is no reason to look less closely.
    private static @Nullable Sighting known(Draft draft, HostView host, ResourceId resource) {
        Sighting old = host.work().sightings().get(resource);
        boolean counts =
                old != null
                        && draft.groupViewsNear(host.id()).stream()
                                .filter(group ->
                                        draft.spec()
                                                .spec()
                                                .group(group.id())
                                                .parents()
                                                .containsKey(resource))
                                .anyMatch(group -> old.sentStep() >= group.generation());
        return counts ? old : null;
    }

    /// Where it was seen running it runs until a look says otherwise, expected or not: one that
    /// tells nothing does not end a conflict.
    private static @Nullable Sighting judge(
            Draft draft, Work.Look look, @Nullable Sighting old, Outcome outcome) {
        return old != null && old.is(State.RUNNING)
                ? judgeRecurring(draft, look, old, outcome)
                : judgeProbe(draft, look, old, outcome);
    }

    private static @Nullable Sighting judgeProbe(
            Draft draft, Work.Look look, @Nullable Sighting old, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended(int code, String words) -> {
                State state = probeState(old, code);
                yield state == State.UNKNOWN
                        ? unknown(draft, look, old, false, describe(code, words))
                        : state(draft, look, old, state, describe(code, words));
            }
            case Outcome.TimedOut(_, String words) ->
                    unknown(draft, look, old, false, "monitor timed out" + colon(words));
            case Outcome.NotRun(String why) -> state(draft, look, old, State.CANNOT_RUN, why);
            case Outcome.Busy(String what) -> unknown(draft, look, old, true, "busy: " + what);
            case Outcome.Unknown(String why) -> unknown(draft, look, old, false, why);
            case Outcome.NotSent(String why) -> notAsked(draft, look, old, why);
            case Outcome.Refused _ -> null;
        };
    }

    /// Never sent, or not taken: tells nothing, and is not one of the tries.
    private static Sighting notAsked(
            Draft draft, Work.Look look, @Nullable Sighting old, String why) {
        Sighting base = state(draft, look, old, State.UNKNOWN, why);
        int streak = old != null && old.is(State.UNKNOWN) ? old.streak() : 0;
        return new Sighting(
                State.UNKNOWN,
                false,
                false,
                why,
                look.sentStep(),
                base.sinceStep(),
                base.since(),
                draft.now(),
                streak);
    }

    /// Where the resource runs: no answer and *busy* leave what was seen.
    private static @Nullable Sighting judgeRecurring(
            Draft draft, Work.Look look, Sighting old, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended(int code, String words) ->
                    recurringEnded(draft, look, old, code, words);
            case Outcome.TimedOut(_, String words) ->
                    doubt(draft, look, old, TIMEOUTS, "monitor timed out" + colon(words));
            case Outcome.NotRun(String why) -> state(draft, look, old, State.CANNOT_RUN, why);
            case Outcome.Busy _, Outcome.Unknown _, Outcome.NotSent _, Outcome.Refused _ -> null;
        };
    }

    /// A code 1 where the group is not expected says nothing; where it has failed before, it has
    /// failed still.
    private static State probeState(@Nullable Sighting old, int code) {
        return switch (code) {
            case 0, 190, 8, 9, 191 -> State.RUNNING;
            case 7 -> State.STOPPED;
            case 2, 3, 4, 5, 6 -> State.CANNOT_RUN;
            default -> old != null && old.is(State.FAILED) ? State.FAILED : State.UNKNOWN;
        };
    }

    private static Sighting recurringEnded(
            Draft draft, Work.Look look, Sighting old, int code, String words) {
        return switch (code) {
            case 0, 190, 8, 9, 191 -> state(draft, look, old, State.RUNNING, describe(code, words));
            case 7 -> state(draft, look, old, State.STOPPED, words);
            case 2, 3, 4, 5, 6 -> state(draft, look, old, State.FAILED, describe(code, words));
            default -> doubt(draft, look, old, FAILURES, describe(code, words));
        };
    }

    /// Still Running, but not relied on and asked again at once, until that happened `limit` times
    /// in a row.
    private static Sighting doubt(
            Draft draft, Work.Look look, Sighting old, int limit, String words) {
        int streak = old.streak() + 1;
        return streak >= limit
                ? state(draft, look, old, State.FAILED, words)
                : new Sighting(
                        State.RUNNING,
                        false,
                        true,
                        words,
                        look.sentStep(),
                        old.sinceStep(),
                        old.since(),
                        draft.now(),
                        streak);
    }

    private static Sighting unknown(
            Draft draft, Work.Look look, @Nullable Sighting old, boolean busy, String words) {
        Sighting base = state(draft, look, old, State.UNKNOWN, words);
        int streak = old != null && old.is(State.UNKNOWN) ? old.streak() + 1 : 1;
        return new Sighting(
                State.UNKNOWN,
                busy,
                false,
                words,
                look.sentStep(),
                base.sinceStep(),
                base.since(),
                draft.now(),
                streak);
    }

    private static Sighting state(
            Draft draft, Work.Look look, @Nullable Sighting old, State state, String words) {
        Sighting same = old != null && old.is(state) ? old : null;
        return new Sighting(
                state,
                false,
                false,
                words,
                look.sentStep(),
                same == null ? draft.step() : same.sinceStep(),
                same == null ? draft.now() : same.since(),
                draft.now(),
                0);
    }

    /// A resource that stops or fails soon after its start counts as a failed start (B12); what
    /// goes down with it is no failure of its own. A script that says that it cannot run there ends
    /// the host's turn at once, and one that finds its configuration wrong every host's.
    private static void ceased(
            Draft draft,
            HostId host,
            ResourceId resource,
            Sighting old,
            Sighting seen,
            Outcome outcome) {
        for (GroupSpec spec : draft.groupsNear(host)) {
            GroupView group = draft.group(spec.id());
            if (spec.parents().containsKey(resource)
                    && host.equals(group.seenRunning())
                    && group.managed()) {
                boolean soon = old.since().isAfter(draft.now().minus(spec.policy().window()));
                String words =
                        resource
                                + (seen.is(State.FAILED) ? " failed" : " stopped by itself")
                                + colon(seen.reason());
                draft.say(Event.of(Event.Kind.FAILURE, spec.id(), words + " on " + host));
                int code = outcome instanceof Outcome.Ended(int status, _) ? status : 1;
                if (code == 6) {
                    draft.put(
                            Failing.everywhere(
                                    draft.spec().spec(), group, host, draft.now(), words));
                } else if (code >= 2 && code <= 5) {
                    int all = spec.policy().startAttempts();
                    draft.put(
                            Failing.add(draft.spec().spec(), group, host, draft.now(), all, words));
                } else if (soon && !anotherIsDown(draft, spec, host, resource)) {
                    draft.put(Failing.add(draft.spec().spec(), group, host, draft.now(), 1, words));
                }
            }
        }
    }

    private static boolean anotherIsDown(
            Draft draft, GroupSpec spec, HostId host, ResourceId resource) {
        return spec.members().stream()
                .filter(member -> !member.equals(resource))
                .flatMap(member -> draft.host(host).work().sighting(member).stream())
                .anyMatch(seen -> seen.is(State.STOPPED) || seen.is(State.FAILED));
    }

    /// A look sent after an operation became unknown tells how it ended (safety.md section 4,
    /// "Resolving").
    private static void resolve(
            Draft draft, HostId id, ResourceId resource, Work.Look look, Sighting seen) {
        HostView host = draft.host(id);
        Operation operation = host.work().operations().get(resource);
        if (operation == null
                || !(operation.state() instanceof Operation.State.Unknown unknown)
                || look.sentStep() < unknown.sinceStep()) {
            return;
        }
        boolean started = operation.kind() == Operation.Kind.START && seen.is(State.RUNNING);
        boolean stopped = operation.kind() == Operation.Kind.STOP && seen.is(State.STOPPED);
        boolean stillThere = operation.kind() == Operation.Kind.STOP && seen.isThere();
        if (started || stopped || stillThere) {
            draft.put(host.withWork(host.work().withOperation(resource, null)));
        }
        if (stillThere) {
            draft.put(
                    draft.group(operation.group())
                            .withStopFailed(id, resource + ": " + unknown.why()));
        }
    }

    /// What an exit status means in words, with the script's own.
    static String describe(int code, String words) {
        String meaning =
                switch (code) {
                    case 0, 7 -> "";
                    case 1 -> "error";
                    case 2 -> "bad arguments";
                    case 3 -> "not implemented";
                    case 4 -> "no permission";
                    case 5 -> "not installed";
                    case 6 -> "not configured";
                    case 8, 9, 191 -> "promoted role not supported";
                    case 190 -> "degraded";
                    default -> "exit status " + code;
                };
        return meaning.isEmpty() ? words : meaning + " (" + code + ")" + colon(words);
    }

    static String colon(String words) {
        return words.isEmpty() ? "" : ": " + words;
    }
}
