package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.NodeSet;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A command about groups or hosts that needs no more than their names: `stop GROUP…`, `reset
/// HOST…`.
final class TargetCommand implements Command {
    /// The commands, with what they do in a line.
    enum Verb {
        MANAGE("let HALO act on groups; every candidate is looked at anew", "zp0"),
        UNMANAGE("watch groups and never touch them", "zp0 --reason \"resilver by hand\""),
        START("let groups run", "zp0"),
        STOP("stop groups and keep them stopped", "zp0 --reason \"new disks\""),
        RESTART("stop groups and start them where they are", "zp0"),
        CLEANUP("forget failures of groups and look anew", "zp0"),
        ACTIVATE("let hosts be given groups again; moves nothing back", "oss00"),
        DEACTIVATE("move groups off hosts and give these none", "oss00 --reason \"firmware\""),
        RESET("take the fenced mark off hosts; proves nothing about them", "oss00");

        private final String description;
        private final String example;

        Verb(String description, String example) {
            this.description = description;
            this.example = example;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean aboutHosts() {
            return this == ACTIVATE || this == DEACTIVATE || this == RESET;
        }
    }

    private static final OptionSpec FORCE =
            OptionSpec.flag("--force", "stop there what no other host can take");

    private final Verb verb;
    private final CommandSpec spec;

    TargetCommand(Verb verb) {
        this.verb = verb;
        ArgumentSpec names =
                verb.aboutHosts()
                        ? ArgumentSpec.some("HOST", new ValueType.HostName())
                        : ArgumentSpec.some("GROUP", new ValueType.GroupName());
        CommandSpec plain =
                Change.options(CommandSpec.of(verb.word(), verb.description).with(names))
                        .example("halo " + verb.word() + " " + verb.example);
        spec = verb == Verb.DEACTIVATE ? plain.with(FORCE) : plain;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        List<String> names = NodeSet.unfold(invocation.arguments());
        boolean known =
                verb.aboutHosts()
                        ? KnownNames.hosts(names, invocation.globals(), console)
                        : KnownNames.groups(names, invocation.globals(), console);
        if (!known) {
            return ExitStatus.FAILED;
        }
        var change = new Change(invocation, console);
        for (String name : names) {
            send(change, name, invocation);
        }
        ExitStatus end = change.finish();
        if (verb == Verb.DEACTIVATE && invocation.has(Change.DRY_RUN) && names.size() > 1) {
            console.note(
                    "each was looked at alone; one after the other they may not all have a place to go: halo plan"
                            + names.stream()
                                    .map(name -> " --deactivate " + name)
                                    .collect(Collectors.joining()));
        }
        return end;
    }

    private void send(Change change, String name, Invocation invocation) {
        String what = verb.word() + " " + name;
        String id = ManagerClient.encoded(name);
        Map<String, Json> fields = new LinkedHashMap<>();
        if (verb == Verb.MANAGE || verb == Verb.UNMANAGE) {
            fields.put("managed", new Json.Bool(verb == Verb.MANAGE));
            change.send("PATCH", "/resources/" + id, what, fields);
            return;
        }
        if (invocation.has(FORCE)) {
            fields.put("force", new Json.Bool(true));
        }
        String kind = verb.aboutHosts() ? "/hosts/" : "/resources/";
        change.send("POST", kind + id + "/" + verb.word(), what, fields);
    }
}
