package io.halo.manager.adapter.web;

import io.halo.core.input.Command;
import io.halo.core.model.GroupId;
import io.halo.engine.Snapshots;
import io.halo.manager.adapter.web.BodySpec.Field;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Commands about groups. A group is named by its root resource.
@RestController
@RequestMapping("/resources/{group}")
final class GroupController {
    private final Asking asking;
    private final Snapshots snapshots;

    GroupController(Asking asking, Snapshots snapshots) {
        this.asking = asking;
        this.snapshots = snapshots;
    }

    @PatchMapping
    @Query(Query.DRY_RUN)
    ResponseEntity<byte[]> manage(@PathVariable String group, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.MANAGE);
        Terms terms = Terms.of(request);
        GroupId id = Ids.group(group);
        return asking.atOnce(
                body.flag(Field.MANAGED) ? new Command.Manage(id) : new Command.Unmanage(id),
                body.comment(),
                terms,
                () -> Changed.group(snapshots, id));
    }

    @PostMapping("/start")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> start(@PathVariable String group, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(group, request, Command.Start::new);
    }

    @PostMapping("/stop")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> stop(@PathVariable String group, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(group, request, Command.Stop::new);
    }

    @PostMapping("/restart")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> restart(@PathVariable String group, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(group, request, Command.Restart::new);
    }

    @PostMapping("/cleanup")
    @Query({Query.WAIT, Query.DRY_RUN})
    ResponseEntity<byte[]> cleanup(@PathVariable String group, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        return ask(group, request, Command.Cleanup::new);
    }

    private ResponseEntity<byte[]> ask(
            String group, HttpServletRequest request, Function<GroupId, Command> command)
            throws HttpMediaTypeNotSupportedException {
        var body = CommandBody.read(request, BodySpec.FORCE);
        Terms terms = Terms.of(request);
        return asking.operation(command.apply(Ids.group(group)), body.comment(), terms);
    }
}
