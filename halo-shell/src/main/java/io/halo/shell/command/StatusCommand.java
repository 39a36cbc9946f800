package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.Json;
import io.halo.shell.render.JsonText;
import io.halo.shell.render.StatusPage;
import io.halo.shell.render.YamlText;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.OutputFormat;
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
    private static final OptionSpec WATCH =
            OptionSpec.flag("--watch", "draw it again and again; keys are shown at the foot");
    private static final int EVENTS_SHOWN = 10;

    private static final CommandSpec SPEC =
            CommandSpec.of("status", "show resources, hosts and the latest events")
                    .with(PROBLEMS)
                    .with(WHY)
                    .with(EVENTS)
                    .with(EXIT_CODE)
                    .with(WATCH)
                    .example("halo status -x --why");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        boolean check = invocation.has(EXIT_CODE);
        if (invocation.has(WATCH)) {
            return watch(invocation, check, console);
        }
        Optional<Json> document = Manager.read(invocation.globals(), "/status", console);
        if (document.isEmpty()) {
            return check ? ExitStatus.CHECK_UNKNOWN : ExitStatus.FAILED;
        }
        show(document.get(), invocation, console);
        return check ? checked(document.get()) : ExitStatus.DONE;
    }

    private static ExitStatus watch(Invocation invocation, boolean check, Console console) {
        if (check || invocation.globals().output() != OutputFormat.TABLE) {
            console.error("--watch is for people: it goes with neither --exit-code nor --output");
            return ExitStatus.USAGE;
        }
        if (!console.page().isTerminal()) {
            return noScreen(console);
        }
        Optional<Screen> screen = console.operator().screen();
        if (screen.isEmpty()) {
            return noScreen(console);
        }
        try (Screen open = screen.get()) {
            new StatusWatch(
                            open,
                            invocation.globals(),
                            console.page().coloured(),
                            invocation.has(PROBLEMS),
                            invocation.has(WHY))
                    .run();
        }
        return ExitStatus.DONE;
    }

    private static ExitStatus noScreen(Console console) {
        console.error("--watch needs a terminal: type halo status, or halo status --output json");
        return ExitStatus.USAGE;
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
