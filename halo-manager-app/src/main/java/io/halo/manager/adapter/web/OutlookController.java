package io.halo.manager.adapter.web;

import io.halo.core.forecast.Supposition;
import io.halo.core.input.Command;
import io.halo.core.model.HostId;
import io.halo.core.view.Explanation;
import io.halo.engine.Outlook;
import io.halo.manager.adapter.web.BodySpec.Field;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Why things are as they are, and what would become of them.
@RestController
final class OutlookController {
    private final Outlook outlook;
    private final Asking asking;

    OutlookController(Outlook outlook, Asking asking) {
        this.outlook = outlook;
        this.asking = asking;
    }

    @GetMapping("/resources/{group}/explain")
    ResponseEntity<byte[]> group(@PathVariable String group) {
        return found(outlook.explain(Ids.group(group)), "no group " + group);
    }

    @GetMapping("/hosts/{host}/explain")
    ResponseEntity<byte[]> host(@PathVariable String host) {
        return found(outlook.explain(Ids.host(host)), "no host " + host);
    }

    @PostMapping("/plan")
    ResponseEntity<byte[]> plan(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.PLAN);
        var commands = new ArrayList<Command>();
        hosts(body, Field.DEACTIVATE)
                .forEach(host -> commands.add(new Command.Deactivate(host, false)));
        hosts(body, Field.FAILBACK).forEach(host -> commands.add(new Command.Failback(host)));
        return asking.foresee(new Supposition(hosts(body, Field.FAIL), commands));
    }

    /// Everything, so only for those who may command: through the unix socket.
    @GetMapping("/state")
    ResponseEntity<byte[]> state() {
        if (!Peers.CONNECTION.isBound()) {
            throw Asking.problem(
                    HttpStatus.FORBIDDEN, "the state is shown through the unix socket only", "");
        }
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(outlook.dump().getBytes(StandardCharsets.UTF_8));
    }

    private static List<HostId> hosts(CommandBody body, Field field) {
        return body.texts(field).stream().map(Ids::host).toList();
    }

    private static ResponseEntity<byte[]> found(Optional<Explanation> found, String missing) {
        return found.map(StatusJson::ok)
                .orElseThrow(() -> Asking.problem(HttpStatus.NOT_FOUND, missing, ""));
    }
}
