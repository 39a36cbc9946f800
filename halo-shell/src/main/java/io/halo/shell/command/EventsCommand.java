package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.client.Reply;
import io.halo.shell.render.CleanText;
import io.halo.shell.render.EventText;
import io.halo.shell.render.JsonText;
import io.halo.shell.render.YamlText;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.NodeSet;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.OutputFormat;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// `halo events show`: the history.
final class EventsCommand implements Command {
    private static final OptionSpec NUMBER =
            OptionSpec.value(
                            "--number",
                            new ValueType.Count(1, 10_000),
                            "N",
                            "how many of the newest (50)")
                    .orShort("-n");
    private static final OptionSpec SINCE =
            OptionSpec.value(
                    "--since",
                    new ValueType.Text(),
                    "TIME",
                    "from then on: 30m, 2h, 3d ago, a time, or after that number");
    private static final OptionSpec OBJECT =
            OptionSpec.value(
                    "--object",
                    new ValueType.ScopeName(),
                    "NAME",
                    "only of these hosts, or of this group");
    private static final OptionSpec INCIDENT =
            OptionSpec.value(
                    "--incident",
                    new ValueType.Text(),
                    "ID",
                    "only of this incident: how it was noticed, the power-off, the starts");
    private static final OptionSpec FOLLOW =
            OptionSpec.flag("--follow", "go on as they come, until Ctrl-C").orShort("-f");
    private static final int SHOWN = 50;
    private static final Duration AGAIN = Duration.ofMillis(500);

    private static final CommandSpec SPEC =
            CommandSpec.of("events show", "show what happened")
                    .with(NUMBER)
                    .with(SINCE)
                    .with(OBJECT)
                    .with(INCIDENT)
                    .with(FOLLOW)
                    .example("halo events show --object oss00 --follow");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        String typed = invocation.value(SINCE).orElse("");
        String since = since(typed);
        if (!since.matches("\\d*|\\d{4}-\\d\\d-\\d\\dT.*")) {
            console.error(
                    CleanText.line(
                            "--since must be a span such as 2h, a time such as 2026-04-28T12:00:00Z, or the number of an event, not '"
                                    + typed
                                    + "'"));
            return ExitStatus.USAGE;
        }
        int limit = invocation.count(NUMBER, SHOWN);
        Optional<Json> answer =
                Manager.read(invocation.globals(), target(since, limit, invocation), console);
        if (answer.isEmpty()) {
            return ExitStatus.FAILED;
        }
        show(answer.get(), invocation.globals().output(), console);
        if (answer.get().list().isEmpty() && !invocation.has(FOLLOW)) {
            String object = invocation.value(OBJECT).map(name -> " of " + name).orElse("");
            console.note(CleanText.line("no events" + object));
        }
        return invocation.has(FOLLOW)
                ? follow(last(answer.get(), since), invocation, console)
                : ExitStatus.DONE;
    }

    /// The manager knows numbers and times; people think in spans.
    private static String since(String typed) {
        return Span.of(typed).map(span -> Instant.now().minus(span).toString()).orElse(typed);
    }

    private static ExitStatus follow(String from, Invocation invocation, Console console) {
        String seen = from;
        while (console.isHealthy()) {
            try {
                var _ = new CountDownLatch(1).await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException left) {
                return ExitStatus.DONE;
            }
            Reply reply =
                    Manager.of(invocation.globals())
                            .get(target(seen, 10_000, invocation), Manager.PATIENCE);
            // A manager that is being restarted comes back.
            if (reply instanceof Reply.Answer(_, Json events) && !events.list().isEmpty()) {
                show(events, invocation.globals().output(), console);
                seen = last(events, seen);
            }
        }
        return ExitStatus.DONE;
    }

    private static String last(Json events, String otherwise) {
        List<Json> all = events.list();
        return all.isEmpty() ? (otherwise.isEmpty() ? "0" : otherwise) : all.getLast().text("seq");
    }

    private static String target(String since, int limit, Invocation invocation) {
        return "/events?limit="
                + limit
                + (since.isEmpty() ? "" : "&since=" + ManagerClient.encoded(since))
                + NodeSet.unfold(invocation.values(OBJECT)).stream()
                        .map(object -> "&object=" + ManagerClient.encoded(object))
                        .collect(Collectors.joining())
                + invocation
                        .value(INCIDENT)
                        .map(incident -> "&incident=" + ManagerClient.encoded(incident))
                        .orElse("");
    }

    private static void show(Json events, OutputFormat output, Console console) {
        switch (output) {
            case JSON -> console.print(JsonText.pretty(events));
            case YAML -> console.print(YamlText.of(events));
            case TABLE ->
                    events.list()
                            .forEach(event ->
                                    console.println(
                                            console.page().folded(EventText.line(event), 4)));
        }
    }

    /// `halo events clear`
    static final class Clear implements Command {
        private static final CommandSpec SPEC =
                CommandSpec.of("events clear", "hide older events from the status; none is lost")
                        .with(Change.REASON)
                        .with(Change.DRY_RUN)
                        .example("halo events clear");

        @Override
        public CommandSpec spec() {
            return SPEC;
        }

        @Override
        public ExitStatus execute(Invocation invocation, Console console) {
            var change = new Change(invocation, console);
            change.send("POST", "/events/clear", "clear events", Map.of());
            return change.finish();
        }
    }
}
