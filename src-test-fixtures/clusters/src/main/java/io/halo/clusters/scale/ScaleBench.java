package io.halo.clusters.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `halo demo --scale`: measures one packaged manager with many fake agents and prints a table with
/// a column for each size. Nothing is judged, except that nothing may ever run twice.
public final class ScaleBench {
    private static final List<Integer> SIZES = List.of(10, 100, 1000);
    private static final int LARGEST = 2000;
    private static final int LONGEST = 60;
    private static final String USAGE =
            """
            usage: halo demo --scale [--hosts N]... [--settle MINUTES]
              --hosts N         measures with so many hosts, an even number from 2 to 2000 (default: 10, 100, and 1000;
                                six minutes)
              --settle MINUTES  how long all has run before the steady minute, up to 60: the JVM compiles for some ten
                                minutes what runs all day (default: half a minute)
            """;

    private static final Map<String, String> TARGETS =
            Map.of(
                    ScaleRun.CPU, "100 hosts <= 1.5 s; 1000 hosts <= 30 s",
                    ScaleRun.MEMORY, "100 hosts <= 250 MiB; 1000 hosts <= 450 MiB",
                    ScaleRun.STATUS, "100 hosts <= 10 ms",
                    ScaleRun.TWICE, "0");

    private ScaleBench() {}

    /// @return the exit status
    public static int run(List<String> words) {
        List<Integer> sizes = new ArrayList<>();
        Duration settles = ScaleRun.SETTLES;
        for (int i = 0; i < words.size(); i += 2) {
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            int number = value.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(value) : 0;
            if (words.get(i).equals("--hosts") && goodSize(number)) {
                sizes.add(number);
            } else if (words.get(i).equals("--settle") && number > 0 && number <= LONGEST) {
                settles = Duration.ofMinutes(number);
            } else {
                System.err.print(USAGE);
                return 2;
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int hosts : sizes.isEmpty() ? SIZES : sizes) {
            System.err.println("measuring: " + hosts + " hosts");
            columns.add(ScaleRun.measure(hosts, settles));
        }
        System.out.print(Column.table(columns, TARGETS));
        boolean well =
                columns.stream()
                        .allMatch(column -> "0".equals(column.figures().get(ScaleRun.TWICE)));
        return well ? 0 : 1;
    }

    private static boolean goodSize(int hosts) {
        return hosts > 0 && hosts <= LARGEST && hosts % 2 == 0;
    }
}
