package io.halo.explorer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Command;
import io.halo.explorer.Event.Kind;
import io.halo.explorer.HostTruth.Script;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The judge looks at what is true: a fault that the manager does not see is told all the same.
class JudgeTest {
    private static final Names NAMES = new Names(WorldShape.TWO_BY_TWO.spec());
    private static final Event TICK = new Event(Kind.TICK, -1, -1);

    @Test
    void whatRunsTwiceIsTold() {
        Moment moment = running();
        moment.truth().hosts[1].running |= 1;

        assertThat(broken(moment, TICK)).isEqualTo("g0 is on [a, b] at once");
    }

    @Test
    void whatIsBeingStartedCountsAsRunning() {
        Moment moment = running();
        moment.truth()
                .hosts[1]
                .scripts
                .add(new Script(0, 0, true, "x", 1, false, Long.MAX_VALUE, Script.RUNS));

        assertThat(broken(moment, TICK)).isEqualTo("g0 is on [a, b] at once");
    }

    @Test
    void aHostWithoutPowerRunsNothing() {
        Moment moment = running();
        moment.truth().hosts[1].running |= 1;
        moment.truth().hosts[1].power = false;

        assertThat(broken(moment, TICK)).isNull();
    }

    @Test
    void aDoubleRunBehindABrokenAssumptionHasTimeToBeNoticed() {
        Moment moment = running();
        moment.truth().broken = true;
        moment.truth().hosts[1].running |= 1;

        assertThat(broken(moment, TICK)).isNull();
    }

    @Test
    void anIntentThatIsForgottenIsTold() {
        Moment moment = running();
        moment.truth().stopped = 1;

        assertThat(broken(moment, TICK)).isEqualTo("that g0 is to be stopped is forgotten");
    }

    @Test
    void anUnmanagedGroupThatIsTouchedIsTold() {
        Moment moment = running();
        moment.truth().unmanaged = 1;
        Event stop = new Event(Kind.GROUP_STOP, -1, 0);

        assertThat(Commands.of(stop, NAMES)).isInstanceOf(Command.Stop.class);
        assertThat(broken(moment, stop)).isEqualTo("g0 is unmanaged, and g0 is touched");
    }

    private static @Nullable String broken(Moment moment, Event event) {
        var turn = new Turn(NAMES, moment, _ -> {});
        turn.after(event);
        return turn.violation();
    }

    private static Moment running() {
        Moment moment = Turn.begin(NAMES);
        for (int i = 0; i < 20; i++) {
            Event next = Choices.of(NAMES, Bounds.DEFAULT.withDisturbances(0), moment).getFirst();
            moment = requireNonNull(new Turn(NAMES, moment, _ -> {}).after(next));
        }
        return moment;
    }
}
