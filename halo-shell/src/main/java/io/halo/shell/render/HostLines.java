package io.halo.shell.render;

import io.halo.shell.client.ClusterStatus.Host;
import io.halo.shell.spec.NodeSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The hosts in two folded lists, and on request what is wrong with each.
record HostLines(Page page, boolean onlyProblems, boolean why) {
    private static final int WHY_INDENT = 6;

    List<String> render(List<Host> hosts) {
        List<String> lines = new ArrayList<>();
        String connected =
                folded(hosts, host -> host.connected() && !(onlyProblems && host.isNormal()));
        if (!connected.isEmpty()) {
            lines.add(line("Connected hosts:", connected));
        } else if (!onlyProblems) {
            lines.add(line("Connected hosts:", "none"));
        }
        String disconnected = folded(hosts, host -> !host.connected());
        if (!disconnected.isEmpty()) {
            lines.add(line("Disconnected hosts:", disconnected));
        }
        if (why) {
            hosts.forEach(host -> reasons(host).forEach(lines::add));
        }
        return lines;
    }

    private String line(String label, String text) {
        return page.folded(StatusPage.label(label) + text, StatusPage.label(label).length());
    }

    private String folded(List<Host> hosts, Predicate<Host> wanted) {
        Map<String, List<String>> byNote = new LinkedHashMap<>();
        hosts.stream()
                .filter(wanted)
                .forEach(host ->
                        byNote.computeIfAbsent(note(host), _ -> new ArrayList<>())
                                .add(CleanText.line(host.id())));
        List<String> sets = new ArrayList<>();
        byNote.forEach((note, names) -> NodeSet.fold(names).forEach(set -> sets.add(set + note)));
        return String.join(", ", sets);
    }

    private static String note(Host host) {
        List<String> notes = new ArrayList<>();
        if (host.fenced()) {
            notes.add("fenced");
        }
        if (host.hasOpenFence()) {
            notes.add("being fenced");
        }
        if (!host.active()) {
            notes.add("deactivated");
        }
        if (host.inMaintenance()) {
            notes.add("maintenance");
        }
        return notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")";
    }

    private List<String> reasons(Host host) {
        List<String> lines = new ArrayList<>();
        if (!host.reason().isEmpty()) {
            lines.add(reason(host, host.reason()));
        }
        if (!host.isProtected()) {
            lines.add(reason(host, "not protected: " + host.notProtectedBecause()));
        }
        if (!host.deviceOk()) {
            lines.add(reason(host, "fence device: " + host.deviceReason()));
        }
        return lines;
    }

    private String reason(Host host, String text) {
        return page.folded(
                " ".repeat(WHY_INDENT) + CleanText.line(host.id()) + ": " + CleanText.line(text),
                WHY_INDENT + 2);
    }
}
