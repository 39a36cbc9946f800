package io.halo.shell.render;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.ClusterStatus.Event;
import io.halo.shell.client.ClusterStatus.Finding;
import io.halo.shell.client.ClusterStatus.Host;
import io.halo.shell.client.ClusterStatus.Resource;
import io.halo.shell.client.ClusterStatus.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of `halo status`: the verdict, the resources, the hosts, the latest events.
///
/// @param onlyProblems leave out whatever is normal
/// @param why say what each thing waits for, too
/// @param events how many of the newest events are shown
public record StatusPage(Page page, boolean onlyProblems, boolean why, int events) {
    private static final int LABEL = 21;

    public String render(ClusterStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(status.verdict()));
        List<String> resources =
                new ResourceTable(page, onlyProblems, why).render(status.resources());
        List<String> rest =
                new ArrayList<>(new HostLines(page, onlyProblems, why).render(status.hosts()));
        rest.addAll(findingLines(status));
        rest.addAll(eventLines(status.events()));
        lines.addAll(resources);
        if (!resources.isEmpty() && !rest.isEmpty()) {
            lines.add("");
        }
        lines.addAll(rest);
        return String.join("\n", lines) + "\n";
    }

    private String verdict(Verdict verdict) {
        String level = CleanText.line(verdict.level());
        String text = CleanText.line(verdict.text());
        String line = page.folded(text.isEmpty() ? level : level + ": " + text, 2);
        return page.coloured(Colour.ofVerdict(level), level) + line.substring(level.length());
    }

    /// Only on request: the verdict already names the critical ones.
    private List<String> findingLines(ClusterStatus status) {
        List<Finding> findings = new ArrayList<>(status.findings());
        status.hosts()
                .forEach(host -> homecoming(host, status.resources()).ifPresent(findings::add));
        if (findings.isEmpty() || !(why || onlyProblems)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Findings:");
        findings.forEach(finding -> lines.add(page.folded(findingLine(finding), 4)));
        return lines;
    }

    /// What runs elsewhere is well, and no finding of the manager's; whoever reads DEGRADED wants
    /// to know how it ends.
    private static Optional<Finding> homecoming(Host home, List<Resource> resources) {
        List<String> away =
                resources.stream()
                        .filter(it -> it.isAway() && it.homeHost().equals(home.id()))
                        .map(Resource::id)
                        .toList();
        return away.isEmpty() || !home.takesGroups()
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                "failed_over",
                                "info",
                                home.id(),
                                String.join(", ", away) + " could come home",
                                "halo failback --onto " + home.id()));
    }

    private static String findingLine(Finding finding) {
        String object = CleanText.line(finding.object());
        String command = CleanText.line(finding.command());
        return CleanText.line(finding.severity())
                + ": "
                + (object.isEmpty() ? "" : object + ": ")
                + CleanText.line(finding.text())
                + (command.isEmpty() ? "" : " (type: " + command + ")");
    }

    private List<String> eventLines(List<Event> all) {
        if (all.isEmpty() || events == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Events:");
        // The newest comes last, next to the prompt, in whatever order they came.
        List<Event> inOrder = all.stream().sorted((a, b) -> a.time().compareTo(b.time())).toList();
        List<String> told = new ArrayList<>();
        int times = 1;
        for (int i = 0; i < inOrder.size(); i++) {
            Event event = inOrder.get(i);
            // What is tried again and again must not push out how it began.
            if (i + 1 < inOrder.size() && isSame(event, inOrder.get(i + 1))) {
                times++;
                continue;
            }
            told.add(page.folded(eventLine(event) + (times > 1 ? " times=" + times : ""), 4));
            times = 1;
        }
        lines.addAll(told.subList(Math.max(0, told.size() - events), told.size()));
        return lines;
    }

    private static boolean isSame(Event one, Event next) {
        return one.kind().equals(next.kind())
                && one.object().equals(next.object())
                && one.actor().equals(next.actor())
                && one.comment().equals(next.comment());
    }

    private static String eventLine(Event event) {
        return EventText.line(
                event.time(), event.kind(), event.object(), event.actor(), event.comment());
    }

    /// `2026-04-28T12:54:34.123Z` as `2026-04-28 12:54:34Z`.
    static String shortTime(String time) {
        return CleanText.line(time)
                .replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?", "$1 $2");
    }

    static String label(String text) {
        return text + " ".repeat(Math.max(1, LABEL - text.length()));
    }
}
