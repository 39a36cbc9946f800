package io.halo.core;

import io.halo.core.input.Answer;
import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import java.time.Instant;
import java.util.List;

/// The outcome of one step.
///
/// @param world the World as if all actions had been sent
/// @param change what must be durable before `actions` are dispatched
/// @param events for the history, written with the change
/// @param actions in the order in which they are to be dispatched
/// @param answers to the commands among the inputs; given when the change is durable
public record Step(
        World world,
        Change change,
        List<Event> events,
        List<Action> actions,
        List<Answer.Given> answers) {
    public Step {
        answers = List.copyOf(answers);
        events = List.copyOf(events);
        actions = List.copyOf(actions);
    }

    /// When the next step is due even if nothing is heard.
    public Instant wake() {
        Instant own = world.nextWake();
        return world.sets().values().stream()
                .map(SetView::nextWake)
                .min(Instant::compareTo)
                .filter(first -> first.isBefore(own))
                .orElse(own);
    }
}
