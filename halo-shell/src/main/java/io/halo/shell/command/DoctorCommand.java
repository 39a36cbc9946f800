package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.render.Diagnosis;
import io.halo.shell.render.Diagnosis.Grade;
import io.halo.shell.render.DiagnosisText;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import java.util.List;

/// `halo doctor`: whether a failover would work, before it is needed.
final class DoctorCommand implements Command {
    private static final OptionSpec PROBLEMS =
            OptionSpec.flag("--problems", "only what is not right").orShort("-x");

    private static final CommandSpec SPEC =
            CommandSpec.of("doctor", "examine the cluster before it is needed")
                    .with(PROBLEMS)
                    .detail(
                            "Looks at the configuration, the manager, agents, fence devices and what starts at boot, and asks")
                    .detail(
                            "every server whether its scripts are there and like their parameters. Changes nothing.")
                    .detail("Exits with 1 if something FAILs.")
                    .example("halo doctor -x");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        List<Diagnosis> all;
        try (var line = new LiveLine(invocation.globals(), console)) {
            line.show("asking every server about its scripts…");
            all = new Examination(invocation.globals()).run();
        }
        List<Diagnosis> shown =
                all.stream()
                        .filter(it -> !invocation.has(PROBLEMS) || it.grade() != Grade.PASS)
                        .toList();
        Output.print(
                new Json.Arr(shown.stream().map(Diagnosis::json).toList()),
                invocation,
                console,
                () -> DiagnosisText.of(shown, all, console.page()));
        return all.stream().anyMatch(it -> it.grade() == Grade.FAIL)
                ? ExitStatus.FAILED
                : ExitStatus.DONE;
    }
}
