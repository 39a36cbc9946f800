package io.halo.support.plant;

import java.util.List;
import java.util.Locale;

/// Plants each fault and prints what finds it, as rows of a table: `plant [--seeds N] [--states N]
/// [--seconds S] [NAME]`.
public final class PlantTable {
    private PlantTable() {}

    public static void main(String[] args) {
        long seeds = 3_000;
        long states = 2_000_000;
        long seconds = 120;
        String only = "";
        List<String> words = List.of(args);
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--seeds" -> seeds = Long.parseLong(words.get(++i));
                case "--states" -> states = Long.parseLong(words.get(++i));
                case "--seconds" -> seconds = Long.parseLong(words.get(++i));
                default -> only = words.get(i);
            }
        }
        System.out.println("| law | what is not checked | scenario | seeds | states |");
        System.out.println("|---|---|---|---|---|");
        for (PlantedFault fault : PlantedFaults.ALL) {
            if (fault.name().contains(only)) {
                long bySeeds = seeds == 0 ? -1 : Hunters.simulator(fault, seeds);
                long byStates = states == 0 ? -1 : Hunters.explorer(fault, 3, states, 100, seconds);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s: %s | `%s` | %s | %s |%n",
                        fault.law(),
                        fault.name(),
                        fault.what(),
                        fault.scenario(),
                        count(bySeeds),
                        count(byStates));
            }
        }
    }

    private static String count(long found) {
        return found < 0 ? "–" : String.format(Locale.ROOT, "%,d", found);
    }
}
