package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import java.util.Map;
import java.util.Optional;

/// `halo accept-state`: a manager that agents refuse takes over.
final class AcceptStateCommand implements Command {
    private static final OptionSpec YES =
            OptionSpec.flag("--yes", "you are sure that no other manager runs");

    private static final String DANGER =
            "two managers at once destroy data; make sure that no other one runs";

    private static final CommandSpec SPEC =
            Change.atOnce(
                            CommandSpec.of(
                                            "accept-state",
                                            "make a manager that agents refuse take over")
                                    .with(YES))
                    .detail("For a manager whose state was lost or restored from a backup.")
                    .example("halo accept-state --yes");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        Optional<ExitStatus> end =
                invocation.has(YES) || invocation.has(Change.DRY_RUN)
                        ? Optional.empty()
                        : Confirmation.needed(console, DANGER + ".", DANGER + ", then add --yes");
        if (end.isPresent()) {
            return end.get();
        }
        Optional<Json> status = Manager.read(invocation.globals(), "/status", console);
        if (status.isEmpty()) {
            return ExitStatus.FAILED;
        }
        String cluster = status.get().get("cluster").text("name");
        var change = new Change(invocation, console);
        change.send(
                "POST",
                "/accept-state",
                "accept the state",
                Map.of("confirm", new Json.Str(cluster)));
        return change.finish();
    }
}
