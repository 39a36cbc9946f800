package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.util.Map;

/// `halo forget NAME`: what is remembered of a group or host that is not configured any more.
final class ForgetCommand implements Command {
    private static final CommandSpec SPEC =
            Change.options(
                            CommandSpec.of(
                                            "forget",
                                            "drop what is remembered of a group or host that left the configuration")
                                    .with(ArgumentSpec.one("NAME", new ValueType.Text())))
                    .detail("Look first that it runs nowhere: HALO will not know of it any more.")
                    .example("halo forget zp9 --reason \"moved to another cluster\"");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        String name = invocation.arguments().getFirst();
        var change = new Change(invocation, console);
        change.send("POST", "/forget", "forget " + name, Map.of("confirm", new Json.Str(name)));
        return change.finish();
    }
}
