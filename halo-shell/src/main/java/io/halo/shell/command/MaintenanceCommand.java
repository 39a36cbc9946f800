package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.Json;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `halo maintenance on|off cluster|HOST|GROUP`: HALO keeps its hands off while people work.
final class MaintenanceCommand implements Command {
    private static final String CLUSTER = "cluster";

    private static final OptionSpec UNTIL =
            OptionSpec.value(
                    "--until",
                    new ValueType.Text(),
                    "2h",
                    "a reminder after so long, or at that time; ends nothing by itself");

    private final boolean on;
    private final CommandSpec spec;

    MaintenanceCommand(boolean on) {
        this.on = on;
        String word = on ? "on" : "off";
        CommandSpec plain =
                CommandSpec.of(
                                "maintenance " + word,
                                on
                                        ? "keep hands off a part of the cluster"
                                        : "take care of it again, as before")
                        .with(ArgumentSpec.one("SCOPE", new ValueType.ScopeName()))
                        .detail(
                                "SCOPE: cluster, a host or a group; host:NAME and group:NAME are sure.")
                        .with(Change.REASON)
                        .with(Change.DRY_RUN)
                        .example(
                                on
                                        ? "halo maintenance on oss00 --until 2h --reason firmware"
                                        : "halo maintenance off oss00");
        spec = on ? plain.with(UNTIL) : plain;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        Map<String, Json> fields = new LinkedHashMap<>();
        Optional<String> until = invocation.value(UNTIL);
        if (until.isPresent()) {
            Optional<Instant> end = Span.end(until.get());
            if (end.isEmpty()) {
                console.error(
                        "--until must be a span such as 30m, 2h, 3d or a time such as 2026-04-28T12:00:00Z, not '"
                                + until.get()
                                + "'");
                return ExitStatus.USAGE;
            }
            fields.put("until", new Json.Str(end.get().toString()));
        }
        String word = invocation.arguments().getFirst();
        Optional<String> scope = scope(word, invocation, console);
        if (scope.isEmpty()) {
            return ExitStatus.FAILED;
        }
        String id =
                word.startsWith(scope.get() + ":") ? word.substring(word.indexOf(':') + 1) : word;
        fields.put("scope", new Json.Str(scope.get()));
        fields.put("id", new Json.Str(id));
        fields.put("on", new Json.Bool(on));
        var change = new Change(invocation, console);
        change.send(
                "POST",
                "/maintenance",
                "switch maintenance of " + id + (on ? " on" : " off"),
                fields);
        return change.finish();
    }

    /// What the word names, as the manager knows it; if that is not clear, it is told.
    private static Optional<String> scope(String word, Invocation invocation, Console console) {
        if (word.equals(CLUSTER)) {
            return Optional.of(CLUSTER);
        }
        if (word.startsWith("host:") || word.startsWith("group:")) {
            return Optional.of(word.substring(0, word.indexOf(':')));
        }
        Optional<Json> document = Manager.read(invocation.globals(), "/status", console);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        ClusterStatus status = ClusterStatus.of(document.get());
        boolean host = status.hosts().stream().anyMatch(it -> it.id().equals(word));
        boolean group = status.resources().stream().anyMatch(it -> it.group().equals(word));
        if (host == group) {
            console.error(
                    host
                            ? "there is a host and a group '"
                                    + word
                                    + "': write host:"
                                    + word
                                    + " or group:"
                                    + word
                            : "there is no host and no group '"
                                    + word
                                    + "'"
                                    + NearName.ofScope(word, status));
            return Optional.empty();
        }
        return Optional.of(host ? "host" : "group");
    }
}
