package io.halo.explorer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `explore --world 2x1 --disturbances 3`: explores small worlds and prints what was found.
public final class Explore {
    private static final String USAGE =
            """
            usage: explore [--world 1x1|2x1|2x2|3x1|shared|all] [--disturbances N] [--depth N] [--states N]
                           [--minutes N] [--threads N] [--settle N] [--trouble PART,PART]
                           [--samples N [--seed S]]
              --disturbances  so many faults and commands on one path, from 0 up to this (2)
              --states        at most so many states in a pass; each takes 8 to 19 bytes (50000000)
              --settle        one of so many states is run on until everything is well again (0: none)
              --trouble       only of links, servers, scripts, fences, resources, manager, commands (all)
              --samples       look into so many samples, each a world with some kinds of trouble, with so many
                              disturbances and states (20000) each; --seed: which one is the first (1)
            """;

    private Explore() {}

    /// Ends with 1 if a law was broken.
    public static void main(String[] arguments) {
        Bounds bounds = Bounds.DEFAULT;
        List<WorldShape> shapes = List.of(WorldShape.values());
        long samples = 0;
        long seed = 1;
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                String value = i + 1 < arguments.length ? arguments[i + 1] : "";
                switch (arguments[i]) {
                    case "--world" ->
                            shapes =
                                    value.equals("all")
                                            ? shapes
                                            : List.of(WorldShape.of(value).orElseThrow());
                    case "--disturbances" ->
                            bounds = bounds.withDisturbances(Integer.parseInt(value));
                    case "--depth" -> bounds = bounds.withDepth(Integer.parseInt(value));
                    case "--states" -> bounds = bounds.withStates(Long.parseLong(value));
                    case "--minutes" ->
                            bounds = bounds.withTime(Duration.ofMinutes(Long.parseLong(value)));
                    case "--threads" -> bounds = bounds.withThreads(Integer.parseInt(value));
                    case "--settle" -> bounds = bounds.withSettle(Integer.parseInt(value));
                    case "--trouble" -> bounds = bounds.withTroubleOf(parts(value));
                    case "--samples" -> samples = Long.parseLong(value);
                    case "--seed" -> seed = Long.parseLong(value);
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            System.err.print(USAGE);
            System.exit(2);
        }
        boolean well = samples > 0 ? sample(bounds, seed, samples) : run(bounds, shapes);
        System.exit(well ? 0 : 1);
    }

    private static boolean sample(Bounds bounds, long seed, long samples) {
        long began = System.nanoTime();
        Bounds each =
                bounds.states() == Bounds.DEFAULT.states() ? bounds.withStates(20_000) : bounds;
        Sampling.Result it = Sampling.run(each, seed, samples);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d samples from %d, disturbances %d: %,d states, %,d transitions; %.0f s, %,.0f states/s; settled %d; violations %d%n",
                it.samples(),
                seed,
                bounds.disturbances(),
                it.states(),
                it.transitions(),
                seconds,
                it.states() / Math.max(0.001, seconds),
                it.settled(),
                it.broken() == null ? 0 : 1);
        if (it.broken() instanceof Sampling.Broken broken) {
            System.out.println("sample " + broken.sample() + ", world " + broken.shape().title());
            violation(broken.violation()).forEach(System.out::println);
        }
        return it.broken() == null;
    }

    private static List<String> violation(Explored.Violation broken) {
        var lines = new ArrayList<String>();
        lines.add("VIOLATION: " + broken.what());
        broken.path().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static Set<Event.Part> parts(String value) {
        var parts = EnumSet.noneOf(Event.Part.class);
        for (String word : List.of(value.split(",", -1))) {
            parts.add(Event.Part.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return parts;
    }

    private static boolean run(Bounds bounds, List<WorldShape> shapes) {
        boolean well = true;
        for (WorldShape shape : shapes) {
            long end = System.nanoTime() + bounds.time().toNanos();
            boolean more = true;
            for (int most = 0; more && most <= bounds.disturbances(); most++) {
                Explored explored = Exploration.pass(bounds.withDisturbances(most), shape, end);
                lines(explored).forEach(System.out::println);
                more = explored.exhausted();
                well &= explored.violation() == null;
            }
        }
        return well;
    }

    private static List<String> lines(Explored it) {
        var lines = new ArrayList<String>();
        lines.add(
                "%-6s disturbances %d: %,d states, %,d transitions, depth %d, %s; %.0f s, %,.0f states/s, %d MB; settled %d; violations %d"
                        .formatted(
                                it.shape().title(),
                                it.disturbances(),
                                it.states(),
                                it.transitions(),
                                it.depth(),
                                it.exhausted() ? "exhausted" : "not exhausted",
                                it.seconds(),
                                it.states() / Math.max(0.001, it.seconds()),
                                it.bytes() >> 20,
                                it.settled(),
                                it.violation() == null ? 0 : 1));
        lines.add("       phases " + it.phases());
        if (it.violation() instanceof Explored.Violation broken) {
            lines.addAll(violation(broken));
        }
        return lines;
    }
}
