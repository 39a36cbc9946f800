package io.halo.manager.adapter.store;

import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The rows about groups.
final class GroupRows {
    private GroupRows() {}

    static ObjectNode write(Row.OfGroup row) {
        ObjectNode json = Fields.object().put("group", row.group().value());
        json.set("control", control(row.control()));
        json.set("desired", desired(row.desired()));
        return json.put("held", row.held())
                .put("error", row.error())
                .put("place", value(row.place()));
    }

    static Row.OfGroup group(Fields fields) throws DamagedException {
        return new Row.OfGroup(
                new GroupId(fields.string("group")),
                control(fields.object("control")),
                desired(fields.object("desired")),
                fields.stringOrNull("held"),
                fields.stringOrNull("error"),
                host(fields.stringOrNull("place")));
    }

    static ObjectNode write(Row.OfHosted row) {
        return Fields.object()
                .put("group", row.group().value())
                .put("host", row.host().value())
                .put("order", row.order());
    }

    static Row.OfHosted hosted(Fields fields) throws DamagedException {
        return new Row.OfHosted(
                new GroupId(fields.string("group")),
                new HostId(fields.string("host")),
                fields.number("order"));
    }

    static ObjectNode write(Row.OfFailures row) {
        ObjectNode json =
                Fields.object().put("group", row.group().value()).put("host", row.host().value());
        if (row.failures() == null) {
            json.putNull("failures");
        } else {
            write(row.failures(), json.putObject("failures"));
        }
        return json.put("stop_failed", row.stopFailed());
    }

    static Row.OfFailures failures(Fields fields) throws DamagedException {
        return new Row.OfFailures(
                new GroupId(fields.string("group")),
                new HostId(fields.string("host")),
                fields.isNull("failures") ? null : counted(fields.object("failures")),
                fields.stringOrNull("stop_failed"));
    }

    static ObjectNode write(Row.OfDefinition row) {
        ObjectNode json = Fields.object().put("group", row.group().value());
        ArrayNode candidates = json.putArray("candidates");
        row.candidates().forEach(host -> candidates.add(host.value()));
        // A list, not an object: the order of the members is part of the definition.
        ArrayNode members = json.putArray("members");
        row.members()
                .forEach((id, thing) -> {
                    ObjectNode member =
                            members.addObject().put("id", id.value()).put("kind", thing.kind());
                    ObjectNode identity = member.putObject("identity");
                    thing.identity().forEach(identity::put);
                });
        return json;
    }

    static Row.OfDefinition definition(Fields fields) throws DamagedException {
        var members = new LinkedHashMap<ResourceId, Row.Thing>();
        for (Fields member : fields.objects("members")) {
            var thing = new Row.Thing(member.string("kind"), member.stringMap("identity"));
            members.put(new ResourceId(member.string("id")), thing);
        }
        return new Row.OfDefinition(
                new GroupId(fields.string("group")),
                fields.strings("candidates").stream().map(HostId::new).toList(),
                members);
    }

    private static void write(GroupView.Failures failures, ObjectNode json) {
        ArrayNode at = json.putArray("at");
        failures.at().forEach(moment -> at.add(moment.toString()));
        json.put("row", failures.row())
                .put("retry_at", failures.retryAt().toString())
                .put("last", failures.last())
                .put("everywhere", failures.everywhere());
    }

    private static GroupView.Failures counted(Fields fields) throws DamagedException {
        return new GroupView.Failures(
                fields.instants("at"),
                fields.smallNumber("row"),
                fields.instant("retry_at"),
                fields.string("last"),
                fields.flag("everywhere"));
    }

    private static ObjectNode control(GroupView.Control control) {
        return switch (control) {
            case GroupView.Control.Managed _ -> Fields.object().put("is", "managed");
            case GroupView.Control.Unmanaged unmanaged -> {
                ObjectNode json =
                        HostRows.write(unmanaged.note(), Fields.object().put("is", "unmanaged"));
                json.set("scope", CommandRows.maintenance(unmanaged.scope()));
                yield json;
            }
        };
    }

    private static GroupView.Control control(Fields fields) throws DamagedException {
        return switch (fields.string("is")) {
            case "managed" -> new GroupView.Control.Managed();
            case "unmanaged" ->
                    new GroupView.Control.Unmanaged(
                            HostRows.note(fields), CommandRows.maintenance(fields, "scope"));
            default -> throw new DamagedException("has no known 'control'");
        };
    }

    private static ObjectNode desired(GroupView.Desired desired) {
        return switch (desired) {
            case GroupView.Desired.Started _ -> Fields.object().put("is", "started");
            case GroupView.Desired.Stopped stopped ->
                    HostRows.write(stopped.note(), Fields.object().put("is", "stopped"));
        };
    }

    private static GroupView.Desired desired(Fields fields) throws DamagedException {
        return switch (fields.string("is")) {
            case "started" -> new GroupView.Desired.Started();
            case "stopped" -> new GroupView.Desired.Stopped(HostRows.note(fields));
            default -> throw new DamagedException("has no known 'desired'");
        };
    }

    private static @Nullable String value(@Nullable HostId host) {
        return host == null ? null : host.value();
    }

    private static @Nullable HostId host(@Nullable String value) {
        return value == null ? null : new HostId(value);
    }
}
