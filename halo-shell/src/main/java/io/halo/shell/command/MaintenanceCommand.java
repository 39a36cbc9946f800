package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.Json;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.NodeSet;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
                                "SCOPE: cluster, hosts or a group; host:NAME and group:NAME are sure.")
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
        List<Scope> scopes = scopes(invocation.arguments().getFirst(), on, invocation, console);
        if (scopes.isEmpty()) {
            return ExitStatus.FAILED;
        }
        fields.put("on", new Json.Bool(on));
        var change = new Change(invocation, console);
        for (Scope scope : scopes) {
            fields.put("scope", new Json.Str(scope.kind()));
            fields.put("id", new Json.Str(scope.id()));
            change.send(
                    "POST",
                    "/maintenance",
                    "switch maintenance of " + scope.id() + (on ? " on" : " off"),
                    fields);
        }
        return change.finish();
    }

    /// All that the word stands for; none if one of them is not known: half a command is worse than
    /// none.
    private static List<Scope> scopes(
            String word, boolean on, Invocation invocation, Console console) {
        if (word.equals(CLUSTER)) {
            return List.of(new Scope(CLUSTER, CLUSTER));
        }
        if (word.startsWith("group:")) {
            return List.of(new Scope("group", word.substring("group:".length())));
        }
        if (word.startsWith("host:")) {
            List<String> hosts = NodeSet.unfold(word.substring("host:".length()));
            // That of a host that left the configuration can be ended.
            return !on || KnownNames.hosts(hosts, invocation.globals(), console)
                    ? hosts.stream().map(name -> new Scope("host", name)).toList()
                    : List.of();
        }
        Optional<Json> document = Manager.read(invocation.globals(), "/status", console);
        if (document.isEmpty()) {
            return List.of();
        }
        ClusterStatus status = ClusterStatus.of(document.get());
        List<Scope> scopes = new ArrayList<>();
        for (String name : NodeSet.unfold(word)) {
            Optional<Scope> scope = scope(name, status, console);
            if (scope.isEmpty()) {
                return List.of();
            }
            scopes.add(scope.get());
        }
        return scopes;
    }

    /// What the word names, as the manager knows it; if that is not clear, it is told.
    private static Optional<Scope> scope(String word, ClusterStatus status, Console console) {
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
        return Optional.of(new Scope(host ? "host" : "group", word));
    }

    private record Scope(String kind, String id) {}
}
