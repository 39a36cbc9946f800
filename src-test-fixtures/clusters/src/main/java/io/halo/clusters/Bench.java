package io.halo.clusters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// `halo demo --bench`: measures the packaged programs in small clusters on this machine and prints
/// a table.
///
/// Times come from the clocks of the scripts, the fence program and this JVM, which are one clock.
/// Nothing is judged: the figures are for people to compare with those that are checked in.
final class Bench {
    private static final int RUNS = 5;
    private static final String USAGE =
            """
            usage: halo demo --bench [--runs N] [--only PART]
              parts: failover, silence, start, size, agent, console
            """;

    /// @param measure takes the number of runs
    private record Part(String name, IntFunction<List<Row>> measure) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("failover", FailoverBench::testMode),
                    new Part("silence", FailoverBench::silence),
                    new Part("start", StartBench::firstStart),
                    new Part("size", StartBench::sizes),
                    new Part("agent", AgentBench::footprint),
                    new Part("console", ConsoleBench::commands));

    private Bench() {}

    /// @return the exit status
    static int run(List<String> words) {
        int runs = RUNS;
        List<Part> parts = PARTS;
        for (int i = 0; i < words.size(); i += 2) {
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (words.get(i)) {
                case "--runs" ->
                        runs = value.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(value) : 0;
                case "--only" ->
                        parts = PARTS.stream().filter(part -> part.name().equals(value)).toList();
                default -> runs = 0;
            }
        }
        if (runs == 0 || parts.isEmpty()) {
            System.err.print(USAGE);
            return 2;
        }
        List<Row> rows = new ArrayList<>();
        for (Part part : parts) {
            System.err.println("measuring: " + part.name());
            rows.addAll(part.measure().apply(runs));
        }
        System.out.print(Row.HEAD);
        rows.forEach(System.out::print);
        return 0;
    }
}
