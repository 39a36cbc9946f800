package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.Json;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.client.Reply;
import io.halo.shell.render.ExplanationText;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.NodeSet;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `halo explain NAME…`: why groups and hosts are as they are, and what to type.
final class ExplainCommand implements Command {
    private static final CommandSpec SPEC =
            CommandSpec.of("explain", "say why a group or host is as it is, and what to type")
                    .with(ArgumentSpec.some("NAME", new ValueType.ScopeName()))
                    .example("halo explain oss00");

    private static final int NOT_FOUND = 404;

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        List<Json> all = new ArrayList<>();
        for (String name : NodeSet.unfold(invocation.arguments())) {
            Optional<Json> why = explained(name, invocation, console);
            if (why.isEmpty()) {
                return ExitStatus.FAILED;
            }
            all.add(why.get());
        }
        Output.print(
                all.size() == 1 ? all.getFirst() : new Json.Arr(all),
                invocation,
                console,
                () ->
                        all.stream()
                                .map(why -> ExplanationText.of(why, console.page()))
                                .collect(Collectors.joining("\n")));
        return ExitStatus.DONE;
    }

    private static Optional<Json> explained(String name, Invocation invocation, Console console) {
        String id = ManagerClient.encoded(name);
        ManagerClient manager = Manager.of(invocation.globals());
        Reply reply = manager.get("/resources/" + id + "/explain", Manager.PATIENCE);
        if (reply instanceof Reply.Refused refused && refused.status() == NOT_FOUND) {
            reply = manager.get("/hosts/" + id + "/explain", Manager.PATIENCE);
        }
        if (reply instanceof Reply.Refused refused && refused.status() == NOT_FOUND) {
            Optional<ClusterStatus> status = NearName.status(invocation.globals());
            Optional<String> group = status.flatMap(it -> NearName.groupOf(name, it));
            if (group.isPresent() && !group.get().equals(name)) {
                // A member tells nothing of its own.
                return explained(group.get(), invocation, console);
            }
            console.error(
                    "no group or host "
                            + name
                            + status.map(it -> NearName.ofAny(name, it)).orElse(""));
            return Optional.empty();
        }
        return Manager.answered(reply, invocation.globals(), console);
    }
}
