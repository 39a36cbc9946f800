package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.client.Reply;
import io.halo.shell.render.JsonText;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `halo report`: all that somebody far away needs to understand a cluster, in one file and without
/// a secret.
final class ReportCommand implements Command {
    private static final OptionSpec TO =
            OptionSpec.value(
                    "--to",
                    new ValueType.FilePath(),
                    "FILE",
                    "where to (halo-report-TIME.zip in this directory)");

    private static final CommandSpec SPEC =
            CommandSpec.of("report", "pack what support needs into one file")
                    .with(TO)
                    .detail(
                            "Status, state, history, operations, metrics, and the manager's journal if you may read it.")
                    .detail(
                            "Secret parameters are blotted out, fence parameters are not in it; names and addresses are.")
                    .example("halo report --to /tmp/cluster.zip");

    private static final int EVENTS = 10_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// What is asked of the manager, and the name that it has in the file.
    private record Question(String name, String target, boolean json) {}

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("status.json", "/status", true),
                    new Question("state.txt", "/state", false),
                    new Question("events.json", "/events?limit=" + EVENTS, true),
                    new Question("operations.json", "/operations", true),
                    new Question("health.json", "/actuator/health", true),
                    new Question("info.json", "/actuator/info", true),
                    new Question("metrics.txt", "/actuator/prometheus", false));

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        Path file =
                Path.of(
                        invocation
                                .value(TO)
                                .orElseGet(() ->
                                        "halo-report-" + TIME.format(Instant.now()) + ".zip"));
        List<String> missing = new ArrayList<>();
        try (var archive = new ReportArchive(file)) {
            archive.add("machine.txt", machine(invocation.globals()));
            for (Question question : QUESTIONS) {
                add(question, invocation.globals(), archive, missing);
            }
            ManagerJournal.read()
                    .ifPresentOrElse(
                            text -> archive.add("journal.txt", text),
                            () -> missing.add("journal.txt: journalctl cannot be read here"));
            if (!missing.isEmpty()) {
                archive.add("MISSING.txt", String.join("\n", missing) + "\n");
            }
            archive.finish();
        } catch (FileAlreadyExistsException e) {
            console.error(file + " is there already: name another file with --to");
            return ExitStatus.FAILED;
        } catch (IOException | UncheckedIOException e) {
            console.error("cannot write " + file + ": " + e.getMessage());
            return ExitStatus.FAILED;
        }
        missing.forEach(console::error);
        console.println(
                file + (missing.isEmpty() ? "" : ": " + missing.size() + " parts are missing"));
        return missing.stream().allMatch(line -> line.startsWith("journal.txt"))
                ? ExitStatus.DONE
                : ExitStatus.FAILED;
    }

    private static void add(
            Question question, GlobalOptions globals, ReportArchive archive, List<String> missing) {
        ManagerClient manager = Manager.of(globals);
        Reply reply =
                question.json()
                        ? manager.get(question.target(), Manager.LONG_PATIENCE)
                        : manager.text(question.target(), Manager.LONG_PATIENCE);
        if (reply instanceof Reply.Answer answer) {
            Json body = answer.body();
            archive.add(
                    question.name(),
                    question.json() ? JsonText.pretty(body) : body.string().orElse(""));
        } else {
            missing.add(question.name() + ": " + Manager.why(reply, globals));
        }
    }

    private static String machine(GlobalOptions globals) {
        return "time     "
                + Instant.now()
                + "\nhalo     "
                + VersionCommand.version()
                + "\njava     "
                + Runtime.version()
                + "\nsystem   "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch")
                + "\nsocket   "
                + globals.socket()
                + "\nconfig   "
                + globals.config()
                + "\n";
    }
}
