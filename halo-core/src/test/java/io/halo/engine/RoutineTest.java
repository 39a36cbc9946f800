package io.halo.engine;

import static io.halo.core.view.Clusters.A;
import static io.halo.core.view.Clusters.B;
import static io.halo.core.view.Clusters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.HostId;
import io.halo.core.model.OperationId;
import io.halo.core.model.Phase;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import io.halo.core.view.Clusters;
import org.junit.jupiter.api.Test;

/// What may wait for the loop's rest to be over, and what must not.
class RoutineTest {
    private final World healthy = Clusters.healthy();

    @Test
    void theSameAgainIsRoutine() {
        assertThat(Routine.is(healthy, beat(A, "i", "b"))).isTrue();
        assertThat(Routine.is(healthy, looked(A, "p", 0))).isTrue();
        assertThat(Routine.is(healthy, looked(B, "p", 7))).isTrue();
    }

    @Test
    void anotherProcessOrBootIsNot() {
        assertThat(Routine.is(healthy, beat(A, "j", "b"))).isFalse();
        assertThat(Routine.is(healthy, beat(A, "i", "c"))).isFalse();
    }

    @Test
    void aHostThatIsHeardAgainIsNot() {
        assertThat(Routine.is(Clusters.silent(healthy, A), beat(A, "i", "b"))).isFalse();
    }

    @Test
    void anotherStateOrATroubleIsNot() {
        assertThat(Routine.is(healthy, looked(A, "p", 7))).isFalse();
        assertThat(Routine.is(healthy, looked(A, "p", 1))).isFalse();
        assertThat(Routine.is(healthy, looked(B, "p", 0))).isFalse();
        assertThat(Routine.is(healthy, looked(A, "p", new Outcome.Unknown("no answer")))).isFalse();
        World failed = Clusters.seen(healthy, A, Sighting.State.FAILED, "p");
        assertThat(Routine.is(failed, looked(A, "p", 1))).isFalse();
    }

    @Test
    void whatAGroupWaitsForIsNot() {
        World waiting = Clusters.reported(healthy, Phase.STARTING, Phase.RUNNING);
        assertThat(Routine.is(waiting, looked(B, "p", 7))).isFalse();
    }

    @Test
    void everythingElseIsNot() {
        assertThat(Routine.is(healthy, new Input.ConnectionClosed(A, NOW, "closed"))).isFalse();
        assertThat(Routine.is(healthy, new Input.StoreWorks())).isFalse();
        assertThat(Routine.is(healthy, beat(new HostId("stranger"), "i", "b"))).isFalse();
    }

    private static Input beat(HostId host, String instance, String boot) {
        return new Input.BeatAnswered(
                host, NOW, NOW, new AgentInstance(instance), new BootId(boot), true);
    }

    private static Input looked(HostId host, String resource, int code) {
        return looked(host, resource, new Outcome.Ended(code, ""));
    }

    private static Input looked(HostId host, String resource, Outcome outcome) {
        return new Input.Looked(
                host,
                Clusters.id(resource),
                new OperationId("1"),
                NOW,
                new Outcome.From(outcome, null));
    }
}
