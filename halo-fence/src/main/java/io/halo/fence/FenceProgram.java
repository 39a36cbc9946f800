package io.halo.fence;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Makes one attempt with a fence program. Each method blocks the calling thread (a virtual one
/// will do) until the program and all its children have ended. That is at most the timeout, unless
/// a program has to be killed: then its killing takes at most 11 s, and the status is still asked
/// for, with a quarter of the timeout (15 s at most) to answer. An interrupt does not cut it short:
/// a fence program is owned, never cancelled.
///
/// Instances have no state and may be shared; nothing here keeps two attempts at the same device
/// apart.
public final class FenceProgram {
    private final FenceWatcher watcher;
    private final KnownAgents agents;
    private final FenceTiming timing;
    private final Map<String, String> environment;

    /// @param agents what is known of the programs; nothing more is asked of them here
    public FenceProgram(FenceWatcher watcher, KnownAgents agents) {
        this(watcher, agents, FenceTiming.NORMAL, System.getenv());
    }

    FenceProgram(
            FenceWatcher watcher,
            KnownAgents agents,
            FenceTiming timing,
            Map<String, String> environment) {
        this.watcher = watcher;
        this.agents = agents;
        this.timing = timing;
        this.environment = environment;
    }

    /// Switches the host off, whatever its status, and asks whether it is off. Off before is as
    /// good.
    public FenceAttempt off(FenceDevice device, Duration timeout) {
        return change(FenceAction.OFF, device, timeout);
    }

    /// Switches the host on, and asks whether it is on.
    public FenceAttempt on(FenceDevice device, Duration timeout) {
        return change(FenceAction.ON, device, timeout);
    }

    /// Asks once.
    public PowerStatus status(FenceDevice device, Duration timeout) {
        return switch (input(device)) {
            case FenceInput.Unusable(String reason) ->
                    new PowerStatus.Unknown(reason, nothingDone());
            case FenceInput.Ready ready -> session(device, ready, timeout).status();
        };
    }

    private FenceAttempt change(FenceAction action, FenceDevice device, Duration timeout) {
        return switch (input(device)) {
            case FenceInput.Unusable(String reason) ->
                    new FenceAttempt.Failed(reason, nothingDone());
            case FenceInput.Ready ready -> session(device, ready, timeout).change(action);
        };
    }

    private FenceInput input(FenceDevice device) {
        return FenceInput.of(device, environment, agents.known(device.program()));
    }

    private FenceSession session(FenceDevice device, FenceInput.Ready input, Duration timeout) {
        var calls =
                new FenceCalls(
                        device.program(),
                        input,
                        FenceEnvironment.of(environment),
                        timing.grace(),
                        watcher);
        return new FenceSession(calls, timing, timeout);
    }

    private static FenceReport nothingDone() {
        return new FenceReport(List.of(), Duration.ZERO);
    }
}
