package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.Json;
import io.halo.shell.client.Reply;
import io.halo.shell.render.CleanText;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `halo complete KIND`: the names that the running manager knows, one a line, for the completion
/// of a shell.
///
/// Not among the commands that people are told of. A manager that does not answer at once has no
/// names, and nothing is said: somebody is typing.
final class CompleteCommand implements Command {
    private static final String HOST = "host";
    private static final String GROUP = "group";
    private static final String SCOPE = "scope";
    private static final String OPERATION = "operation";

    /// The start of the JVM comes on top; whoever presses TAB waits for a second at most.
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private static final CommandSpec SPEC =
            CommandSpec.of("complete", "print names for the completion of a shell")
                    .with(
                            ArgumentSpec.one(
                                    "KIND",
                                    new ValueType.Choice(List.of(HOST, GROUP, SCOPE, OPERATION))))
                    .example("halo complete host");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        String kind = invocation.arguments().getFirst();
        String target = kind.equals(OPERATION) ? "/operations?limit=20" : "/status";
        Reply reply = Manager.of(invocation.globals()).get(target, PATIENCE);
        if (!(reply instanceof Reply.Answer answer)) {
            return ExitStatus.FAILED;
        }
        // What a terminal would not take as it is cannot be completed.
        names(kind, answer.body()).stream()
                .filter(name -> !name.isEmpty() && name.equals(CleanText.line(name)))
                .distinct()
                .forEach(console::println);
        return ExitStatus.DONE;
    }

    private static List<String> names(String kind, Json document) {
        if (kind.equals(OPERATION)) {
            return document.list().stream().map(one -> one.text("id")).toList();
        }
        ClusterStatus status = ClusterStatus.of(document);
        List<String> names = new ArrayList<>();
        if (kind.equals(SCOPE)) {
            names.add("cluster");
        }
        if (!kind.equals(GROUP)) {
            status.hosts().forEach(host -> names.add(host.id()));
        }
        if (!kind.equals(HOST)) {
            status.resources().forEach(resource -> names.add(resource.group()));
        }
        return names;
    }
}
