package io.halo.shell.command;

import io.halo.config.ConfigLoader;
import io.halo.config.ConfigResult;
import io.halo.config.LoadedConfig;
import io.halo.core.model.HostId;
import io.halo.shell.render.CleanText;
import io.halo.shell.render.JsonText;
import io.halo.shell.render.YamlText;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.NodeSet;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.OutputFormat;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `halo power on|off|status`: straight through the fence agents of the configuration file, with or
/// without a manager.
final class PowerCommand implements Command {
    enum Verb {
        ON("switch hosts on"),
        OFF("switch hosts off, without telling the manager"),
        STATUS("ask the fence devices whether hosts are on");

        private final String description;

        Verb(String description) {
            this.description = description;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final OptionSpec ALL = OptionSpec.flag("--all", "all hosts of the file");
    private static final OptionSpec FORCE =
            OptionSpec.flag(
                    "--force",
                    "even if the manager cannot be asked whether it is fencing the host");

    private static final OptionSpec YES =
            OptionSpec.flag("--yes", "ask nothing, also if a manager is running");

    private final Verb verb;
    private final CommandSpec spec;

    PowerCommand(Verb verb) {
        this.verb = verb;
        CommandSpec plain =
                CommandSpec.of("power " + verb.word(), verb.description)
                        .with(ArgumentSpec.anyNumber("HOST", new ValueType.HostName()))
                        .detail(
                                "Uses the fence agents of --config, of all hosts at the same time; several hosts also as oss[00-03,07].")
                        .detail("Exits with 1 unless every host is known to be as asked.")
                        .example(
                                "halo power "
                                        + verb.word()
                                        + " oss00 --config /etc/halo/halo.conf");
        spec =
                switch (verb) {
                    case ON -> plain.with(ALL).with(FORCE);
                    case OFF -> plain.with(ALL).with(YES);
                    case STATUS -> plain.detail("Without a host: all of them.");
                };
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        if (verb != Verb.STATUS && invocation.arguments().isEmpty() == !invocation.has(ALL)) {
            console.error(
                    spec.name()
                            + " needs HOST, or --all for every host of the file: type "
                            + spec.usage());
            return ExitStatus.USAGE;
        }
        return switch (ConfigLoader.load(invocation.globals().config())) {
            case ConfigResult.Rejected rejected -> {
                console.error(
                        rejected.problems().getFirst()
                                + " ("
                                + "halo validate --config "
                                + invocation.globals().config()
                                + " shows all)");
                yield ExitStatus.FAILED;
            }
            case ConfigResult.Loaded loaded -> run(loaded.config(), invocation, console);
        };
    }

    private ExitStatus run(LoadedConfig config, Invocation invocation, Console console) {
        List<HostId> hosts = hosts(config, invocation.arguments(), console);
        if (hosts.isEmpty()) {
            return ExitStatus.USAGE;
        }
        var guard = new PowerGuard(invocation.globals(), console);
        if (verb == Verb.OFF) {
            Optional<ExitStatus> end = guard.beforeOff(hosts, invocation.has(YES));
            if (end.isPresent()) {
                return end.get();
            }
        }
        List<HostId> allowed =
                verb == Verb.ON ? guard.notFenced(hosts, invocation.has(FORCE)) : hosts;
        var work = new PowerWork(config, verb);
        List<PowerLine> lines;
        try (var progress = new PowerProgress(spec.name(), invocation.globals(), console)) {
            lines =
                    work.run(
                            allowed,
                            progress,
                            line -> {
                                if (invocation.globals().output() == OutputFormat.TABLE) {
                                    console.println(CleanText.line(line.text()));
                                }
                            });
        }
        work.advice(allowed).forEach(console::error);
        switch (invocation.globals().output()) {
            case JSON -> console.print(JsonText.pretty(PowerLine.json(lines)));
            case YAML -> console.print(YamlText.of(PowerLine.json(lines)));
            case TABLE -> {}
        }
        boolean good =
                allowed.size() == hosts.size() && lines.stream().allMatch(PowerLine::asWanted);
        return good ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    /// All that were named, or none if one of them is unknown: half a command is worse than none.
    private static List<HostId> hosts(LoadedConfig config, List<String> names, Console console) {
        List<HostId> known = List.copyOf(config.fences().levels().keySet());
        List<HostId> hosts = new ArrayList<>();
        for (String name : NodeSet.unfold(names)) {
            Optional<HostId> host =
                    known.stream().filter(id -> id.value().equals(name)).findFirst();
            if (host.isEmpty()) {
                console.error(
                        "there is no host '"
                                + name
                                + "' in the file"
                                + NearName.among(name, known.stream().map(HostId::value).toList()));
                return List.of();
            }
            hosts.add(host.get());
        }
        return names.isEmpty() ? known : hosts;
    }
}
