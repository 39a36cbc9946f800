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
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
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
    private record Question(String name, String target, Form form) {}

    private enum Form {
        JSON,
        TEXT,
        /// Says with its status, too, that something is wrong.
        HEALTH
    }

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question("status.json", "/status", Form.JSON),
                    new Question("state.txt", "/state", Form.TEXT),
                    new Question("events.json", "/events?limit=" + EVENTS, Form.JSON),
                    new Question("operations.json", "/operations", Form.JSON),
                    new Question("health.json", "/actuator/health", Form.HEALTH),
                    new Question("info.json", "/actuator/info", Form.JSON),
                    new Question("metrics.txt", "/actuator/prometheus", Form.TEXT));

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
            console.error("cannot write " + file + ": " + why(e));
            return ExitStatus.FAILED;
        }
        missing.forEach(console::error);
        console.println(
                switch (missing.size()) {
                    case 0 -> file.toString();
                    case 1 -> file + ": 1 part is missing";
                    default -> file + ": " + missing.size() + " parts are missing";
                });
        return missing.stream().allMatch(line -> line.startsWith("journal.txt"))
                ? ExitStatus.DONE
                : ExitStatus.FAILED;
    }

    private static void add(
            Question question, GlobalOptions globals, ReportArchive archive, List<String> missing) {
        ManagerClient manager = Manager.of(globals);
        Reply reply =
                switch (question.form()) {
                    case JSON -> manager.get(question.target(), Manager.LONG_PATIENCE);
                    case TEXT -> manager.text(question.target(), Manager.LONG_PATIENCE);
                    case HEALTH -> manager.health(question.target(), Manager.LONG_PATIENCE);
                };
        if (reply instanceof Reply.Answer answer) {
            Json body = answer.body();
            archive.add(
                    question.name(),
                    question.form() == Form.TEXT
                            ? body.string().orElse("")
                            : JsonText.pretty(body));
        } else {
            missing.add(question.name() + ": " + Manager.why(reply, globals));
        }
    }

    /// The JDK's own words name only the file for these.
    private static String why(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(failure.getMessage());
        };
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
