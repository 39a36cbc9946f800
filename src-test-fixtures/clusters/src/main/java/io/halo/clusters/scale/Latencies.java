package io.halo.clusters.scale;

import io.halo.support.cluster.Manager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// How long `GET /status` takes, from connecting to the last byte.
final class Latencies {
    private final List<Duration> took = new ArrayList<>();
    private int bytes;

    /// Asks again and again, with pauses, until the end is reached.
    static Latencies until(Manager manager, Duration pause, BooleanSupplier end) {
        Latencies latencies = new Latencies();
        do {
            latencies.ask(manager);
            LockSupport.parkNanos(pause.toNanos());
        } while (!end.getAsBoolean());
        return latencies;
    }

    static Latencies of(Manager manager, Duration pause, int times) {
        int[] asked = {0};
        return until(manager, pause, () -> ++asked[0] == times);
    }

    private void ask(Manager manager) {
        Manager.Page page = manager.page("/status");
        if (page.status() != 200) {
            throw new IllegalStateException("the manager answered " + page.status());
        }
        took.add(page.took());
        bytes = page.body().length();
    }

    /// `median / 99th percentile`, in milliseconds.
    String text() {
        List<Duration> sorted = took.stream().sorted().toList();
        return millis(sorted, 0.5) + " / " + millis(sorted, 0.99) + " ms";
    }

    String size() {
        return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    }

    private static String millis(List<Duration> sorted, double quantile) {
        int index = (int) Math.ceil(quantile * sorted.size()) - 1;
        double millis = sorted.get(Math.max(0, index)).toNanos() / 1e6;
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
