package io.halo.agent.grpc;

import io.halo.agent.ocf.Op;
import io.halo.agent.operation.AgentState;
import io.halo.agent.operation.Outcome;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Busy;
import io.halo.agent.v1.Ended;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.agent.v1.NotRun;
import io.halo.agent.v1.Refused;
import io.halo.agent.v1.TimedOut;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns values into messages.
final class Answers {
    private Answers() {}

    static HeartbeatResponse heartbeat(AgentState state, Optional<Outcome.Refused> refused) {
        var answer = HeartbeatResponse.newBuilder().setAgent(agent(state));
        refused.ifPresent(reason -> answer.setRefused(refused(reason)));
        return answer.build();
    }

    static Answer answer(AgentState state, String operationId, Outcome outcome) {
        var answer = Answer.newBuilder().setAgent(agent(state)).setOperationId(operationId);
        var complete =
                switch (outcome) {
                    case Outcome.Ended ended ->
                            answer.setEnded(ended(ended)).setRunMillis(ended.ran().toMillis());
                    case Outcome.TimedOut timedOut ->
                            answer.setTimedOut(timedOut(timedOut))
                                    .setRunMillis(timedOut.ran().toMillis());
                    case Outcome.NotRun notRun ->
                            answer.setNotRun(
                                    NotRun.newBuilder()
                                            .setWhy(why(notRun.why()))
                                            .setText(notRun.text()));
                    case Outcome.Busy busy -> answer.setBusy(busy(busy));
                    case Outcome.Refused refused -> answer.setRefused(refused(refused));
                };
        return complete.build();
    }

    static Answer badRequest(AgentState state, String operationId, String why) {
        return Answer.newBuilder()
                .setAgent(agent(state))
                .setOperationId(operationId)
                .setRefused(
                        Refused.newBuilder()
                                .setReason(Refused.Reason.REASON_BAD_REQUEST)
                                .setText(why))
                .build();
    }

    private static io.halo.agent.v1.AgentState agent(AgentState state) {
        return io.halo.agent.v1.AgentState.newBuilder()
                .setInstance(state.instance())
                .setBootId(state.boot())
                .setHighestEpoch(state.newest().epoch())
                .setHighestManager(state.newest().manager())
                .setMemoryDurable(state.durable())
                .build();
    }

    private static Ended ended(Outcome.Ended ended) {
        return Ended.newBuilder()
                .setExitStatus(ended.status())
                .setStderrTail(ended.words().tail())
                .setExitReason(ended.words().reason())
                .setStdout(ended.stdout())
                .build();
    }

    private static TimedOut timedOut(Outcome.TimedOut timedOut) {
        return TimedOut.newBuilder()
                .setFate(timedOut.stuck() ? TimedOut.Fate.FATE_STUCK : TimedOut.Fate.FATE_KILLED)
                .setStderrTail(timedOut.words().tail())
                .setExitReason(timedOut.words().reason())
                .setText(timedOut.text())
                .build();
    }

    private static Busy busy(Outcome.Busy busy) {
        return Busy.newBuilder()
                .setOperationId(busy.operation())
                .setOp(op(busy.op()))
                .setSince(
                        switch (busy.since()) {
                            case RUNNING -> Busy.Since.SINCE_RUNNING;
                            case STUCK -> Busy.Since.SINCE_STUCK;
                            case LEFTOVER -> Busy.Since.SINCE_LEFTOVER;
                            case ORPHANS -> Busy.Since.SINCE_ORPHANS;
                        })
                .setText(busy.text())
                .build();
    }

    private static Refused refused(Outcome.Refused refused) {
        return Refused.newBuilder()
                .setReason(
                        switch (refused.reason()) {
                            case STALE -> Refused.Reason.REASON_STALE;
                            case OTHER_INSTANCE -> Refused.Reason.REASON_OTHER_INSTANCE;
                            case LOWER_EPOCH -> Refused.Reason.REASON_LOWER_EPOCH;
                            case OTHER_MANAGER -> Refused.Reason.REASON_OTHER_MANAGER;
                            case NO_CLAIM -> Refused.Reason.REASON_NO_CLAIM;
                            case LIMIT -> Refused.Reason.REASON_LIMIT;
                        })
                .setText(refused.text())
                .build();
    }

    private static NotRun.Why why(Outcome.Why why) {
        return switch (why) {
            case NO_SCRIPT -> NotRun.Why.WHY_NO_SCRIPT;
            case NOT_A_FILE -> NotRun.Why.WHY_NOT_A_FILE;
            case NOT_EXECUTABLE -> NotRun.Why.WHY_NOT_EXECUTABLE;
            case EXEC_FAILED -> NotRun.Why.WHY_EXEC_FAILED;
            case SPAWN_FAILED -> NotRun.Why.WHY_SPAWN_FAILED;
            case OUTPUT_TOO_LONG -> NotRun.Why.WHY_OUTPUT_TOO_LONG;
        };
    }

    private static io.halo.agent.v1.Op op(@Nullable Op op) {
        return switch (op) {
            case null -> io.halo.agent.v1.Op.OP_UNSPECIFIED;
            case START -> io.halo.agent.v1.Op.OP_START;
            case STOP -> io.halo.agent.v1.Op.OP_STOP;
            case MONITOR -> io.halo.agent.v1.Op.OP_MONITOR;
            case META_DATA -> io.halo.agent.v1.Op.OP_META_DATA;
            case VALIDATE_ALL -> io.halo.agent.v1.Op.OP_VALIDATE_ALL;
        };
    }
}
