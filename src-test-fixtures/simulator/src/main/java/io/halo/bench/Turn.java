package io.halo.bench;

import io.halo.core.Cycle;
import io.halo.core.Step;
import io.halo.core.input.Input;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.List;

/// The arguments of one step: values, so that the step can be taken again and again.
///
/// @param world both known and saved
public record Turn(World world, List<Input> inputs, Instant now) {
    public Turn {
        inputs = List.copyOf(inputs);
    }

    public Step step() {
        return Cycle.step(world, world, inputs, now);
    }

    Turn hearing(List<Input> others) {
        return new Turn(world, others, now);
    }
}
