package io.halo.manager.adapter.fence;

import io.halo.core.input.Input;
import io.halo.core.input.Input.FenceResult;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.HostId;
import io.halo.core.plan.Action;
import io.halo.engine.Fencer;
import io.halo.engine.Inbox;
import io.halo.engine.MonotonicClock;
import io.halo.fence.FenceDevice;
import io.halo.fence.KnownAgents;
import io.halo.process.Pause;
import io.halo.process.ProcessTree;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Powers hosts off, and asks for their power, through fence programs.
///
/// The programs are in sessions of their own: they outlive this process if it must end, and a later
/// manager ends what is left of them by the names that were reported ([#endLeftover]).
final class ProgramFencer implements Fencer {
    private static final Logger LOG = System.getLogger(ProgramFencer.class.getName());

    /// From TERM to KILL for what an earlier manager left behind.
    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(1);

    /// A program that not even KILL ends hangs in the kernel: it is looked at from time to time.
    private static final Duration LOOK_AT_STUCK_EVERY = Duration.ofSeconds(2);

    private static final String SEPARATOR = ",";
    private static final String TOO_LATE = "too late: it was planned more than two seconds ago";

    private final Map<HostId, List<List<FenceDevice>>> levels;
    private final Inbox inbox;
    private final MonotonicClock clock;
    private final KnownAgents agents = new KnownAgents();
    private final Introductions introductions;
    private final QuestionSlots slots = new QuestionSlots(QuestionSlots.HELD_AT_MOST);
    private final Map<DeviceId, ReentrantLock> questions = new ConcurrentHashMap<>();
    private final Map<DeviceId, List<ProcessTree>> stuck = new ConcurrentHashMap<>();

    /// @param levels of each host, in the order of its `HostSpec.fenceLevels`
    ProgramFencer(
            Map<HostId, List<List<FenceDevice>>> levels,
            Inbox inbox,
            MonotonicClock clock,
            DeviceNotices notices) {
        this.levels = levels;
        this.inbox = inbox;
        this.clock = clock;
        introductions = new Introductions(levels, agents, notices);
    }

    @Override
    public void powerOff(Action.PowerOff attempt) {
        var _ =
                Thread.ofVirtual()
                        .name("fence-" + attempt.host())
                        .start(() -> {
                            Level.Attempt ended;
                            try {
                                ended = off(attempt);
                            } catch (RuntimeException bug) {
                                LOG.log(
                                        Logger.Level.ERROR,
                                        "bug while powering off " + attempt.host(),
                                        bug);
                                ended =
                                        new Level.Attempt(
                                                new FenceResult.Unknown("a bug: " + bug),
                                                clock.now(),
                                                List.of());
                            }
                            inbox.put(
                                    new Input.FenceEnded(
                                            attempt.host(),
                                            attempt.fence(),
                                            attempt.attempt(),
                                            ended.askedAt(),
                                            clock.now(),
                                            ended.result()));
                            waitForStuck(attempt.host(), attempt.device(), ended.stuck());
                        });
    }

    @Override
    public void powerOn(Action.PowerOn attempt) {
        answer(
                attempt.host(),
                attempt.device(),
                attempt.level(),
                level -> {
                    boolean late = clock.now().isAfter(attempt.notAfter());
                    return late ? unknown(TOO_LATE) : level.on(attempt.timeout());
                });
    }

    @Override
    public void ask(Action.AskPower question) {
        answer(
                question.host(),
                question.device(),
                question.level(),
                level ->
                        slots.within(() -> {
                            introductions.meet(question.host(), level.devices());
                            return level.status(question.timeout());
                        }));
    }

    /// One at a time for each device; what is asked may switch it on first.
    private void answer(
            HostId host, DeviceId device, int level, Function<Level, Level.Reading> question) {
        var _ =
                Thread.ofVirtual()
                        .name("power-" + host)
                        .start(() -> {
                            Level.Reading reading;
                            ReentrantLock oneAtATime =
                                    questions.computeIfAbsent(device, _ -> new ReentrantLock());
                            oneAtATime.lock();
                            try {
                                reading = reading(host, device, level, question);
                            } catch (RuntimeException bug) {
                                LOG.log(
                                        Logger.Level.ERROR,
                                        "bug while asking for the power of " + host,
                                        bug);
                                reading = unknown("a bug: " + bug);
                            } finally {
                                oneAtATime.unlock();
                            }
                            inbox.put(
                                    new Input.PowerAnswered(
                                            host,
                                            device,
                                            reading.askedAt(),
                                            clock.now(),
                                            reading.state(),
                                            reading.words()));
                            waitForStuck(host, device, reading.stuck());
                        });
    }

