package io.halo.shell.command;

import io.halo.core.model.HostId;
import io.halo.shell.client.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came out for one host.
///
/// @param reason why it is unknown, or not as asked; else empty
record PowerLine(HostId host, Power power, String reason, boolean asWanted) {
    enum Power {
        ON,
        OFF,
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String text() {
        return host + " is " + power.word() + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    static Json json(List<PowerLine> lines) {
        return new Json.Arr(lines.stream().map(PowerLine::json).toList());
    }

    private Json json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("host", new Json.Str(host.value()));
        members.put("power", new Json.Str(power.word()));
        members.put("reason", new Json.Str(reason));
        return new Json.Obj(members);
    }
}
