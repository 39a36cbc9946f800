package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.discover.ConfigDraft;
import io.halo.shell.discover.Proposal;
import io.halo.shell.discover.Survey;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `halo discover HOST…`: which servers could fail over to one another, as the draft of a
/// configuration.
final class DiscoverCommand implements Command {
    private static final OptionSpec RSH =
            OptionSpec.value(
                    "--rsh",
                    new ValueType.Text(),
                    "COMMAND",
                    "how a server is reached (ssh -o BatchMode=yes -o ConnectTimeout=10)");
    private static final OptionSpec TIMEOUT =
            OptionSpec.value(
                    "--timeout", new ValueType.Text(), "30s", "how long a server may take (30s)");

    private static final CommandSpec SPEC =
            CommandSpec.of("discover", "draft a configuration from what servers see")
                    .with(ArgumentSpec.some("HOST", new ValueType.HostName()))
                    .with(RSH)
                    .with(TIMEOUT)
                    .detail(
                            "Asks each server by ssh, which has to let you in without a password, and changes nothing there.")
                    .detail(
                            "Servers that see the same ZFS pools become a failover pair; what it cannot know stands in the draft.")
                    .example("halo discover oss[00-03] > halo.conf");

    private static final String USUALLY = "ssh -o BatchMode=yes -o ConnectTimeout=10";

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        Duration patience = Span.of(invocation.value(TIMEOUT).orElse("30s")).orElse(Duration.ZERO);
        if (!patience.isPositive()) {
            console.error("--timeout must be a span such as 30s or 2m");
            return ExitStatus.USAGE;
        }
        List<String> shell =
                List.of(invocation.value(RSH).orElse(USUALLY).strip().split("\\s+", -1));
        List<String> hosts = NodeSet.unfold(invocation.arguments());
        Survey.Result result;
        try (var line = new LiveLine(invocation.globals(), console)) {
            line.show("asking " + String.join(", ", NodeSet.fold(hosts)) + "…");
            result = new Survey(shell, patience).of(hosts);
        } catch (InterruptedException left) {
            console.error("interrupted");
            return ExitStatus.FAILED;
        }
        result.silent()
                .forEach((host, why) ->
                        console.error(CleanText.line("cannot ask " + host + ": " + why)));
        if (result.proposal().servers().isEmpty()) {
            return ExitStatus.FAILED;
        }
        OutputFormat output = invocation.globals().output();
        console.print(
                switch (output) {
                    case TABLE -> ConfigDraft.of(result.proposal());
                    case JSON -> JsonText.pretty(json(result.proposal()));
                    case YAML -> YamlText.of(json(result.proposal()));
                });
        return result.silent().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static Json json(Proposal proposal) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("servers", texts(proposal.servers()));
        members.put(
                "pools",
                new Json.Arr(proposal.pools().stream().map(DiscoverCommand::pool).toList()));
        members.put("unknown", texts(proposal.unknown()));
        return new Json.Obj(members);
    }

    private static Json pool(Proposal.Pool pool) {
        Map<String, Json> targets = new LinkedHashMap<>();
        pool.targets().forEach((target, point) -> targets.put(target, new Json.Str(point)));
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", new Json.Str(pool.name()));
        members.put("home", new Json.Str(pool.home()));
        members.put("failover", texts(pool.failover()));
        members.put("targets", new Json.Obj(targets));
        return new Json.Obj(members);
    }

    private static Json texts(List<String> texts) {
        return new Json.Arr(texts.stream().<Json>map(Json.Str::new).toList());
    }
}
