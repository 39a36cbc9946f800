package io.halo.simulator;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Plays many seeds and tells what was found, or one seed and tells what happened.
///
/// `run [N]` plays N random ones; `run --seed S N` those from S on; `run --trace S` tells the story
/// of one; `run --shrink S` makes a failing one short and prints it as a scenario file.
public final class Simulate {
    private static final String USAGE =
            """
            usage: run [--seed FIRST] [--threads T] [N]   plays N seeds (1000), random ones without --seed
                   run --trace SEED                       tells what happens in one
                   run --shrink SEED                      makes a failing one short: a scenario file
            """;

    /// Held here: the logging of the JDK forgets the level of a logger that nobody holds.
    private static final Logger QUIET = Logger.getLogger("io.halo");

    private Simulate() {}

    public static void main(String[] args) {
        System.exit(run(List.copyOf(Arrays.asList(args)), System.out));
    }

    static int run(List<String> args, PrintStream out) {
        silence();
        try {
            if (args.size() == 2 && args.getFirst().equals("--trace")) {
                return trace(Long.parseLong(args.get(1)), out);
            }
            if (args.size() == 2 && args.getFirst().equals("--shrink")) {
                return shrink(Long.parseLong(args.get(1)), out);
            }
            return many(args, out);
        } catch (NumberFormatException _) {
            out.print(USAGE);
            return 2;
        }
    }

    /// What a manager logs is not what a run is judged by.
    static void silence() {
        QUIET.setLevel(Level.OFF);
    }

    private static int many(List<String> args, PrintStream out) {
        long seed = System.nanoTime();
        long count = 1000;
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < args.size(); i++) {
            switch (args.get(i)) {
                case "--seed" -> seed = Long.parseLong(args.get(++i));
                case "--threads" -> threads = Integer.parseInt(args.get(++i));
                default -> count = Long.parseLong(args.get(i));
            }
        }
        long begun = System.nanoTime();
        Campaign.Outcome outcome =
                new Campaign(threads, failure -> out.println(Report.line(failure)))
                        .run(seed, count);
        out.print(Report.of(outcome));
        out.printf(
                Locale.ROOT,
                "seeds %d to %d in %.1f s%n",
                seed,
                seed + count - 1,
                (System.nanoTime() - begun) / 1e9);
        return outcome.failures().isEmpty() ? 0 : 1;
    }

    private static int trace(long seed, PrintStream out) {
        Simulation.Result result = Simulation.run(Plot.draw(seed));
        result.plot().head().forEach(out::println);
        result.lines().forEach(out::println);
        out.println(result.violation().map(Violation::toString).orElse("no violation"));
        return result.violation().isPresent() ? 1 : 0;
    }

    private static int shrink(long seed, PrintStream out) {
        Plot drawn = Plot.draw(seed);
        if (Simulation.run(drawn).violation().isEmpty()) {
            out.println("seed " + seed + " violates nothing");
            return 0;
        }
        Plot shorter = Shrinker.shrink(drawn);
        Simulation.Result result = Simulation.run(shorter);
        result.lines().forEach(line -> out.println("# " + line));
        result.violation().ifPresent(it -> out.print(ScenarioFile.of(shorter, it)));
        return 1;
    }
}
