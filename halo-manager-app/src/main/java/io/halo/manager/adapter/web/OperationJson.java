package io.halo.manager.adapter.web;

import io.halo.core.model.CommandRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a command, as `GET /operations` shows it.
///
/// @param changed false if there was nothing to do; null as long as that is open, and of one that
///   has failed
/// @param steps the oldest first
/// @param reason why it failed, or empty
/// @param ended null while it runs
record OperationJson(
        String id,
        String kind,
        String target,
        State state,
        @Nullable Boolean changed,
        List<Step> steps,
        String reason,
        String actor,
        String comment,
        Instant started,
        @Nullable Instant ended) {
    OperationJson {
        steps = List.copyOf(steps);
    }

    static OperationJson of(CommandRecord command) {
        return switch (command.state()) {
            case CommandRecord.State.Running _ -> of(command, State.RUNNING, null, "", null);
            case CommandRecord.State.Done(Instant at, boolean changed) ->
                    of(command, State.DONE, changed, "", at);
            case CommandRecord.State.Failed(Instant at, String why) ->
                    of(command, State.FAILED, null, why, at);
        };
    }

    private static OperationJson of(
            CommandRecord command,
            State state,
            @Nullable Boolean changed,
            String reason,
            @Nullable Instant ended) {
        return new OperationJson(
                command.id().toString(),
                command.kind().title(),
                command.target(),
                state,
                changed,
                command.steps().stream().map(step -> new Step(step.at(), step.text())).toList(),
                reason,
                command.actor(),
                command.comment(),
                command.started(),
                ended);
    }

    record Step(Instant time, String text) {}

    /// How far it is.
    enum State {
        RUNNING,
        DONE,
        FAILED;

        String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
