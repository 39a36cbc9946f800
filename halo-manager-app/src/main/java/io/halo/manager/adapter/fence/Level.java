package io.halo.manager.adapter.fence;

import io.halo.core.input.Input.FenceResult;
import io.halo.core.model.DeviceView;
import io.halo.engine.MonotonicClock;
import io.halo.fence.FenceAttempt;
import io.halo.fence.FenceDevice;
import io.halo.fence.FenceProgram;
import io.halo.fence.FenceReport;
import io.halo.fence.FenceWatcher;
import io.halo.fence.KnownAgents;
import io.halo.fence.PowerStatus;
import io.halo.process.ProcessTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The devices of one level of a host. Off is what all of them say; the host has power if one says
/// on.
///
/// @param devices at least one
/// @param agents what is known of their programs
record Level(List<FenceDevice> devices, KnownAgents agents, MonotonicClock clock) {
    /// The first part of the time is for `off` or `on`, the rest for asking all of them once more.
    private static final int STATUS_PART = 4;

    /// What came of one attempt.
    ///
    /// @param askedAt when the last status was asked for
    /// @param stuck programs that could not be killed
    record Attempt(FenceResult result, Instant askedAt, List<ProcessTree> stuck) {}

    /// What the devices say together.
    ///
    /// @param askedAt when they were asked
    record Reading(
            DeviceView.State state, String words, Instant askedAt, List<ProcessTree> stuck) {}

    /// Switches all of them off at the same time.
    ///
    /// @param spawned hears of each program that was started to switch something off
    Attempt off(Duration timeout, Consumer<ProcessTree> spawned) {
        boolean several = devices.size() > 1;
        Duration forOff = several ? timeout.minus(timeout.dividedBy(STATUS_PART)) : timeout;
        var askedAt = new AtomicReference<>(clock.now());
        var program =
                new FenceProgram(
                        (action, tree) -> {
                            switch (action) {
                                case OFF -> spawned.accept(tree);
                                case STATUS -> askedAt.set(clock.now());
                                case ON -> throw new IllegalStateException("nobody asked for on");
                            }
                        },
                        agents);
        List<FenceAttempt> attempts = Parallel.map(devices, device -> program.off(device, forOff));
        FenceResult result = judge(attempts);
        List<ProcessTree> stuck = attempts.stream().flatMap(Level::stuck).toList();
        // The first device may have been asked before the last one was switched off: only together
        // they confirm.
        return result instanceof FenceResult.Confirmed && several
                ? confirm(timeout.dividedBy(STATUS_PART))
                : new Attempt(result, askedAt.get(), stuck);
    }

    /// Switches all of them on at the same time, and asks them then: on is what one of them says.
    Reading on(Duration timeout) {
        Duration part = timeout.dividedBy(STATUS_PART);
        var program = new FenceProgram(FenceWatcher.NONE, agents);
        List<FenceAttempt> attempts =
                Parallel.map(devices, device -> program.on(device, timeout.minus(part)));
        List<ProcessTree> stuck = attempts.stream().flatMap(Level::stuck).toList();
        String words = words(attempts.stream().map(Level::words).toList());
        if (!stuck.isEmpty()) {
            return new Reading(DeviceView.State.UNKNOWN, words, clock.now(), stuck);
        }
        Reading reading = status(part);
        return reading.state().powered()
                ? reading
                : new Reading(reading.state(), words, reading.askedAt(), reading.stuck());
    }

    /// Asks all of them once.
    Reading status(Duration timeout) {
        Instant askedAt = clock.now();
        var program = new FenceProgram(FenceWatcher.NONE, agents);
        List<PowerStatus> answers =
                Parallel.map(devices, device -> program.status(device, timeout));
        List<ProcessTree> stuck =
                answers.stream()
                        .filter(PowerStatus.Abandoned.class::isInstance)
                        .map(answer -> ((PowerStatus.Abandoned) answer).program())
                        .toList();
        String words = words(answers.stream().map(Level::words).toList());
        return new Reading(state(answers), words, askedAt, stuck);
    }

    private static DeviceView.State state(List<PowerStatus> answers) {
        long on = answers.stream().filter(PowerStatus.On.class::isInstance).count();
        long off = answers.stream().filter(PowerStatus.Off.class::isInstance).count();
        if (on > 0 && off > 0) {
            return DeviceView.State.MIXED;
        }
        if (on > 0) {
            return on == answers.size() ? DeviceView.State.ON : DeviceView.State.ON_IN_PART;
        }
        return off == answers.size() ? DeviceView.State.OFF : DeviceView.State.UNKNOWN;
    }

    private Attempt confirm(Duration timeout) {
        Reading reading = status(timeout);
        FenceResult result;
        if (!reading.stuck().isEmpty()) {
            result = new FenceResult.Stuck(reading.words());
        } else {
            result =
                    switch (reading.state()) {
                        case OFF -> new FenceResult.Confirmed(reading.words());
                        case ON, ON_IN_PART, MIXED -> new FenceResult.Failed(reading.words());
                        case UNKNOWN -> new FenceResult.Unknown(reading.words());
                    };
        }
        return new Attempt(result, reading.askedAt(), reading.stuck());
    }

    /// The worst of them counts: a program that lives on, then an `off` that may still take effect,
    /// then a failure.
    private FenceResult judge(List<FenceAttempt> attempts) {
        String words = words(attempts.stream().map(Level::words).toList());
        if (attempts.stream().anyMatch(FenceAttempt.Abandoned.class::isInstance)) {
            return new FenceResult.Stuck(words);
        }
        if (attempts.stream().anyMatch(FenceAttempt.Unknown.class::isInstance)) {
            return new FenceResult.Unknown(words);
        }
        return attempts.stream().allMatch(FenceAttempt.Confirmed.class::isInstance)
                ? new FenceResult.Confirmed(words)
                : new FenceResult.Failed(words);
    }

    private static Stream<ProcessTree> stuck(FenceAttempt attempt) {
        return switch (attempt) {
            case FenceAttempt.Abandoned abandoned -> Stream.of(abandoned.program());
            case FenceAttempt.Confirmed _, FenceAttempt.Failed _, FenceAttempt.Unknown _ ->
                    Stream.empty();
        };
    }

    private static String words(FenceAttempt attempt) {
        return switch (attempt) {
            case FenceAttempt.Confirmed(FenceReport report) -> report.words();
            case FenceAttempt.Failed(String reason, FenceReport report) -> because(reason, report);
            case FenceAttempt.Unknown(String reason, FenceReport report) -> because(reason, report);
            case FenceAttempt.Abandoned(String reason, ProcessTree _, FenceReport report) ->
                    because(reason, report);
        };
    }

    private static String words(PowerStatus status) {
        return switch (status) {
            case PowerStatus.On(FenceReport report) -> report.words();
            case PowerStatus.Off(FenceReport report) -> report.words();
            case PowerStatus.Unknown(String reason, FenceReport report) -> because(reason, report);
            case PowerStatus.Abandoned(String reason, ProcessTree _, FenceReport report) ->
                    because(reason, report);
        };
    }

    private static String because(String reason, FenceReport report) {
        return report.calls().isEmpty() ? reason : reason + " [" + report.words() + "]";
    }

    /// Says which device said what, where there are several.
    private String words(List<String> each) {
        if (each.size() == 1) {
            return each.getFirst();
        }
        return IntStream.range(0, each.size())
                .mapToObj(device ->
                        "device "
                                + (device + 1)
                                + " of "
                                + each.size()
                                + " ("
                                + devices.get(device).program()
                                + "): "
                                + each.get(device))
                .collect(Collectors.joining("; "));
    }
}
