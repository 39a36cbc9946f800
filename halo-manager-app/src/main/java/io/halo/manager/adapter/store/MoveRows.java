package io.halo.manager.adapter.store;

import io.halo.core.model.CommandId;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Move;
import io.halo.core.model.Row;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The rows of planned moves.
final class MoveRows {
    private MoveRows() {}

    static ObjectNode write(Row.OfMove row) {
        Move move = row.move();
        ObjectNode json =
                Fields.object()
                        .put("group", row.group().value())
                        .put("command", move.command() == null ? null : move.command().toString())
                        .put("kind", move.kind().name().toLowerCase(Locale.ROOT))
                        .put("from", move.from().value())
                        .put("to", move.to() == null ? null : move.to().value())
                        .put("step", move.sinceStep())
                        .put("since", move.since().toString());
        json.set("state", state(move.state()));
        return json;
    }

    static Row.OfMove move(Fields fields) throws DamagedException {
        String to = fields.stringOrNull("to");
        return new Row.OfMove(
                new GroupId(fields.string("group")),
                new Move(
                        command(fields.stringOrNull("command")),
                        kind(fields.string("kind")),
                        new HostId(fields.string("from")),
                        to == null ? null : new HostId(to),
                        fields.number("step"),
                        fields.instant("since"),
                        state(fields.object("state"))));
    }

    private static @Nullable CommandId command(@Nullable String text) throws DamagedException {
        if (text == null) {
            return null;
        }
        return CommandId.parse(text)
                .orElseThrow(() -> new DamagedException("has no known 'command'"));
    }

    private static Move.Kind kind(String name) throws DamagedException {
        return switch (name) {
            case "failback" -> Move.Kind.FAILBACK;
            case "deactivate" -> Move.Kind.DEACTIVATE;
            case "restart" -> Move.Kind.RESTART;
            case "failure" -> Move.Kind.FAILURE;
            default -> throw new DamagedException("has no known 'kind'");
        };
    }

    private static ObjectNode state(Move.State state) {
        return switch (state) {
            case Move.State.Preflight _ -> Fields.object().put("is", "preflight");
            case Move.State.Stopping _ -> Fields.object().put("is", "stopping");
            case Move.State.Starting _ -> Fields.object().put("is", "starting");
            case Move.State.Returning(String why) ->
                    Fields.object().put("is", "returning").put("why", why);
            case Move.State.Failed(String why) ->
                    Fields.object().put("is", "failed").put("why", why);
        };
    }

    private static Move.State state(Fields fields) throws DamagedException {
        return switch (fields.string("is")) {
            case "preflight" -> new Move.State.Preflight();
            case "stopping" -> new Move.State.Stopping();
            case "starting" -> new Move.State.Starting();
            case "returning" -> new Move.State.Returning(fields.string("why"));
            case "failed" -> new Move.State.Failed(fields.string("why"));
            default -> throw new DamagedException("has no known 'state'");
        };
    }
}
