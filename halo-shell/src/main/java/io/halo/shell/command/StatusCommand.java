package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.Json;
import io.halo.shell.render.JsonText;
import io.halo.shell.render.StatusPage;
import io.halo.shell.render.YamlText;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.util.Optional;

/// `halo status`: how the cluster is, in one page.
final class StatusCommand implements Command {
    private static final OptionSpec PROBLEMS =
            OptionSpec.flag("--exceptions", "only what is not normal").orShort("-x");
    private static final OptionSpec WHY = OptionSpec.flag("--why", "phases and reasons, too");
    private static final OptionSpec EVENTS =
            OptionSpec.value(
                            "--events",
                            new ValueType.Count(0, 10_000),
                            "N",
                            "how many of the newest events are shown (10)")
                    .orShort("-e");
    private static final OptionSpec EXIT_CODE =
            OptionSpec.flag(
                    "--exit-code", "exit with 0 OK, 1 degraded, 2 critical, 3 unknown (Nagios)");
    private static final int EVENTS_SHOWN = 10;

    private static final CommandSpec SPEC =
            CommandSpec.of("status", "show resources, hosts and the latest events")
                    .with(PROBLEMS)
                    .with(WHY)
                    .with(EVENTS)
                    .with(EXIT_CODE)
                    .example("halo status -x --why");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        boolean check = invocation.has(EXIT_CODE);
        Optional<Json> document = Manager.read(invocation.globals(), "/status", console);
        if (document.isEmpty()) {
            return check ? ExitStatus.CHECK_UNKNOWN : ExitStatus.FAILED;
        }
        show(document.get(), invocation, console);
        return check ? checked(document.get()) : ExitStatus.DONE;
    }

    private static void show(Json document, Invocation invocation, Console console) {
        console.print(
                switch (invocation.globals().output()) {
                    case JSON -> JsonText.pretty(document);
                    case YAML -> YamlText.of(document);
                    case TABLE -> {
                        boolean problems = invocation.has(PROBLEMS);
                        int events = invocation.count(EVENTS, problems ? 0 : EVENTS_SHOWN);
                        yield new StatusPage(console.page(), problems, invocation.has(WHY), events)
                                .render(ClusterStatus.of(document));
                    }
                });
    }

    /// The manager's own judgement; by the verdict's word if it does not give one.
    private static ExitStatus checked(Json document) {
        Json verdict = document.get("verdict");
        String code = verdict.text("exit_code");
        return switch (code.isEmpty() ? verdict.text("level") : code) {
            case "0", "OK", "MAINTENANCE", "OBSERVE" -> ExitStatus.DONE;
            case "1", "DEGRADED" -> ExitStatus.CHECK_WARNING;
            case "2", "CRITICAL" -> ExitStatus.CHECK_CRITICAL;
            default -> ExitStatus.CHECK_UNKNOWN;
        };
    }
}
