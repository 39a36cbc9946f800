package io.halo.shell.command;

import io.halo.core.forecast.Forecast;
import io.halo.core.forecast.Foreseen;
import io.halo.core.forecast.Supposition;
import io.halo.core.input.Answer;
import io.halo.core.input.Command.Deactivate;
import io.halo.core.input.Command.Failback;
import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.PhaseReport;
import io.halo.core.text.BadTextException;
import io.halo.core.text.WorldText;
import io.halo.shell.client.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The manager's own decisions, run forward here from a dump of its state.
final class OfflinePlan {
    private OfflinePlan() {}

    /// As `POST /plan` answers; empty if the reason why not was printed.
    static Optional<Json> of(
            Path file,
            List<String> fail,
            List<String> deactivate,
            List<String> failback,
            Console console) {
        try {
            WorldText.Dump dump = WorldText.read(Files.readString(file));
            var commands = new ArrayList<io.halo.core.input.Command>();
            deactivate.forEach(host -> commands.add(new Deactivate(new HostId(host), false)));
            failback.forEach(host -> commands.add(new Failback(new HostId(host))));
            var supposed = new Supposition(fail.stream().map(HostId::new).toList(), commands);
            Foreseen foreseen = Forecast.of(dump.world(), supposed, dump.now());
            Optional<String> refused =
                    foreseen.answers().stream()
                            .flatMap(answer -> refusal(answer).stream())
                            .findFirst();
            refused.ifPresent(console::error);
            return refused.isPresent() ? Optional.empty() : Optional.of(json(foreseen));
        } catch (IOException e) {
            console.error("cannot read " + file + ": " + e.getMessage());
        } catch (BadTextException e) {
            console.error(file + " is no state dump: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            console.error(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private static Optional<String> refusal(Answer answer) {
        return switch (answer) {
            case Answer.Accepted _ -> Optional.empty();
            case Answer.Refused(String why, String advice) ->
                    Optional.of(
                            "would be refused: "
                                    + why
                                    + (advice.isEmpty() ? "" : "; try: " + advice));
            case Answer.NotFound(String why) -> Optional.of(why);
            case Answer.NotWritable(String why) -> Optional.of(why);
        };
    }

    private static Json json(Foreseen foreseen) {
        return new Json.Obj(
                object(
                        "steps",
                        list(foreseen.deeds().stream().map(OfflinePlan::json).toList()),
                        "groups",
                        list(foreseen.groups().stream().map(OfflinePlan::json).toList()),
                        "findings",
                        list(foreseen.findings().stream().map(OfflinePlan::json).toList()),
                        "settled",
                        new Json.Bool(foreseen.settled())));
    }

    private static Json json(Foreseen.Deed deed) {
        return new Json.Obj(
                object(
                        "after_millis",
                        new Json.Num(Long.toString(deed.after().toMillis())),
                        "text",
                        new Json.Str(deed.text())));
    }

    private static Json json(Foreseen.End end) {
        PhaseReport report = end.report();
        return new Json.Obj(
                object(
                        "id",
                        new Json.Str(report.group().value()),
                        "phase",
                        new Json.Str(report.phase().title()),
                        "host",
                        new Json.Str(end.host().map(HostId::value).orElse("")),
                        "reason",
                        new Json.Str(report.reason()),
                        "command",
                        new Json.Str(report.command())));
    }

    private static Json json(Finding finding) {
        return new Json.Obj(
                object(
                        "code",
                        new Json.Str(finding.code().name().toLowerCase(Locale.ROOT)),
                        "severity",
                        new Json.Str(finding.severity().name().toLowerCase(Locale.ROOT)),
                        "object",
                        new Json.Str(finding.object()),
                        "text",
                        new Json.Str(finding.text()),
                        "command",
                        new Json.Str(finding.command())));
    }

    private static Json list(List<Json> elements) {
        return new Json.Arr(elements);
    }

    private static Map<String, Json> object(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Json>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
        }
        return members;
    }
}
