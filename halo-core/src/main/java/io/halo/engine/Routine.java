package io.halo.engine;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;

/// Tells the inputs that only say again what is known from all others. A large cluster brings
/// thousands of them in a second; taken in together they cost little more than one.
///
/// This is about when an input is taken in, never about whether: to call one routine that is not
/// delays it by a rest of the loop. So it may be judged by a World that is being replaced.
final class Routine {
    private Routine() {}

    static boolean is(World world, Input input) {
        return switch (input) {
            case Input.BeatAnswered beat -> knows(world, beat.host()) && isKnown(world, beat);
            case Input.Looked looked -> knows(world, looked.host()) && isKnown(world, looked);
            case Input.BeatRefused _,
                    Input.BeatFailed _,
                    Input.ConnectionClosed _,
                    Input.OperationEnded _,
                    Input.FenceSpawned _,
                    Input.FenceEnded _,
                    Input.FenceReaped _,
                    Input.PowerAnswered _,
                    Input.ScriptAdvised _,
                    Input.Paused _,
                    Input.Commanded _,
                    Input.StoreFailed _,
                    Input.StoreWorks _ ->
                    false;
        };
    }

    private static boolean knows(World world, HostId host) {
        return world.setOf().containsKey(host);
    }

    /// The same process of a host that nothing is the matter with.
    private static boolean isKnown(World world, Input.BeatAnswered beat) {
        HostView host = world.host(beat.host());
        return host.fence() == null
                && host.contact().reach() instanceof Reach.Up up
                && up.instance().equals(beat.instance())
                && up.boot().equals(beat.boot());
    }

    /// The same state of the resource, where no group waits for anything.
    private static boolean isKnown(World world, Input.Looked looked) {
        SetView set = world.setOf(looked.host());
        Sighting known = set.host(looked.host()).work().sightings().get(looked.resource());
        return known != null
                && !known.busy()
                && looked.result().outcome() instanceof Outcome.Ended(int code, _)
                && (code == 0
                        ? known.surelyRunning()
                        : code == 7 && known.is(Sighting.State.STOPPED))
                && set.report().phases().values().stream().allMatch(Routine::isSettled);
    }

    private static boolean isSettled(PhaseReport group) {
        return switch (group.phase()) {
            case RUNNING, UNMANAGED -> true;
            case HELD,
                    CONFLICT,
                    BUSY,
                    RESOLVING,
                    STOP_FAILED,
                    LEFTOVER,
                    STOP_WANTED,
                    MOVING,
                    ERROR,
                    HEALING,
                    AWAIT_POWER,
                    AWAIT_HOST,
                    NO_TARGET,
                    STARTING ->
                    false;
        };
    }
}
