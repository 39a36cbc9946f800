package io.halo.manager.adapter.web;

import io.halo.core.input.Command;
import io.halo.core.model.HostId;
import io.halo.engine.Snapshots;
import io.halo.manager.adapter.web.BodySpec.Field;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiFunction;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Commands about hosts.
@RestController
@RequestMapping("/hosts/{host}")
final class HostController {
    private final Asking asking;
    private final Snapshots snapshots;

    HostController(Asking asking, Snapshots snapshots) {
        this.asking = asking;
        this.snapshots = snapshots;
    }

    @PostMapping("/failback")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> failback(@PathVariable String host, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(host, request, (id, _) -> new Command.Failback(id));
    }

    @PostMapping("/fence")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> fence(@PathVariable String host, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(host, request, Command.Fence::new);
    }

    @PostMapping("/reset")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> reset(@PathVariable String host, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(host, request, (id, _) -> new Command.Reset(id));
    }

    @PostMapping("/activate")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> activate(@PathVariable String host, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(host, request, (id, _) -> new Command.Activate(id));
    }

    @PostMapping("/deactivate")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> deactivate(@PathVariable String host, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(host, request, Command.Deactivate::new);
    }

    @PostMapping("/confirm-off")
    @Query(Query.DRY_RUN)
    ResponseEntity<byte[]> confirmOff(@PathVariable String host, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.CONFIRM_OFF);
        Terms terms = Terms.of(request);
        HostId id = Ids.host(host);
        Ids.confirm(body, host, "the host");
        return asking.atOnce(
                new Command.ConfirmOff(id, body.flag(Field.FORCE)),
                body.comment(),
                terms,
                () -> Changed.host(snapshots, id));
    }

    private ResponseEntity<byte[]> ask(
            String host, HttpServletRequest request, BiFunction<HostId, Boolean, Command> command)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.FORCE);
        Terms terms = Terms.of(request);
        Command asked = command.apply(Ids.host(host), body.flag(Field.FORCE));
        return asking.operation(asked, body.comment(), terms);
    }
}
