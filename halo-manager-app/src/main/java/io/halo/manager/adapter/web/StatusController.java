package io.halo.manager.adapter.web;

import io.halo.core.view.ClusterStatus;
import io.halo.engine.Snapshots;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /status`. The bytes are made once for each picture: thousands of resources are megabytes.
@RestController
final class StatusController {
    private final Snapshots snapshots;
    private volatile @Nullable Rendered newest;

    StatusController(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @GetMapping("/status")
    ResponseEntity<byte[]> status() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(bytes(snapshots.current()));
    }

    @SuppressWarnings("ReferenceEquality") // the same object means that nothing has changed
    private byte[] bytes(ClusterStatus status) {
        Rendered known = newest;
        if (known != null && known.status() == status) {
            return known.bytes();
        }
        byte[] bytes = StatusJson.bytes(status);
        newest = new Rendered(status, bytes);
        return bytes;
    }

    /// Nobody compares it, and nobody changes the bytes.
    @SuppressWarnings("ArrayRecordComponent")
    private record Rendered(ClusterStatus status, byte[] bytes) {}
}
