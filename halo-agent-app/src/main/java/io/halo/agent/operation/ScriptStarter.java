package io.halo.agent.operation;

import io.halo.agent.ocf.Call;
import io.halo.process.Spawn;

/// Starts the script of a call; [io.halo.agent.ocf.OcfRoot] does. What was started must be awaited.
@FunctionalInterface
public interface ScriptStarter {
    /// @param token marks the script's processes
    Spawn start(Call call, String token);
}
