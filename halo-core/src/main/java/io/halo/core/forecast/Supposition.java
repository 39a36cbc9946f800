package io.halo.core.forecast;

import io.halo.core.input.Command;
import io.halo.core.model.HostId;
import java.util.List;

/// What is supposed to happen now: hosts die silently, an operator gives commands.
///
/// @param dead hosts that answer nothing from now on, but are on until somebody powers them off
public record Supposition(List<HostId> dead, List<Command> commands) {
    public Supposition {
        dead = List.copyOf(dead);
        commands = List.copyOf(commands);
    }
}
