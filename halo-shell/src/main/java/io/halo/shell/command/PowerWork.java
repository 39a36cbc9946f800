package io.halo.shell.command;

import io.halo.config.FenceAdvice;
import io.halo.config.LoadedConfig;
import io.halo.core.model.HostId;
import io.halo.fence.FenceAttempt;
import io.halo.fence.FenceDevice;
import io.halo.fence.FenceProgram;
import io.halo.fence.FenceReport;
import io.halo.fence.FenceWatcher;
import io.halo.fence.KnownAgents;
import io.halo.fence.PowerStatus;
import io.halo.shell.command.PowerCommand.Verb;
import io.halo.shell.command.PowerLine.Power;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Asks or switches the power of hosts, several at the same time.
final class PowerWork {
    /// Each is a process, most often Python; more than this only makes a small management host
    /// swap.
    private static final int AT_ONCE = 16;

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final LoadedConfig config;
    private final Verb verb;
    private final Duration timeout;
    private final KnownAgents agents = new KnownAgents();
    private final FenceProgram program = new FenceProgram(FenceWatcher.NONE, agents);

    PowerWork(LoadedConfig config, Verb verb) {
        this.config = config;
        this.verb = verb;
        timeout = config.cluster().fencing().timeout();
    }

    /// Blocks until all have ended; each is bounded by the timeouts of its devices. A fence program
    /// is never cancelled.
    ///
    /// @param progress is told whom it waits for, again and again
    /// @param each is told of every host, in the order of `hosts`, as soon as it and those before
    ///   it are known
    List<PowerLine> run(List<HostId> hosts, PowerProgress progress, Consumer<PowerLine> each) {
        List<PowerLine> lines = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<PowerLine>> running =
                    hosts.stream().map(host -> threads.submit(() -> one(host))).toList();
            for (int i = 0; i < hosts.size(); i++) {
                await(hosts, running, i, progress);
                PowerLine line = result(hosts.get(i), running.get(i));
                lines.add(line);
                progress.clear();
                each.accept(line);
            }
        }
        return lines;
    }

    private static void await(
            List<HostId> hosts,
            List<Future<PowerLine>> running,
            int number,
            PowerProgress progress) {
        while (!running.get(number).isDone()) {
            List<HostId> pending =
                    IntStream.range(number, hosts.size())
                            .filter(i -> !running.get(i).isDone())
                            .mapToObj(hosts::get)
                            .toList();
            if (!pending.isEmpty()) {
                progress.waiting(hosts.size() - pending.size(), pending);
            }
            try {
                var _ = running.get(number).get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                // Somebody waits: say so again.
            } catch (ExecutionException _) {
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// What does not fit between the configured parameters and what the programs say they take.
    List<String> advice(List<HostId> hosts) {
        return hosts.stream()
                .flatMap(host ->
                        FenceAdvice.of(devices(host), agents).stream()
                                .map(words -> host + ": " + words))
                .toList();
    }

    private List<FenceDevice> devices(HostId host) {
        return config.fences().of(host).stream().flatMap(List::stream).toList();
    }

    private static PowerLine result(HostId host, Future<PowerLine> future) {
        try {
            return future.get();
        } catch (ExecutionException bug) {
            return new PowerLine(host, Power.UNKNOWN, "internal error: " + bug.getCause(), false);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new PowerLine(host, Power.UNKNOWN, "interrupted; what was begun goes on", false);
        }
    }

    private PowerLine one(HostId host) {
        List<List<FenceDevice>> levels = config.fences().of(host);
        if (levels.isEmpty()) {
            return new PowerLine(host, Power.UNKNOWN, "it has no fence_agent", false);
        }
        devices(host).forEach(device -> agents.learn(device.program()));
        return switch (verb) {
            case STATUS -> status(host, levels);
            case ON -> change(host, levels, Power.ON);
            case OFF -> change(host, levels, Power.OFF);
        };
    }

    /// The first level that gives an answer.
    private PowerLine status(HostId host, List<List<FenceDevice>> levels) {
        List<String> reasons = new ArrayList<>();
        for (List<FenceDevice> devices : levels) {
            Power power = power(devices, reasons);
            if (power != Power.UNKNOWN) {
                return new PowerLine(host, power, "", true);
            }
        }
        return new PowerLine(host, Power.UNKNOWN, String.join("; ", reasons), false);
    }

    /// Level by level, until one confirms.
    private PowerLine change(HostId host, List<List<FenceDevice>> levels, Power wanted) {
        List<String> reasons = new ArrayList<>();
        for (List<FenceDevice> devices : levels) {
            boolean confirmed = true;
            for (FenceDevice device : devices) {
                confirmed &= attempt(device, wanted, reasons);
            }
            if (confirmed) {
                return new PowerLine(host, wanted, "", true);
            }
        }
        Power now =
                levels.stream()
                        .map(devices -> power(devices, new ArrayList<>()))
                        .filter(power -> power != Power.UNKNOWN)
                        .findFirst()
                        .orElse(Power.UNKNOWN);
        return new PowerLine(
                host, now, wanted.word() + " failed: " + String.join("; ", reasons), false);
    }

    private boolean attempt(FenceDevice device, Power wanted, List<String> reasons) {
        FenceAttempt attempt =
                wanted == Power.ON ? program.on(device, timeout) : program.off(device, timeout);
        switch (attempt) {
            case FenceAttempt.Confirmed _ -> {}
            case FenceAttempt.Failed(String reason, FenceReport report) ->
                    reasons.add(words(reason, report));
            case FenceAttempt.Unknown(String reason, FenceReport report) ->
                    reasons.add(words(reason, report));
            case FenceAttempt.Abandoned(String reason, _, FenceReport report) ->
                    reasons.add(words(reason, report));
        }
        return attempt instanceof FenceAttempt.Confirmed;
    }

    /// The verdict on the attempt, and what the program said itself.
    private static String words(String reason, FenceReport report) {
        String said =
                report.calls().stream()
                        .map(FenceReport.Call::words)
                        .filter(words -> !words.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; "));
        return said.isEmpty() ? reason : reason + ": " + said;
    }

    /// A host with two supplies is on while one of them is on, and off when all say off.
    private Power power(List<FenceDevice> devices, List<String> reasons) {
        boolean on = false;
        boolean unknown = false;
        for (FenceDevice device : devices) {
            switch (program.status(device, timeout)) {
                case PowerStatus.On _ -> on = true;
                case PowerStatus.Off _ -> {}
                case PowerStatus.Unknown(String reason, FenceReport report) ->
                        unknown = reasons.add(words(reason, report));
                case PowerStatus.Abandoned(String reason, _, FenceReport report) ->
                        unknown = reasons.add(words(reason, report));
            }
        }
        if (on) {
            return Power.ON;
        }
        return unknown ? Power.UNKNOWN : Power.OFF;
    }
}
