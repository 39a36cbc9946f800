package io.halo.manager.adapter.agent;

import io.grpc.Status;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Refused;
import io.halo.agent.v1.TimedOut;
import io.halo.core.input.Outcome;

/// The outcome of a call: done, refused or unknown, and in doubt unknown (L9).
final class Outcomes {
    private Outcomes() {}

    /// What the agent says of the operation that it was asked for.
    static Outcome.From of(Answer answer) {
        Outcome outcome =
                switch (answer.getOutcomeCase()) {
                    case ENDED ->
                            new Outcome.Ended(
                                    answer.getEnded().getExitStatus(),
                                    Words.ofScript(
                                            answer.getEnded().getExitReason(),
                                            answer.getEnded().getStderrTail()));
                    case TIMED_OUT -> timedOut(answer.getTimedOut());
                    case NOT_RUN -> new Outcome.NotRun(Words.clean(answer.getNotRun().getText()));
                    case BUSY -> new Outcome.Busy(Words.clean(answer.getBusy().getText()));
                    case REFUSED -> refused(answer);
                    case OUTCOME_NOT_SET ->
                            new Outcome.Unknown(
                                    "the agent gave an answer of a kind that this manager does not know");
                };
        return new Outcome.From(outcome, HeartbeatAnswers.identity(answer.getAgent()).orElse(null));
    }

    /// No answer came. Only what can be proven never to have reached a script is anything else than
    /// unknown.
    static Outcome.From failure(Status status, CallTrace trace) {
        Outcome outcome;
        String why = TroubleTable.judge(status, trace.heard()).why();
        if (!trace.sent()) {
            outcome = new Outcome.NotSent(why);
        } else if (trace.statusIsTheAgents() && neverRan(status.getCode())) {
            outcome = new Outcome.Refused(reason(status.getCode()), 0, "", why);
        } else {
            outcome = new Outcome.Unknown(why);
        }
        return new Outcome.From(outcome, null);
    }

    static Outcome.From notSent(String why) {
        return new Outcome.From(new Outcome.NotSent(Words.clean(why)), null);
    }

    static Outcome.From unknown(String why) {
        return new Outcome.From(new Outcome.Unknown(Words.clean(why)), null);
    }

    /// Statuses with which the agent, or the gRPC server in it, turns a request away before it
    /// looks at it.
    private static boolean neverRan(Status.Code code) {
        return code == Status.Code.INVALID_ARGUMENT
                || code == Status.Code.UNIMPLEMENTED
                || code == Status.Code.RESOURCE_EXHAUSTED;
    }

    private static Outcome.Reason reason(Status.Code code) {
        return code == Status.Code.RESOURCE_EXHAUSTED
                ? Outcome.Reason.LIMIT
                : Outcome.Reason.BAD_REQUEST;
    }

    /// What the agent does not say to be gone may run on.
    private static Outcome timedOut(TimedOut answer) {
        String words = Words.ofScript(answer.getExitReason(), answer.getStderrTail());
        return new Outcome.TimedOut(
                answer.getFate() != TimedOut.Fate.FATE_KILLED,
                words.isEmpty() ? Words.clean(answer.getText()) : words);
    }

    private static Outcome refused(Answer answer) {
        Refused refused = answer.getRefused();
        Outcome.Reason reason =
                switch (refused.getReason()) {
                    case REASON_STALE -> Outcome.Reason.STALE;
                    case REASON_OTHER_INSTANCE -> Outcome.Reason.OTHER_INSTANCE;
                    case REASON_LOWER_EPOCH, REASON_OTHER_MANAGER -> Outcome.Reason.LOWER_EPOCH;
                    case REASON_LIMIT -> Outcome.Reason.LIMIT;
                    case REASON_NO_CLAIM, REASON_BAD_REQUEST, REASON_UNSPECIFIED, UNRECOGNIZED ->
                            Outcome.Reason.BAD_REQUEST;
                };
        return new Outcome.Refused(
                reason,
                answer.getAgent().getHighestEpoch(),
                Words.clean(answer.getAgent().getHighestManager()),
                Words.clean(refused.getText()));
    }
}
