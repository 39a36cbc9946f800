package io.halo.manager.adapter.store;

import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Row;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// The rows of commands, and of what is said of the cluster as a whole.
final class CommandRows {
    private CommandRows() {}

    static ObjectNode write(Row.OfCommand row) {
        CommandRecord command = row.command();
        ObjectNode json =
                Fields.object()
                        .put("id", command.id().toString())
                        .put("kind", command.kind().title())
                        .put("target", command.target())
                        .put("actor", command.actor())
                        .put("comment", command.comment())
                        .put("started", command.started().toString());
        json.set("state", state(command.state()));
        ArrayNode steps = json.putArray("steps");
        command.steps()
                .forEach(step ->
                        steps.addObject().put("at", step.at().toString()).put("text", step.text()));
        return json;
    }

    static Row.OfCommand command(Fields fields) throws DamagedException {
        var steps = new ArrayList<CommandRecord.Step>();
        for (Fields step : fields.objects("steps")) {
            steps.add(new CommandRecord.Step(step.instant("at"), step.string("text")));
        }
        return new Row.OfCommand(
                new CommandRecord(
                        CommandId.parse(fields.string("id"))
                                .orElseThrow(() -> new DamagedException("has no number")),
                        kind(fields.string("kind")),
                        fields.string("target"),
                        fields.string("actor"),
                        fields.string("comment"),
                        fields.instant("started"),
                        state(fields.object("state")),
                        steps));
    }

    static ObjectNode write(Row.OfCluster row) {
        ObjectNode json = Fields.object().put("epoch", row.epoch());
        json.set("maintenance", maintenance(row.maintenance()));
        if (!row.fencesStarted().isEmpty()) {
            ArrayNode fences = json.putArray("fences");
            row.fencesStarted().forEach(at -> fences.add(at.toString()));
        }
        return json;
    }

    static Row.OfCluster cluster(Fields fields) throws DamagedException {
        return new Row.OfCluster(
                fields.number("epoch"),
                maintenance(fields, "maintenance"),
                fields.instantsIfAny("fences"));
    }

    static JsonNode maintenance(@Nullable Maintenance maintenance) {
        if (maintenance == null) {
            return NullNode.instance;
        }
        return HostRows.write(
                maintenance.note(),
                Fields.object()
                        .put("scope", maintenance.scope().name().toLowerCase(Locale.ROOT))
                        .put("id", maintenance.id())
                        .put("until", HostRows.text(maintenance.until()))
                        .put("over", maintenance.over()));
    }

    static @Nullable Maintenance maintenance(Fields fields, String name) throws DamagedException {
        if (fields.isNull(name)) {
            return null;
        }
        Fields it = fields.object(name);
        return new Maintenance(
                scope(it.string("scope")),
                it.string("id"),
                it.instantOrNull("until"),
                it.flag("over"),
                HostRows.note(it));
    }

    private static Maintenance.Scope scope(String name) throws DamagedException {
        return switch (name) {
            case "cluster" -> Maintenance.Scope.CLUSTER;
            case "host" -> Maintenance.Scope.HOST;
            case "group" -> Maintenance.Scope.GROUP;
            default -> throw new DamagedException("has no known 'scope'");
        };
    }

    private static CommandRecord.Kind kind(String title) throws DamagedException {
        for (CommandRecord.Kind kind : CommandRecord.Kind.values()) {
            if (kind.title().equals(title)) {
                return kind;
            }
        }
        throw new DamagedException("has no known 'kind'");
    }

    private static ObjectNode state(CommandRecord.State state) {
        return switch (state) {
            case CommandRecord.State.Running _ -> Fields.object().put("is", "running");
            case CommandRecord.State.Done done ->
                    Fields.object()
                            .put("is", "done")
                            .put("at", done.at().toString())
                            .put("changed", done.changed());
            case CommandRecord.State.Failed failed ->
                    Fields.object()
                            .put("is", "failed")
                            .put("at", failed.at().toString())
                            .put("why", failed.why());
        };
    }

    private static CommandRecord.State state(Fields fields) throws DamagedException {
        return switch (fields.string("is")) {
            case "running" -> new CommandRecord.State.Running();
            case "done" ->
                    new CommandRecord.State.Done(fields.instant("at"), fields.flag("changed"));
            case "failed" ->
                    new CommandRecord.State.Failed(fields.instant("at"), fields.string("why"));
            default -> throw new DamagedException("has no known 'state'");
        };
    }
}
