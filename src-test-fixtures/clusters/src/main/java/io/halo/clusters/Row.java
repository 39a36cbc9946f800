package io.halo.clusters;

import java.util.List;
import java.util.Locale;

/// One line of the benchmark's table.
///
/// @param target what the design asks for, as text
/// @param values one for each run
record Row(String name, String unit, String target, List<Double> values) {
    static final String HEAD =
            "%-66s %9s  %-19s %5s %4s  %s%n"
                    .formatted("", "median", "[min - max]", "unit", "runs", "target");

    Row {
        values = values.stream().sorted().toList();
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1
                ? values.get(middle)
                : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    @Override
    public String toString() {
        if (values.isEmpty()) {
            return "%-66s %9s  %-19s %5s %4d  %s%n".formatted(name, "-", "", unit, 0, target);
        }
        String range = "[" + figure(values.getFirst()) + " - " + figure(values.getLast()) + "]";
        return "%-66s %9s  %-19s %5s %4d  %s%n"
                .formatted(name, figure(median()), range, unit, values.size(), target);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
