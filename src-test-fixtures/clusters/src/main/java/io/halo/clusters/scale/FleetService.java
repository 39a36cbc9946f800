package io.halo.clusters.scale;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Ended;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.HeartbeatRequest;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.agent.v1.Manager;
import io.halo.agent.v1.ObserveRequest;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Refused;
import java.util.Optional;

/// The protocol of the agent, for whichever host the connection belongs to. A host without power
/// answers nothing.
final class FleetService extends AgentGrpc.AgentImplBase {
    /// The host that is called.
    static final Context.Key<FakeHost> HOST = Context.key("host");

    private final Fleet fleet;

    FleetService(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> answers) {
        FakeHost host = HOST.get();
        if (!host.hasPower()) {
            return;
        }
        fleet.beat();
        HeartbeatResponse.Builder response = HeartbeatResponse.newBuilder();
        host.claim(request.getManager()).ifPresent(response::setRefused);
        answers.onNext(response.setAgent(host.state()).build());
        answers.onCompleted();
    }

    @Override
    public void execute(ExecuteRequest request, StreamObserver<Answer> answers) {
        FakeHost host = HOST.get();
        if (!host.hasPower()) {
            return;
        }
        Operation operation = request.getOperation();
        boolean changes = operation.getOp() == Op.OP_START || operation.getOp() == Op.OP_STOP;
        Optional<Refused> refused =
                host.claim(request.getManager())
                        .or(() -> host.misses(request.getAgentInstance(), changes));
        answers.onNext(
                changes && refused.isEmpty()
                        ? changed(host, request.getManager(), operation)
                        : looked(host, request.getManager(), operation, refused));
        answers.onCompleted();
    }

    @Override
    public void observe(ObserveRequest request, StreamObserver<Answer> answers) {
        FakeHost host = HOST.get();
        if (!host.hasPower()) {
            return;
        }
        fleet.looked(request.getMonitorsCount());
        Optional<Refused> refused =
                host.claim(request.getManager())
                        .or(() -> host.misses(request.getAgentInstance(), false));
        request.getMonitorsList()
                .forEach(monitor ->
                        answers.onNext(looked(host, request.getManager(), monitor, refused)));
        answers.onCompleted();
    }

    private static Answer changed(FakeHost host, Manager manager, Operation operation) {
        Answer.Builder answer = answer(host, operation);
        host.execute(manager, operation)
                .ifPresentOrElse(answer::setRefused, () -> answer.setEnded(ended(0)));
        return answer.build();
    }

    private static Answer looked(
            FakeHost host, Manager manager, Operation operation, Optional<Refused> refused) {
        Answer.Builder answer = answer(host, operation);
        refused.ifPresentOrElse(
                answer::setRefused, () -> answer.setEnded(ended(host.monitor(manager, operation))));
        return answer.build();
    }

    private static Answer.Builder answer(FakeHost host, Operation operation) {
        return Answer.newBuilder().setAgent(host.state()).setOperationId(operation.getId());
    }

    private static Ended ended(int status) {
        return Ended.newBuilder().setExitStatus(status).build();
    }
}
