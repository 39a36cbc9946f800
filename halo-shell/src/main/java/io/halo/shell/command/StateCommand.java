package io.halo.shell.command;

import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;

/// `halo state dump`: all that the manager knows.
final class StateCommand implements Command {
    private static final CommandSpec SPEC =
            CommandSpec.of("state dump", "print all that the manager knows")
                    .detail("For a report, or for halo plan --state FILE on another machine.")
                    .detail("Secret parameters are blotted out; names of hosts are not.")
                    .example("halo state dump >cluster.halo");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        return Manager.answered(
                        Manager.of(invocation.globals()).text("/state", Manager.PATIENCE),
                        invocation.globals(),
                        console)
                .flatMap(answer -> answer.string())
                .map(text -> {
                    console.print(text);
                    return ExitStatus.DONE;
                })
                .orElse(ExitStatus.FAILED);
    }
}
