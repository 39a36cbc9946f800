package io.halo.clusters.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// The figures of one cluster: name to value, in the order in which they were taken.
record Column(int hosts, SequencedMap<String, String> figures) {
    private static final int NAME_WIDTH = 58;
    private static final int WIDTH = 17;

    static Column of(int hosts) {
        return new Column(hosts, new LinkedHashMap<>());
    }

    void put(String name, String value) {
        figures.put(name, value);
    }

    /// @param targets what the design asks for, by the name of the figure
    static String table(List<Column> columns, Map<String, String> targets) {
        Set<String> names = new LinkedHashSet<>();
        columns.forEach(column -> names.addAll(column.figures().keySet()));
        StringBuilder table = new StringBuilder();
        List<String> head =
                new ArrayList<>(columns.stream().map(column -> column.hosts() + " hosts").toList());
        line(table, "", head, "target");
        for (String name : names) {
            List<String> values =
                    columns.stream()
                            .map(column -> column.figures().getOrDefault(name, "-"))
                            .toList();
            line(table, name, values, targets.getOrDefault(name, ""));
        }
        return table.toString();
    }

    private static void line(StringBuilder table, String name, List<String> values, String target) {
        StringBuilder line = new StringBuilder(pad(name, NAME_WIDTH));
        values.forEach(value ->
                line.append(" ".repeat(Math.max(1, WIDTH - value.length()))).append(value));
        line.append("  ").append(target);
        table.append(line.toString().stripTrailing()).append('\n');
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
