package io.halo.core.forecast;

import io.halo.core.Step;
import io.halo.core.model.Event;
import io.halo.core.model.Operation;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Tells what was done, in words.
final class Narrative {
    private final Instant start;
    private final List<Foreseen.Deed> deeds = new ArrayList<>();

    Narrative(Instant start) {
        this.start = start;
    }

    /// Whether the step did anything.
    boolean tell(Step step, Instant now) {
        int before = deeds.size();
        Duration after = Duration.between(start, now);
        step.events().stream()
                .filter(Narrative::isNews)
                .map(event ->
                        event.object()
                                + " "
                                + word(event.kind())
                                + (event.comment().isEmpty() ? "" : ": " + event.comment()))
                .forEach(text -> deeds.add(new Foreseen.Deed(after, text)));
        for (Action action : step.actions()) {
            String text = words(action);
            if (!text.isEmpty()) {
                deeds.add(new Foreseen.Deed(after, text));
            }
        }
        return deeds.size() > before;
    }

    List<Foreseen.Deed> deeds() {
        return deeds;
    }

    /// What is done is told when it is sent, a power-off too; commands are known.
    private static boolean isNews(Event event) {
        boolean aboutAFence = !event.incident().isEmpty();
        return event.actor().equals(Event.MANAGER)
                && isNews(event.kind())
                && !(event.kind() == Event.Kind.POLICY && aboutAFence);
    }

    private static boolean isNews(Event.Kind kind) {
        return switch (kind) {
            case FENCE, FENCE_FAILED, DISCONNECTED, CONFLICT, FAILURE, POLICY, REFUSED -> true;
            case MANAGE,
                    UNMANAGE,
                    START,
                    STOP,
                    RESTART,
                    MOVE,
                    ACTIVATE,
                    DEACTIVATE,
                    FAILBACK,
                    CONFIRM_OFF,
                    RESET,
                    CLEANUP,
                    MAINTENANCE,
                    CLEAR,
                    CONNECTED,
                    RECOVERED,
                    MANAGER_STARTED,
                    MANAGER_STOPPED ->
                    false;
        };
    }

    private static String word(Event.Kind kind) {
        if (kind == Event.Kind.FENCE) {
            return "fenced";
        }
        return kind == Event.Kind.FENCE_FAILED ? "not fenced" : kind.title();
    }

    private static String words(Action action) {
        return switch (action) {
            case Action.Operate operate ->
                    (operate.kind() == Operation.Kind.START ? "start " : "stop ")
                            + operate.resource()
                            + " on "
                            + operate.host();
            case Action.PowerOff off -> "power off " + off.host();
            case Action.PowerOn on -> "power on " + on.host();
            case Action.GiveUp give -> "give up " + give.group() + ": " + give.why();
            case Action.SetMove set ->
                    set.words().isEmpty() ? "" : set.group() + ": " + set.words();
            case Action.PlanFence _,
                    Action.WithdrawFence _,
                    Action.Look _,
                    Action.Beat _,
                    Action.AskPower _,
                    Action.Booked _ ->
                    "";
        };
    }
}