    @Override
    public void endLeftover(String program) {
        for (String name : program.split(SEPARATOR)) {
            ProcessTree.parse(name)
                    .filter(tree -> !tree.isGone())
                    .ifPresent(tree -> {
                        var left = tree.end(LEFTOVER_GRACE);
                        LOG.log(
                                left.isEmpty() ? Logger.Level.INFO : Logger.Level.WARNING,
                                "the fence program {0,number,#} of an earlier manager {1}",
                                tree.leader().pid(),
                                left.isEmpty() ? "was ended" : "cannot be ended");
                    });
        }
    }

    private Level.Attempt off(Action.PowerOff attempt) {
        List<FenceDevice> devices = devices(attempt.host(), attempt.level());
        if (devices.isEmpty()) {
            return notSpawned("no fence device is configured");
        }
        List<ProcessTree> stuckBefore = stuck(attempt.device());
        if (!stuckBefore.isEmpty()) {
            // Waited for once more: its end may have been told before this answer is.
            return new Level.Attempt(
                    new FenceResult.Stuck(words(stuckBefore)), clock.now(), stuckBefore);
        }
        Spawned spawned = new Spawned(attempt);
        // The last moment: from here on it is on its way (L9).
        return clock.now().isAfter(attempt.notAfter())
                ? notSpawned(TOO_LATE)
                : new Level(devices, agents, clock).off(attempt.timeout(), spawned::add);
    }

    private Level.Reading reading(
            HostId host, DeviceId device, int level, Function<Level, Level.Reading> question) {
        List<FenceDevice> devices = devices(host, level);
        if (devices.isEmpty()) {
            return unknown("no fence device is configured");
        }
        List<ProcessTree> stuckBefore = stuck(device);
        return stuckBefore.isEmpty()
                ? question.apply(new Level(devices, agents, clock))
                : unknown(words(stuckBefore));
    }

    private Level.Reading unknown(String why) {
        return new Level.Reading(DeviceView.State.UNKNOWN, why, clock.now(), List.of());
    }

    private List<FenceDevice> devices(HostId host, int level) {
        List<List<FenceDevice>> all = levels.getOrDefault(host, List.of());
        return level >= 0 && level < all.size() ? all.get(level) : List.of();
    }

    private Level.Attempt notSpawned(String why) {
        return new Level.Attempt(new FenceResult.NotSpawned(why), clock.now(), List.of());
    }

    private List<ProcessTree> stuck(DeviceId device) {
        return stuck.getOrDefault(device, List.of()).stream()
                .filter(tree -> !tree.isGone())
                .toList();
    }

    private static String words(List<ProcessTree> trees) {
        return trees.stream()
                .map(tree -> Long.toString(tree.leader().pid()))
                .collect(
                        Collectors.joining(
                                ", ", "its fence program cannot be killed: process ", ""));
    }

    /// Keeps the device unused until its program has ended at last, and says so.
    private void waitForStuck(HostId host, DeviceId device, List<ProcessTree> trees) {
        if (trees.isEmpty()) {
            return;
        }
        stuck.merge(
                device,
                trees,
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        while (!stuck(device).isEmpty()) {
            Pause.of(LOOK_AT_STUCK_EVERY);
        }
        stuck.remove(device);
        inbox.put(new Input.FenceReaped(host, device, clock.now()));
    }

    /// The programs of one attempt so far; each is reported with those before it, so that the
    /// newest report has all.
    private final class Spawned {
        private final Action.PowerOff attempt;
        private String names = "";

        Spawned(Action.PowerOff attempt) {
            this.attempt = attempt;
        }

        synchronized void add(ProcessTree tree) {
            names = names.isEmpty() ? tree.text() : names + SEPARATOR + tree.text();
            inbox.put(new Input.FenceSpawned(attempt.host(), attempt.fence(), names));
        }
    }
}
