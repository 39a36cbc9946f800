package io.halo.shell.command;

import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;
import java.util.Optional;

/// `halo version`, also `--version`.
final class VersionCommand implements Command {
    private static final CommandSpec SPEC = CommandSpec.of("version", "print the version");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        console.println("halo " + version() + ", Java " + Runtime.version());
        return ExitStatus.DONE;
    }

    static String version() {
        return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
