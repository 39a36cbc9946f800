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
import java.util.Map;
import java.util.Optional;

/// `halo fence HOST…`: the manager powers hosts off; or is told that they are off.
final class FenceCommand implements Command {
    private static final OptionSpec FORCE =
            OptionSpec.flag("--force", "although its groups have nowhere to go, or it was fenced");
    private static final OptionSpec CONFIRM_OFF =
            OptionSpec.flag("--confirm-off", "you vouch that it is off; powers nothing off");
    private static final OptionSpec YES =
            OptionSpec.flag("--yes", "ask nothing; with --confirm-off: you have looked");

    private static final CommandSpec SPEC =
            Change.options(
                            CommandSpec.of(
                                            "fence",
                                            "power hosts off and start their groups elsewhere")
                                    .with(ArgumentSpec.some("HOST", new ValueType.HostName()))
                                    .with(FORCE)
                                    .with(CONFIRM_OFF)
                                    .with(YES)
                                    .detail(
                                            "Refused where its groups would have nowhere to go, for a host that was fenced already,")
                                    .detail("and for one that may run an unmanaged group.")
                                    .detail(
                                            "Ends when the power-off is confirmed; halo wait --healthy waits for the groups."))
                    .example("halo fence oss00 --reason \"it hangs\"");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        List<String> hosts = NodeSet.unfold(invocation.arguments());
        boolean vouch = invocation.has(CONFIRM_OFF);
        // One vouches for a host that left the configuration, too.
        if (!vouch && !KnownNames.hosts(hosts, invocation.globals(), console)) {
            return ExitStatus.FAILED;
        }
        if (!invocation.has(YES) && !invocation.has(Change.DRY_RUN)) {
            Optional<ExitStatus> end = vouch ? vouchedFor(hosts, console) : asked(hosts, console);
            if (end.isPresent()) {
                return end.get();
            }
        }
        var change = new Change(invocation, console);
        for (String host : hosts) {
            send(change, host, invocation.has(FORCE), vouch);
        }
        ExitStatus end = change.finish();
        if (invocation.has(Change.DRY_RUN) && hosts.size() > 1) {
            console.note(
                    "each was looked at alone; one after the other they may not all have a place to go");
        }
        return end;
    }

    private static void send(Change change, String host, boolean force, boolean vouch) {
        Map<String, Json> fields = new LinkedHashMap<>();
        if (force) {
            fields.put("force", new Json.Bool(true));
        }
        if (vouch) {
            fields.put("confirm", new Json.Str(host));
        }
        change.send(
                "POST",
                "/hosts/" + ManagerClient.encoded(host) + (vouch ? "/confirm-off" : "/fence"),
                vouch ? "confirm that " + host + " is off" : "fence " + host,
                fields);
    }

    /// How the command ends without having done anything, if it does.
    private static Optional<ExitStatus> vouchedFor(List<String> hosts, Console console) {
        String each = hosts.size() == 1 ? hosts.getFirst() : "one of " + named(hosts);
        String danger =
                "if "
                        + each
                        + " is not off, its groups will run twice and destroy data; look at it";
        return Confirmation.needed(
                console,
                "You vouch that "
                        + named(hosts)
                        + (hosts.size() == 1 ? " is off: " : " are off: ")
                        + danger
                        + ".",
                danger + ", then add --yes");
    }

    /// A script that fences means it; a person may have meant another host.
    private static Optional<ExitStatus> asked(List<String> hosts, Console console) {
        return Confirmation.needed(
                console,
                "fence "
                        + named(hosts)
                        + (hosts.size() == 1
                                ? ": it is powered off, and its groups start elsewhere."
                                : ": they are powered off, and their groups start elsewhere."),
                "");
    }

    private static String named(List<String> hosts) {
        return String.join(", ", NodeSet.fold(hosts));
    }
}
