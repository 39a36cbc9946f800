package io.halo.manager.adapter.web;

import io.halo.engine.ScriptChecks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether what a failover would need is there, as far as it can be asked beforehand.
@RestController
final class CheckController {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ScriptChecks scripts;
    private final LongCalls calls;

    CheckController(ScriptChecks scripts, LongCalls calls) {
        this.scripts = scripts;
        this.calls = calls;
    }

    /// Scripts are run for it, so it is a `POST`; nothing changes by it.
    @PostMapping("/check")
    ResponseEntity<byte[]> check(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        var _ = CommandBody.read(request, BodySpec.COMMENT);
        try {
            return calls.call(() -> scripts.check(PATIENCE))
                    .map(checks -> StatusJson.ok(new Answer(checks)))
                    .orElseThrow(CheckController::busy);
        } catch (InterruptedException _) {
            throw Asking.problem(HttpStatus.SERVICE_UNAVAILABLE, "the manager is stopping", "");
        }
    }

    private static ErrorResponseException busy() {
        return Asking.problem(
                HttpStatus.CONFLICT, "the scripts are being asked already: try again", "");
    }

    /// @param scripts each resource on each host that may run it
    record Answer(List<ScriptChecks.Check> scripts) {
        Answer {
            scripts = List.copyOf(scripts);
        }
    }
}
