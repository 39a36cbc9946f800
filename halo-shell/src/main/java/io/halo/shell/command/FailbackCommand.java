package io.halo.shell.command;

import io.halo.shell.client.ManagerClient;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.NodeSet;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `halo failback --onto HOST`: the groups whose home it is come home.
final class FailbackCommand implements Command {
    private static final OptionSpec ONTO =
            OptionSpec.value("--onto", new ValueType.HostName(), "HOST", "the home host");

    private static final CommandSpec SPEC =
            Change.options(
                            CommandSpec.of("failback", "take groups home to a host")
                                    .with(ONTO)
                                    .detail(
                                            "Nothing is stopped before the host has shown that it can take them."))
                    .example("halo failback --onto oss00");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        Optional<String> onto = invocation.value(ONTO);
        if (onto.isEmpty()) {
            console.error("failback needs --onto HOST: type " + SPEC.example());
            return ExitStatus.USAGE;
        }
        List<String> hosts = NodeSet.unfold(onto.get());
        if (!KnownNames.hosts(hosts, invocation.globals(), console)) {
            return ExitStatus.FAILED;
        }
        var change = new Change(invocation, console);
        for (String host : hosts) {
            change.send(
                    "POST",
                    "/hosts/" + ManagerClient.encoded(host) + "/failback",
                    "fail back onto " + host,
                    Map.of());
        }
        return change.finish();
    }
}
