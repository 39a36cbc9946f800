package io.halo.manager.adapter.web;

import io.halo.core.input.Command;
import io.halo.core.model.Maintenance.Scope;
import io.halo.engine.Snapshots;
import io.halo.manager.adapter.web.BodySpec.Field;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Commands about the cluster, and maintenance of any part of it.
@RestController
final class ClusterController {
    private final Asking asking;
    private final Snapshots snapshots;

    ClusterController(Asking asking, Snapshots snapshots) {
        this.asking = asking;
        this.snapshots = snapshots;
    }

    @PostMapping("/accept-state")
    @Query(Query.DRY_RUN)
    ResponseEntity<byte[]> acceptState(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.CONFIRM);
        Terms terms = Terms.of(request);
        Ids.confirm(body, snapshots.current().cluster().name(), "the cluster");
        return asking.atOnce(
                new Command.AcceptState(), body.comment(), terms, () -> Changed.cluster(snapshots));
    }

    @PostMapping("/maintenance")
    @Query(Query.DRY_RUN)
    ResponseEntity<byte[]> maintenance(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.MAINTENANCE);
        Terms terms = Terms.of(request);
        Scope scope = scope(body.text(Field.SCOPE).orElse(""));
        String id = id(scope, body);
        return asking.atOnce(
                new Command.Maintain(
                        scope, id, body.flag(Field.ON), body.time(Field.UNTIL).orElse(null)),
                body.comment(),
                terms,
                () ->
                        switch (scope) {
                            case CLUSTER -> Changed.cluster(snapshots);
                            case HOST -> Changed.host(snapshots, Ids.host(id));
                            case GROUP -> Changed.group(snapshots, Ids.group(id));
                        });
    }

    @PostMapping("/forget")
    @Query(Query.DRY_RUN)
    ResponseEntity<byte[]> forget(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.CONFIRM);
        Terms terms = Terms.of(request);
        return asking.atOnce(
                new Command.Forget(body.text(Field.CONFIRM).orElse("")),
                body.comment(),
                terms,
                Changed::nothing);
    }

    @PostMapping("/events/clear")
    @Query(Query.DRY_RUN)
    ResponseEntity<byte[]> clear(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.COMMENT);
        Terms terms = Terms.of(request);
        return asking.atOnce(new Command.Clear(), body.comment(), terms, Changed::nothing);
    }

    private static Scope scope(String word) {
        for (Scope scope : Scope.values()) {
            if (StatusJson.lower(scope).equals(word)) {
                return scope;
            }
        }
        throw new MalformedException("'scope' must be cluster, host or group");
    }

    /// For the cluster, whatever was said; for others an id that may be one.
    private static String id(Scope scope, CommandBody body) {
        String id = body.text(Field.ID).orElse("");
        return switch (scope) {
            case CLUSTER -> id;
            case HOST -> Ids.host(id).value();
            case GROUP -> Ids.group(id).value();
        };
    }
}
