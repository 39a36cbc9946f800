package io.halo.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks and prints a table of growth. Takes JMH's own options, such as `-p
/// hosts=1000 -p situation=LOST -f 3`.
public final class BenchMain {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private BenchMain() {}

    public static void main(String[] arguments)
            throws CommandLineOptionException, RunnerException {
        var given = new CommandLineOptions(arguments);
        var options = new OptionsBuilder().parent(given).addProfiler(GCProfiler.class);
        if (!given.getForkCount().hasValue()) {
            options.forks(1);
        }
        if (!given.getWarmupIterations().hasValue()) {
            options.warmupIterations(5);
        }
        if (!given.getWarmupTime().hasValue()) {
            options.warmupTime(TimeValue.seconds(1));
        }
        if (!given.getMeasurementIterations().hasValue()) {
            options.measurementIterations(3);
        }
        if (!given.getMeasurementTime().hasValue()) {
            options.measurementTime(TimeValue.seconds(1));
        }
        System.out.print(table(new Runner(options.build()).run()));
    }

    /// A line for each benchmark and situation, with the time and what was allocated at each size,
    /// and how much longer the largest takes than the one before it.
    private static String table(Collection<RunResult> results) {
        var rows = new TreeMap<String, TreeMap<Integer, RunResult>>();
        var sizes = new TreeSet<Integer>();
        for (RunResult result : results) {
            int hosts = Integer.parseInt(result.getParams().getParam("hosts"));
            sizes.add(hosts);
            rows.computeIfAbsent(name(result), _ -> new TreeMap<>()).put(hosts, result);
        }
        var text = new StringBuilder("\n| what |");
        sizes.forEach(size -> text.append(" %,d hosts |".formatted(size)));
        text.append(" growth |\n|").append("---|".repeat(sizes.size() + 2)).append('\n');
        rows.forEach((name, row) -> {
            text.append("| ").append(name).append(" |");
            sizes.forEach(size -> text.append(' ').append(cell(row.get(size))).append(" |"));
            text.append(' ').append(growth(row)).append(" |\n");
        });
        return text.toString();
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1)
                + ' '
                + result.getParams().getParam("situation").toLowerCase(Locale.ROOT);
    }

    private static String cell(@Nullable RunResult result) {
        if (result == null) {
            return "";
        }
        double error = result.getPrimaryResult().getScoreError();
        return "%.3f ms%s, %,.0f KiB"
                .formatted(
                        time(result) / 1000,
                        Double.isNaN(error) ? "" : " ± %.3f".formatted(error / 1000),
                        allocated(result) / 1024);
    }

    private static String growth(TreeMap<Integer, RunResult> row) {
        var largest = row.lastEntry();
        var before = row.lowerEntry(largest.getKey());
        return before == null
                ? ""
                : "%.1f".formatted(time(largest.getValue()) / time(before.getValue()));
    }

    private static double time(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double allocated(RunResult result) {
        for (Result<?> secondary : result.getSecondaryResults().values()) {
            if (secondary.getLabel().endsWith(ALLOCATED)) {
                return secondary.getScore();
            }
        }
        return Double.NaN;
    }
}
