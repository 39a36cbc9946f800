package io.halo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.Step;
import io.halo.core.model.Operation;
import io.halo.core.plan.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the benchmarks measure is what they say.
class SituationTest {
    private static final int HOSTS = 40;

    @ParameterizedTest
    @EnumSource
    void theSameStepAgainIsTheSame(Situation situation) {
        Turn turn = situation.in(10);
        assertThat(turn.step()).isEqualTo(turn.step());
    }

    @Test
    void nothingToDo() {
        Turn turn = Situation.NOTHING.in(HOSTS);
        assertThat(turn.inputs()).isEmpty();
        assertThat(turn.step().actions()).isEmpty();
        assertThat(turn.step().change().isEmpty()).isTrue();
    }

    @Test
    void oneInput() {
        assertThat(Situation.HEARTBEAT.in(HOSTS).inputs()).hasSize(1);
        assertThat(Situation.SIGHTING.in(HOSTS).inputs()).hasSize(1);
        assertThat(Situation.FAILURE.in(HOSTS).inputs()).hasSize(1);
        assertThat(Situation.FAILURE.in(HOSTS).step().events()).isNotEmpty();
    }

    @Test
    void lostHosts() {
        assertThat(of(Situation.LOST, Action.PlanFence.class)).hasSize(1);
        assertThat(of(Situation.LOST_OFF, Action.PowerOff.class)).hasSize(1);
        assertThat(starts(Situation.LOST_START)).hasSize(2);
        assertThat(of(Situation.MANY_LOST, Action.PlanFence.class)).hasSize(HOSTS / 20);
        assertThat(of(Situation.MANY_OFF, Action.PowerOff.class)).hasSize(2);
    }

    @Test
    void firstStart() {
        assertThat(starts(Situation.FIRST_START)).hasSize(2 * HOSTS);
    }

    @Test
    void turnsOfTheLoop() {
        var seat = new Seat(Situation.HEARTBEAT.in(HOSTS));
        seat.turn();
        seat.turn();
        assertThat(seat.healthy()).isTrue();
        assertThat(seat.picture().hosts()).hasSize(HOSTS);
    }

    /// All is well, so a plan of everything finds nothing to do.
    @Test
    void planOfEverything() {
        Turn turn = Situation.REPLAN.in(HOSTS);
        Step step = turn.step();
        assertThat(step.actions()).isEmpty();
        step.world()
                .sets()
                .forEach((id, set) ->
                        assertThat(set.report()).isNotSameAs(turn.world().set(id).report()));
    }

    private static List<Action> of(Situation situation, Class<? extends Action> kind) {
        return situation.in(HOSTS).step().actions().stream().filter(kind::isInstance).toList();
    }

    private static List<Action> starts(Situation situation) {
        return of(situation, Action.Operate.class).stream()
                .filter(action -> ((Action.Operate) action).kind() == Operation.Kind.START)
                .toList();
    }
}
