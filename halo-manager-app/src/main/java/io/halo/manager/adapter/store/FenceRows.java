package io.halo.manager.adapter.store;

import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The rows of fence records.
final class FenceRows {
    private FenceRows() {}

    static ObjectNode write(Row.OfFence row) {
        FenceRecord fence = row.fence();
        ObjectNode json =
                Fields.object()
                        .put("id", fence.id().value())
                        .put("host", fence.host().value())
                        .put("kind", fence.kind().name().toLowerCase(Locale.ROOT))
                        .put("by", fence.by().name().toLowerCase(Locale.ROOT))
                        .put("reason", fence.reason())
                        .put("planned_at", fence.plannedAt().toString())
                        .put("boot", fence.boot() == null ? null : fence.boot().value());
        json.put("forced", fence.forced()).put("again", fence.again());
        json.set("state", state(fence.state()));
        return json;
    }

    static Row.OfFence fence(Fields fields) throws DamagedException {
        return new Row.OfFence(
                new FenceRecord(
                        new FenceId(fields.string("id")),
                        new HostId(fields.string("host")),
                        kind(fields.string("kind")),
                        by(fields.string("by")),
                        fields.string("reason"),
                        fields.instant("planned_at"),
                        HostRows.boot(fields.stringOrNull("boot")),
                        fields.flag("forced"),
                        fields.flag("again"),
                        state(fields.object("state"))));
    }

    private static FenceRecord.Kind kind(String name) throws DamagedException {
        return switch (name) {
            case "off" -> FenceRecord.Kind.OFF;
            case "cycle" -> FenceRecord.Kind.CYCLE;
            default -> throw new DamagedException("has no known 'kind'");
        };
    }

    private static FenceRecord.By by(String name) throws DamagedException {
        return switch (name) {
            case "auto" -> FenceRecord.By.AUTO;
            case "operator" -> FenceRecord.By.OPERATOR;
            default -> throw new DamagedException("has no known 'by'");
        };
    }

    private static ObjectNode state(FenceRecord.State state) {
        return switch (state) {
            case FenceRecord.State.Planned _ -> is("planned");
            case FenceRecord.State.Running running -> running(running);
            case FenceRecord.State.Failed failed ->
                    attempt("failed", failed.attempt(), failed.level())
                            .put("why", failed.why())
                            .put("retry_at", failed.retryAt().toString());
            case FenceRecord.State.Unknown unknown ->
                    attempt("unknown", unknown.attempt(), unknown.level())
                            .put("why", unknown.why())
                            .put("retry_at", unknown.retryAt().toString());
            case FenceRecord.State.Abandoned abandoned ->
                    attempt("abandoned", abandoned.attempt(), abandoned.level())
                            .put("since", abandoned.since().toString());
            case FenceRecord.State.Confirmed confirmed ->
                    is("confirmed")
                            .put("level", confirmed.level())
                            .put("at", confirmed.at().toString());
            case FenceRecord.State.Returned returned ->
                    is("returned").put("at", returned.at().toString()).put("how", returned.how());
            case FenceRecord.State.Lied lied -> is("lied").put("at", lied.at().toString());
        };
    }

    private static FenceRecord.State state(Fields fields) throws DamagedException {
        return switch (fields.string("is")) {
            case "planned" -> new FenceRecord.State.Planned();
            case "running" ->
                    new FenceRecord.State.Running(
                            attempt(fields),
                            level(fields),
                            fields.instant("since"),
                            fields.hosts("bystanders"),
                            fields.stringOrNull("program"));
            case "failed" ->
                    new FenceRecord.State.Failed(
                            attempt(fields),
                            level(fields),
                            fields.string("why"),
                            fields.instant("retry_at"));
            case "unknown" ->
                    new FenceRecord.State.Unknown(
                            attempt(fields),
                            level(fields),
                            fields.string("why"),
                            fields.instant("retry_at"));
            case "abandoned" ->
                    new FenceRecord.State.Abandoned(
                            attempt(fields), level(fields), fields.instant("since"));
            case "confirmed" ->
                    new FenceRecord.State.Confirmed(level(fields), fields.instant("at"));
            case "returned" ->
                    new FenceRecord.State.Returned(fields.instant("at"), fields.string("how"));
            case "lied" -> new FenceRecord.State.Lied(fields.instant("at"));
            default -> throw new DamagedException("has no known 'state'");
        };
    }

    private static ObjectNode running(FenceRecord.State.Running running) {
        ObjectNode json =
                attempt("running", running.attempt(), running.level())
                        .put("since", running.since().toString());
        ArrayNode bystanders = json.putArray("bystanders");
        running.bystanders().forEach(host -> bystanders.add(host.value()));
        return json.put("program", running.program());
    }

    private static ObjectNode is(String name) {
        return Fields.object().put("is", name);
    }

    private static ObjectNode attempt(String name, int attempt, int level) {
        return is(name).put("attempt", attempt).put("level", level);
    }

    private static int attempt(Fields fields) throws DamagedException {
        return fields.smallNumber("attempt");
    }

    private static int level(Fields fields) throws DamagedException {
        return fields.smallNumber("level");
    }
}
