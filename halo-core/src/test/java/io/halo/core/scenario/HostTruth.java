package io.halo.core.scenario;

import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.DeviceId;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import java.time.Duration;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A server as it really is, whatever the manager thinks of it.
final class HostTruth {
    final String name;

    /// `ok`, `lost` (no answer), `no-route`, `refuse`, `cannot-tell`
    String net = "ok";

    /// How long an answer to a heartbeat is on its way, whatever becomes of the server meanwhile.
    Duration late = Duration.ZERO;

    boolean power = true;
    int boot = 1;
    int process = 1;
    private @Nullable AgentInstance firstInstance;
    private @Nullable BootId firstBoot;
    long epoch;
    String obeyed = "";
    boolean durable = true;
    final TreeSet<String> running = new TreeSet<>();

    /// `truth`, `on`, `off` (whatever is true), `lie`, `fail`, `fail=N`, `hang`, `stuck`; of two
    /// supplies: `mixed` (one is somebody else's plug, which is off), `part` (one does not answer)
    final TreeMap<Integer, String> devices = new TreeMap<>();

    /// Levels of which a program cannot be killed, and what device it uses.
    final TreeMap<Integer, DeviceId> stuck = new TreeMap<>();

    /// `start zp0` to `exit=1`, `hang`, `lost`, `delay=5s`
    final TreeMap<String, String> scripts = new TreeMap<>();

    /// Resources whose script runs, with its operation: the agent answers *busy*.
    final TreeMap<String, String> working = new TreeMap<>();

    /// @return the boot in which it runs
    int begins(String resource, String verb) {
        working.put(resource, verb);
        return boot;
    }

    void ends(String resource, int inBoot) {
        if (boot == inBoot) {
            working.remove(resource);
        }
    }

    HostTruth(String name) {
        this.name = name;
    }

    boolean answers() {
        return power && net.equals("ok");
    }

    /// Begins as a manager saw it.
    static HostTruth of(HostView view, Manager manager) {
        var truth = new HostTruth(view.id().value());
        truth.firstInstance = view.contact().lastInstance();
        truth.firstBoot = view.contact().lastBoot();
        truth.power = !(view.power() instanceof Power.Off);
        truth.net =
                switch (view.contact().reach()) {
                    case Reach.Up _ -> "ok";
                    case Reach.AliveNotServing _ -> "refuse";
                    case Reach.CannotTell _ -> "cannot-tell";
                    case Reach.Connecting _,
                            Reach.NeverSeen _,
                            Reach.Suspect _,
                            Reach.Silent _,
                            Reach.Refusing _ ->
                            "lost";
                };
        truth.epoch = manager.claim();
        truth.obeyed = manager.instance();
        view.work()
                .sightings()
                .forEach((resource, sighting) -> {
                    switch (sighting.state()) {
                        case RUNNING -> truth.running.add(resource.value());
                        case FAILED, UNKNOWN -> truth.scripts.put("monitor " + resource, "exit=1");
                        case CANNOT_RUN -> truth.scripts.put("monitor " + resource, "not-run");
                        case STOPPED -> {}
                    }
                });
        return truth;
    }

    AgentInstance instance() {
        if (process == 1 && firstInstance != null) {
            return firstInstance;
        }
        return new AgentInstance(name + "-p" + process);
    }

    BootId bootId() {
        if (boot == 1 && firstBoot != null) {
            return firstBoot;
        }
        return new BootId(name + "-b" + boot);
    }

    void switchOff() {
        power = false;
        running.clear();
        working.clear();
    }

    void switchOn() {
        if (!power) {
            power = true;
            net = "ok";
            boot++;
            process++;
        }
    }
}
