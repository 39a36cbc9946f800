package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.client.Reply;
import io.halo.shell.render.CleanText;
import io.halo.shell.render.ForeseenText;
import io.halo.shell.render.JsonText;
import io.halo.shell.render.YamlText;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.OutputFormat;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What all commands have in common that change something: a reason, and whether to wait until it
/// is done.
final class Change {
    static final OptionSpec REASON =
            OptionSpec.value("--reason", new ValueType.Text(), "TEXT", "why; kept in the history")
                    .orShort("-r");
    static final OptionSpec NO_WAIT =
            OptionSpec.flag("--no-wait", "return once it is accepted; see halo operations");
    static final OptionSpec DRY_RUN =
            OptionSpec.flag("--dry-run", "say what would happen, and do nothing");

    /// A command that is judged later than that was not: the manager hangs.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Invocation invocation;
    private final Console console;
    private final List<Json> results = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private boolean failed;

    Change(Invocation invocation, Console console) {
        this.invocation = invocation;
        this.console = console;
    }

    static CommandSpec options(CommandSpec spec) {
        return atOnce(spec).with(NO_WAIT);
    }

    /// For commands that end at once.
    static CommandSpec atOnce(CommandSpec spec) {
        return spec.with(REASON).with(DRY_RUN);
    }

    /// Sends one command. What ends at once is told at once; [#finish] waits for the others.
    ///
    /// @param what in words, such as `stop zp0`
    /// @param fields of the request besides the comment
    void send(String method, String path, String what, Map<String, Json> fields) {
        var body = new LinkedHashMap<>(fields);
        invocation.value(REASON).ifPresent(reason -> body.put("comment", new Json.Str(reason)));
        if (Thread.currentThread().isInterrupted()) {
            failed = true;
            console.error("cannot " + what + ": interrupted before it was sent");
            return;
        }
        boolean dry = invocation.has(DRY_RUN);
        Reply reply =
                Manager.of(invocation.globals())
                        .send(
                                method,
                                dry ? path + "?dry_run=true" : path,
                                JsonText.pretty(new Json.Obj(body)),
                                dry ? Manager.LONG_PATIENCE : PATIENCE);
        if (!(reply instanceof Reply.Answer answer)) {
            failed = true;
            refused(what, path, reply);
        } else if (dry) {
            results.add(answer.body());
            say(what + ": not done (--dry-run)");
            foreseen(answer.body());
        } else if (answer.body().text("state").isEmpty()) {
            results.add(answer.body());
            say(what + ": done");
        } else if (answer.body().text("state").equals("running")) {
            begun.add(answer.body().text("id"));
        } else {
            ended(answer.body());
        }
    }

    private void refused(String what, String path, Reply reply) {
        if (reply instanceof Reply.Refused refused && refused.status() != 503) {
            console.error(
                    "cannot "
                            + what
                            + ": "
                            + refused.reason()
                            + (refused.status() == 404 ? near(path) : "")
                            + (refused.advice().isEmpty() ? "" : "; try: " + refused.advice()));
        } else {
            boolean perhaps = reply instanceof Reply.Unreachable lost && lost.mayHaveBeenTaken();
            console.error(
                    "cannot "
                            + what
                            + ": "
                            + Manager.why(reply, invocation.globals())
                            + (perhaps
                                    ? "; the manager may do it all the same: halo operations shows it"
                                    : ""));
        }
    }

    /// What may have been meant by the name in a path.
    private String near(String path) {
        List<String> parts = List.of(path.split("/", 4));
        if (parts.size() < 3) {
            return "";
        }
        String name = URLDecoder.decode(parts.get(2), StandardCharsets.UTF_8);
        return parts.get(1).equals("hosts")
                ? NearName.ofHost(name, invocation.globals())
                : NearName.ofGroup(name, invocation.globals());
    }

    /// Waits for all that was begun, unless that is not wanted.
    ExitStatus finish() {
        GlobalOptions globals = invocation.globals();
        boolean wait = !invocation.has(NO_WAIT);
        for (String id : begun) {
            if (wait) {
                Progress.await(globals, id, console)
                        .ifPresentOrElse(this::ended, () -> failed = true);
            } else {
                say("operation " + id + " is under way; halo operations " + id + " shows it");
                results.add(new Json.Obj(Map.of("id", new Json.Str(id))));
            }
        }
        print(globals);
        return failed ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private void ended(Json operation) {
        results.add(operation);
        String what = OperationText.name(operation);
        if (operation.text("state").equals("failed")) {
            failed = true;
            console.error(what + " failed: " + operation.text("reason"));
        } else if (!operation.is("changed", true)) {
            say(what + ": nothing to do");
        } else {
            say(what + ": done" + OperationText.took(operation));
        }
    }

    private void foreseen(Json answer) {
        if (invocation.globals().output() == OutputFormat.TABLE) {
            console.print(ForeseenText.of(answer, console.page()));
        }
    }

    private void say(String line) {
        if (invocation.globals().output() == OutputFormat.TABLE) {
            console.println(CleanText.line(line));
        }
    }

    private void print(GlobalOptions globals) {
        Json all = results.size() == 1 ? results.getFirst() : new Json.Arr(results);
        if (!results.isEmpty() && globals.output() == OutputFormat.JSON) {
            console.print(JsonText.pretty(all));
        } else if (!results.isEmpty() && globals.output() == OutputFormat.YAML) {
            console.print(YamlText.of(all));
        }
    }
}
