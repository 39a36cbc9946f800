package io.halo.manager.adapter.web;

import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.engine.Operations;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What became of commands.
@RestController
final class OperationsController {
    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final Operations operations;
    private final Waiters waiters;

    OperationsController(Operations operations, Waiters waiters) {
        this.operations = operations;
        this.waiters = waiters;
    }

    /// The newest first.
    @GetMapping("/operations")
    @Query(Query.LIMIT)
    ResponseEntity<byte[]> all(@RequestParam(required = false) @Nullable Integer limit) {
        int most = limit == null ? LIMIT : limit;
        if (most < 1 || most > LIMIT_MAX) {
            throw new MalformedException("limit must be 1 to " + LIMIT_MAX + ": " + most);
        }
        return StatusJson.ok(
                operations.all().reversed().stream().limit(most).map(OperationJson::of).toList());
    }

    /// With `?wait=`, as soon as it has ended.
    @GetMapping("/operations/{id}")
    @Query(Query.WAIT)
    ResponseEntity<byte[]> one(@PathVariable String id, HttpServletRequest request) {
        Duration wait = Terms.patience(request);
        return CommandId.parse(id)
                .flatMap(known -> find(known, wait))
                .map(record -> StatusJson.ok(OperationJson.of(record)))
                .orElseThrow(() ->
                        Asking.problem(
                                HttpStatus.NOT_FOUND,
                                "no operation " + id + "; they are kept for a day",
                                ""));
    }

    private Optional<CommandRecord> find(CommandId id, Duration wait) {
        try {
            return waiters.ended(id, wait, OperationsController::full);
        } catch (InterruptedException _) {
            throw Asking.problem(HttpStatus.SERVICE_UNAVAILABLE, "the manager is stopping", "");
        }
    }

    /// Who asked again at once would be no better off.
    private static void full() {
        throw Asking.problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                Waiters.MAX + " requests wait already; ask without wait",
                "");
    }
}
