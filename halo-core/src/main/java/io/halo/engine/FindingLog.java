package io.halo.engine;

import io.halo.core.model.Event;
import io.halo.core.model.Finding;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Logs a finding when it changes: an idle healthy cluster logs nothing.
final class FindingLog {
    private static final Logger LOG = System.getLogger("io.halo.manager");

    private SequencedSet<Finding> known = new LinkedHashSet<>();

    void update(World after, List<Event> events) {
        events.forEach(event ->
                LOG.log(
                        Level.INFO,
                        "{0} {1}{2}",
                        event.kind().title(),
                        event.object(),
                        suffix(event)));
        var now = new LinkedHashSet<Finding>(after.findings());
        for (SetView set : after.sets().values()) {
            now.addAll(set.report().findings());
        }
        for (Finding finding : now) {
            if (!known.contains(finding)) {
                LOG.log(
                        level(finding),
                        "{0} {1}{2}",
                        finding.object(),
                        finding.text(),
                        command(finding));
            }
        }
        known = now;
    }

    private static String suffix(Event event) {
        return event.comment().isEmpty() ? "" : ": " + event.comment();
    }

    private static String command(Finding finding) {
        return finding.command().isEmpty() ? "" : " [" + finding.command() + "]";
    }

    private static Level level(Finding finding) {
        return switch (finding.severity()) {
            case INFO -> Level.DEBUG;
            case WARNING -> Level.WARNING;
            case CRITICAL -> Level.ERROR;
        };
    }
}
