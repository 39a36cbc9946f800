package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.client.Reply;
import io.halo.shell.render.ExplanationText;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.util.Optional;

/// `halo explain NAME`: why a group or host is as it is, and what to type.
final class ExplainCommand implements Command {
    private static final CommandSpec SPEC =
            CommandSpec.of("explain", "say why a group or host is as it is, and what to type")
                    .with(ArgumentSpec.one("NAME", new ValueType.ScopeName()))
                    .example("halo explain oss00");

    private static final int NOT_FOUND = 404;

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        String id = ManagerClient.encoded(invocation.arguments().getFirst());
        ManagerClient manager = Manager.of(invocation.globals());
        Reply reply = manager.get("/resources/" + id + "/explain", Manager.PATIENCE);
        if (reply instanceof Reply.Refused refused && refused.status() == NOT_FOUND) {
            reply = manager.get("/hosts/" + id + "/explain", Manager.PATIENCE);
        }
        if (reply instanceof Reply.Refused refused && refused.status() == NOT_FOUND) {
            String name = invocation.arguments().getFirst();
            console.error("no group or host " + name + NearName.ofAny(name, invocation.globals()));
            return ExitStatus.FAILED;
        }
        Optional<Json> why = Manager.answered(reply, invocation.globals(), console);
        if (why.isEmpty()) {
            return ExitStatus.FAILED;
        }
        Output.print(
                why.get(),
                invocation,
                console,
                () -> ExplanationText.of(why.get(), console.page()));
        return ExitStatus.DONE;
    }
}
