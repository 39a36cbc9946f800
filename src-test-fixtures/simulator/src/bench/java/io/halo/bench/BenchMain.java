package io.halo.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeMap;
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
            options.warmupIterations(3);
        }
        if (!given.getWarmupTime().hasValue()) {
            options.warmupTime(TimeValue.seconds(1));
        }
        if (!given.getMeasurementIterations().hasValue()) {
            options.measurementIterations(4);
        }
        if (!given.getMeasurementTime().hasValue()) {
            options.measurementTime(TimeValue.seconds(1));
        }
        System.out.print(table(new Runner(options.build()).run()));
    }

    /// Per benchmark and situation: microseconds and KiB allocated for each size.
    private static String table(Collection<RunResult> results) {
        var rows = new TreeMap<String, TreeMap<Integer, RunResult>>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String situation = result.getParams().getParam("situation");
            String row =
                    name.substring(name.lastIndexOf('.') + 1)
                            + (situation == null ? "" : " " + situation.toLowerCase(Locale.ROOT));
            int hosts = Integer.parseInt(result.getParams().getParam("hosts"));
            rows.computeIfAbsent(row, _ -> new TreeMap<>()).put(hosts, result);
        }
        var text = new StringBuilder("\n");
        rows.forEach((row, sizes) -> {
            text.append("%-24s".formatted(row));
            sizes.forEach((hosts, result) ->
                    text.append(
                            "  %4d hosts: %,10.1f ± %,-8.1f us %,9.1f KiB"
                                    .formatted(
                                            hosts,
                                            result.getPrimaryResult().getScore(),
                                            result.getPrimaryResult().getScoreError(),
                                            allocated(result) / 1024)));
            text.append('\n');
        });
        return text.toString();
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
