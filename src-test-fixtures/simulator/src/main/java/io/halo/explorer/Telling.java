package io.halo.explorer;

import io.halo.core.Step;
import io.halo.core.model.GroupView;
import io.halo.core.model.PhaseReport;
import io.halo.core.plan.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A path in words: what happened, what the manager did, and what it said of the groups then.
final class Telling {
    private final Names names;
    private final List<Event> events;
    private final boolean atRest;
    private final List<String> lines = new ArrayList<>();

    Telling(Names names, List<Event> events, boolean atRest) {
        this.names = names;
        this.events = events;
        this.atRest = atRest;
    }

    List<String> lines() {
        Moment moment = Turn.begin(names);
        for (Event event : events) {
            lines.add(event.tell(names));
            var turn = new Turn(names, moment, this::acts);
            Moment next = turn.after(event);
            says(turn);
            if (next == null) {
                return lines;
            }
            moment = next;
        }
        if (atRest) {
            lines.add("from here on nothing goes wrong any more:");
            new Calm(names, this::calm).settle(moment);
        }
        return lines;
    }

    private @Nullable String last;

    private void calm(Event event, Turn turn) {
        String now = phases(turn);
        if (!now.equals(last)) {
            last = now;
            lines.add(event.tell(names));
            lines.add("    " + now);
        }
    }

    private void acts(Step step) {
        for (Action action : step.actions()) {
            if (!(action instanceof Action.Look || action instanceof Action.Booked)
                    && !(action instanceof Action.Beat)) {
                lines.add("    " + brief(action));
            }
        }
        step.answers().forEach(given -> lines.add("    > " + given.answer()));
    }

    private static String brief(Action action) {
        return switch (action) {
            case Action.Operate it -> it.kind() + " " + it.resource() + " on " + it.host();
            case Action.AskPower it -> "asks for the power of " + it.host();
            default -> action.toString();
        };
    }

    private void says(Turn turn) {
        double seconds = turn.now / (double) Turn.SECOND;
        lines.add("    %.3f s: %s".formatted(seconds, phases(turn)));
    }

    private static String phases(Turn turn) {
        var text = new StringBuilder();
        for (var set : turn.world.sets().values()) {
            for (GroupView group : set.groups().values()) {
                PhaseReport report = set.report().phases().get(group.id());
                if (report != null) {
                    text.append(
                            group.id()
                                    + " "
                                    + report.phase().title()
                                    + " ("
                                    + report.reason()
                                    + ") ");
                }
            }
        }
        for (int i = 0; i < turn.truth.hosts.length; i++) {
            HostTruth host = turn.truth.hosts[i];
            text.append("| " + host.name + (host.power ? " " + host.link : " off"));
            for (int j = 0; j < turn.names.resources.size(); j++) {
                text.append((host.occupies() & 1 << j) != 0 ? " " + turn.names.resource(j) : "");
            }
        }
        return text.toString();
    }
}
