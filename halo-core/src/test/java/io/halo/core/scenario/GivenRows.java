package io.halo.core.scenario;

import io.halo.core.model.Admin;
import io.halo.core.model.BootId;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import java.time.Instant;
import java.util.List;

/// Rows of the state store for scenarios that begin with a history.
final class GivenRows {
    private GivenRows() {}

    static Row seen(String host) {
        return new Row.OfHost(
                new HostId(host), new Admin.Active(), true, new BootId(host + "-b1"), "up", null);
    }

    static Row proven(String host) {
        return new Row.OfDevice(
                new HostId(host),
                new DeviceId("dev0-" + host),
                new DeviceProof.Proven(Instant.parse("2025-12-31T00:00:00Z")));
    }

    static List<Row> hosted(String group, String host) {
        return List.of(
                new Row.OfHosted(new GroupId(group), new HostId(host), 1),
                new Row.OfGroup(
                        new GroupId(group),
                        new GroupView.Control.Managed(),
                        new GroupView.Desired.Started(),
                        null,
                        null,
                        new HostId(host)));
    }
}
