package io.halo.manager.adapter.web;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.engine.Snapshots;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/// What a command that ended at once has changed, as the status shows it from then on.
final class Changed {
    private Changed() {}

    static ResponseEntity<byte[]> cluster(Snapshots snapshots) {
        return StatusJson.ok(snapshots.current().cluster());
    }

    /// A host that is gone from the configuration, and was vouched for, is nothing to show.
    static ResponseEntity<byte[]> host(Snapshots snapshots, HostId id) {
        return any(
                snapshots.current().hosts().stream()
                        .filter(host -> host.id().equals(id))
                        .findFirst());
    }

    /// A group is shown by its root.
    static ResponseEntity<byte[]> group(Snapshots snapshots, GroupId id) {
        return any(
                snapshots.current().resources().stream()
                        .filter(resource -> resource.id().value().equals(id.value()))
                        .findFirst());
    }

    static ResponseEntity<byte[]> nothing() {
        return StatusJson.ok(Map.of());
    }

    private static ResponseEntity<byte[]> any(Optional<? extends Object> found) {
        return found.isPresent() ? StatusJson.ok(found.get()) : nothing();
    }
}
