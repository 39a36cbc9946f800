package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.render.JsonText;
import io.halo.shell.render.YamlText;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.util.List;
import java.util.Optional;

/// `halo operations [ID]`: what became of commands.
final class OperationsCommand implements Command {
    private static final CommandSpec SPEC =
            CommandSpec.of(
                            "operations",
                            "show the commands of the last day and what became of them")
                    .with(new ArgumentSpec("ID", new ValueType.OperationId(), 0, 1))
                    .detail("With an ID: its steps, too.")
                    .example("halo operations");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        List<String> ids = invocation.arguments();
        String target =
                ids.isEmpty()
                        ? "/operations"
                        : "/operations/" + ManagerClient.encoded(ids.getFirst());
        Optional<Json> answer = Manager.read(invocation.globals(), target, console);
        if (answer.isEmpty()) {
            return ExitStatus.FAILED;
        }
        Json document = answer.get();
        switch (invocation.globals().output()) {
            case JSON -> console.print(JsonText.pretty(document));
            case YAML -> console.print(YamlText.of(document));
            case TABLE -> {
                if (ids.isEmpty()) {
                    List<Json> all = document.list();
                    // The newest comes last, next to the prompt.
                    all.reversed()
                            .forEach(one ->
                                    console.println(
                                            console.page().folded(OperationText.line(one), 4)));
                } else {
                    OperationText.lines(document)
                            .forEach(line -> console.println(console.page().folded(line, 4)));
                }
            }
        }
        return ExitStatus.DONE;
    }
}
