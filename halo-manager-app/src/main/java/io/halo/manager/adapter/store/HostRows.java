package io.halo.manager.adapter.store;

import io.halo.core.model.Admin;
import io.halo.core.model.BootId;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.HostId;
import io.halo.core.model.PowerCut;
import io.halo.core.model.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The rows about hosts and their fence devices, and the note of whoever wanted something.
final class HostRows {
    private HostRows() {}

    static ObjectNode write(Row.OfHost row) {
        ObjectNode json = Fields.object().put("host", row.host().value());
        json.set("admin", admin(row.admin()));
        json.put("ever_seen", row.everSeen())
                .put("boot", row.boot() == null ? null : row.boot().value())
                .put("reach", row.reach());
        if (row.cut() instanceof PowerCut cut) {
            ObjectNode off = json.putObject("cut").put("at", cut.at().toString());
            ArrayNode unheard = off.putArray("unheard");
            cut.unheard().forEach(host -> unheard.add(host.value()));
        }
        return json;
    }

    static Row.OfHost host(Fields fields) throws DamagedException {
        return new Row.OfHost(
                new HostId(fields.string("host")),
                admin(fields.object("admin")),
                fields.flag("ever_seen"),
                boot(fields.stringOrNull("boot")),
                fields.string("reach"),
                cut(fields));
    }

    static ObjectNode write(Row.OfDevice row) {
        ObjectNode json =
                Fields.object().put("host", row.host().value()).put("device", row.device().value());
        json.set("proof", proof(row.proof()));
        return json;
    }

    static Row.OfDevice device(Fields fields) throws DamagedException {
        return new Row.OfDevice(
                new HostId(fields.string("host")),
                new DeviceId(fields.string("device")),
                proof(fields.object("proof")));
    }

    static ObjectNode write(Admin.Note note, ObjectNode json) {
        return json.put("by", note.by()).put("why", note.why()).put("at", note.at().toString());
    }

    static Admin.Note note(Fields fields) throws DamagedException {
        return new Admin.Note(fields.string("by"), fields.string("why"), fields.instant("at"));
    }

    static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }

    static @Nullable BootId boot(@Nullable String value) {
        return value == null ? null : new BootId(value);
    }

    private static @Nullable PowerCut cut(Fields fields) throws DamagedException {
        Fields cut = fields.objectIfAny("cut");
        return cut == null ? null : new PowerCut(cut.instant("at"), cut.hosts("unheard"));
    }

    private static ObjectNode admin(Admin admin) {
        return switch (admin) {
            case Admin.Active _ -> Fields.object().put("is", "active");
            case Admin.Inactive inactive ->
                    write(
                            inactive.note(),
                            Fields.object().put("is", "inactive").put("forced", inactive.forced()));
            case Admin.Maintenance maintenance ->
                    write(
                            maintenance.note(),
                            Fields.object()
                                    .put("is", "maintenance")
                                    .put("until", text(maintenance.until()))
                                    .put("inactive", maintenance.inactive())
                                    .put("over", maintenance.over()));
        };
    }

    private static Admin admin(Fields fields) throws DamagedException {
        return switch (fields.string("is")) {
            case "active" -> new Admin.Active();
            case "inactive" -> new Admin.Inactive(note(fields), fields.flag("forced"));
            case "maintenance" ->
                    new Admin.Maintenance(
                            fields.instantOrNull("until"),
                            note(fields),
                            fields.flag("inactive"),
                            fields.flag("over"));
            default -> throw new DamagedException("has no known 'admin'");
        };
    }

    private static ObjectNode proof(DeviceProof proof) {
        return switch (proof) {
            case DeviceProof.Unproven _ -> Fields.object().put("is", "unproven");
            case DeviceProof.Proven proven ->
                    Fields.object().put("is", "proven").put("at", proven.at().toString());
            case DeviceProof.Untrusted untrusted ->
                    Fields.object()
                            .put("is", "untrusted")
                            .put("at", untrusted.at().toString())
                            .put("why", untrusted.why())
                            .put("lied", untrusted.lied());
        };
    }

    private static DeviceProof proof(Fields fields) throws DamagedException {
        return switch (fields.string("is")) {
            case "unproven" -> new DeviceProof.Unproven();
            case "proven" -> new DeviceProof.Proven(fields.instant("at"));
            case "untrusted" ->
                    new DeviceProof.Untrusted(
                            fields.instant("at"), fields.string("why"), fields.flag("lied"));
            default -> throw new DamagedException("has no known 'proof'");
        };
    }
}
