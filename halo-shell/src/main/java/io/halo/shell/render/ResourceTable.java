package io.halo.shell.render;

import io.halo.shell.client.ClusterStatus.Resource;
import io.halo.shell.client.ClusterStatus.Sighting;
import io.halo.shell.spec.NodeSet;
import java.util.ArrayList;
import java.util.List;

/// One line for each resource: name (indented below what it depends on), kind, state and place.
record ResourceTable(Page page, boolean onlyProblems, boolean why) {
    /// So that names, host lists and labels line up in small clusters.
    private static final int NAME_COLUMN = 21;

    private static final int WHY_INDENT = 6;

    /// @param state one that is longer than the terminal is folded
    private record Row(String name, String kind, String state, Resource resource) {}

    List<String> render(List<Resource> resources) {
        List<Row> rows =
                Tree.of(resources).stream()
                        .filter(node -> !onlyProblems || !node.resource().isNormal())
                        .map(ResourceTable::row)
                        .toList();
        int names = rows.stream().mapToInt(row -> row.name().length() + 1).max().orElse(0);
        int kinds = rows.stream().mapToInt(row -> row.kind().length() + 3).max().orElse(0);
        int states = rows.stream().mapToInt(row -> row.state().length()).max().orElse(0);
        int wideNames = Math.max(names, NAME_COLUMN);
        boolean wide = page.fits(wideNames + kinds + states);
        // On a narrow terminal the kind goes first, then the gaps; what an operator needs at night
        // is name and state.
        boolean narrow = !wide && !page.fits(names + kinds + states);

        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            String start =
                    pad(row.name(), wide ? wideNames : names)
                            + (narrow ? "" : pad(row.kind(), kinds));
            String line = page.folded((start + row.state()).stripTrailing(), 4);
            lines.add(row.resource().isNormal() ? line : mark(line, row.state()));
            if (why) {
                lines.addAll(reasons(row.resource()));
            }
        }
        return lines;
    }

    private static Row row(Tree.Node node) {
        Resource resource = node.resource();
        String name = " ".repeat(node.depth()) + CleanText.line(resource.id());
        return new Row(
                name, "(" + CleanText.line(resource.kind()) + ")", state(resource), resource);
    }

    private static String state(Resource resource) {
        StringBuilder state = new StringBuilder(CleanText.line(resource.status()));
        if (!resource.runningOn().isEmpty()) {
            List<String> hosts = resource.runningOn().stream().map(CleanText::line).toList();
            state.append(" on ").append(String.join(", ", NodeSet.fold(hosts)));
        }
        List<String> notes = resource.isRoot() ? groupNotes(resource) : List.of();
        return notes.isEmpty() ? state.toString() : state + " [" + String.join(", ", notes) + "]";
    }

    private static List<String> groupNotes(Resource resource) {
        List<String> notes = new ArrayList<>();
        if (!resource.managed()) {
            notes.add("unmanaged");
        }
        if (!resource.wanted()) {
            notes.add("stopped by command");
        }
        if (resource.failures() > 0) {
            notes.add(resource.failures() == 1 ? "1 failure" : resource.failures() + " failures");
        }
        return notes;
    }

    private String mark(String line, String state) {
        int start = line.indexOf(state);
        return start < 0
                ? line
                : line.substring(0, start)
                        + page.coloured(Colour.YELLOW, state)
                        + line.substring(start + state.length());
    }

    private List<String> reasons(Resource resource) {
        List<String> lines = new ArrayList<>();
        if (resource.isRoot()) {
            addNote("phase", resource.phase(), lines);
            addNote("reason", resource.reason(), lines);
            addNote("comment", resource.comment(), lines);
        }
        resource.hosts()
                .forEach((host, sighting) -> {
                    if (isTelling(sighting)) {
                        addNote(
                                "on " + CleanText.line(host),
                                sighting.status() + ": " + sighting.reason(),
                                lines);
                    }
                });
        return lines;
    }

    private static boolean isTelling(Sighting sighting) {
        return !sighting.reason().isEmpty()
                && !sighting.status().equals("Running")
                && !sighting.status().equals("Stopped");
    }

    private void addNote(String label, String text, List<String> lines) {
        if (!text.isEmpty()) {
            lines.add(
                    page.folded(
                            " ".repeat(WHY_INDENT) + label + ": " + CleanText.line(text),
                            WHY_INDENT + 2));
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
