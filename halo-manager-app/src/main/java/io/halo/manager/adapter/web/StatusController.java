package io.halo.manager.adapter.web;

import io.halo.core.view.ClusterStatus;
import io.halo.engine.Snapshots;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/// `GET /status`. The bytes are made once for each picture: thousands of resources are megabytes.
///
/// Its `ETag` is a weak one (RFC 9110, section 8.8.3): it stays while only the times change at
/// which something was looked at. Who sends it back as `If-None-Match` gets 304 and no body
/// meanwhile, and a thousand who ask every second cost little more than their requests.
@RestController
final class StatusController {
    private final Snapshots snapshots;

    /// Another manager counts anew.
    private final String manager = UUID.randomUUID().toString().substring(0, 8);

    private final ReentrantLock comparing = new ReentrantLock();
    private volatile @Nullable Rendered newest;

    StatusController(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /// @return null where the client has it already
    @GetMapping("/status")
    @Nullable ResponseEntity<byte[]> status(WebRequest request) {
        Rendered status = rendered(snapshots.current());
        String tag = "W/\"" + manager + "-" + status.number + "\"";
        if (request.checkNotModified(tag)) {
            return null;
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .eTag(tag)
                .body(status.bytes());
    }

    @SuppressWarnings("ReferenceEquality") // the same object means that nothing has changed
    private Rendered rendered(ClusterStatus status) {
        Rendered known = newest;
        if (known != null && known.status == status) {
            return known;
        }
        comparing.lock();
        try {
            known = newest;
            if (known != null && known.status == status) {
                return known;
            }
            long number = known == null ? 1 : known.number;
            if (known != null && !known.status.saysTheSameAs(status)) {
                number++;
            }
            var fresh = new Rendered(status, number);
            newest = fresh;
            return fresh;
        } finally {
            comparing.unlock();
        }
    }

    /// A picture, and its bytes as soon as somebody wants them.
    private static final class Rendered {
        private final ClusterStatus status;
        private final long number;
        private volatile byte @Nullable [] bytes;

        /// @param number counts what was news
        Rendered(ClusterStatus status, long number) {
            this.status = status;
            this.number = number;
        }

        /// Two who come at once may both make them.
        byte[] bytes() {
            byte[] made = bytes;
            if (made == null) {
                made = StatusJson.bytes(status);
                bytes = made;
            }
            return made;
        }
    }
}
