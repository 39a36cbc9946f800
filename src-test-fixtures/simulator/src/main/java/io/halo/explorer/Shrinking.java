package io.halo.explorer;

import io.halo.explorer.Common.Found;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a path to a violation shorter: leaves events out as long as the same law is broken.
final class Shrinking {
    private final Names names;
    private final Bounds bounds;
    private final Found found;

    /// A path whose events could all happen, and how it ended.
    private record Run(List<Event> events, @Nullable String broken) {}

    Shrinking(Names names, Bounds bounds, Found found) {
        this.names = names;
        this.bounds = bounds;
        this.found = found;
    }

    Explored.Violation shortest() {
        Run best = replay(found.path());
        for (int size = best.events().size() / 2; size > 0; size /= 2) {
            for (int from = 0; from < best.events().size(); ) {
                var fewer = new ArrayList<>(best.events().subList(0, from));
                int to = Math.min(best.events().size(), from + size);
                fewer.addAll(best.events().subList(to, best.events().size()));
                Run run = replay(fewer);
                boolean shorter = run.events().size() < best.events().size();
                if (shorter && same(run.broken())) {
                    best = run;
                } else {
                    from += size;
                }
            }
        }
        String what = best.broken() == null ? found.what() : best.broken();
        return new Explored.Violation(
                what, new Telling(names, best.events(), found.atRest()).lines());
    }

    /// What is broken is told with names and times; its kind is what is the same.
    private boolean same(@Nullable String broken) {
        return broken != null && kind(broken).equals(kind(found.what()));
    }

    private static String kind(String what) {
        return what.replaceAll("[0-9]+|\\b[abc]\\b", "#")
                .replaceAll("PhaseReport.*?phase=|,.*", "");
    }

    private Run replay(List<Event> events) {
        Moment moment = Turn.begin(names);
        var done = new ArrayList<Event>();
        for (Event event : events) {
            if (Choices.of(names, bounds, moment).contains(event)) {
                var turn = new Turn(names, moment, _ -> {});
                Moment next = turn.after(event);
                if (next != null || turn.violation() != null) {
                    done.add(event);
                }
                if (turn.violation() != null) {
                    return new Run(done, found.atRest() ? null : turn.violation());
                }
                moment = next == null ? moment : next;
            }
        }
        return new Run(done, found.atRest() ? new Calm(names).settle(moment) : null);
    }
}
