package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.render.ForeseenText;
import io.halo.shell.render.JsonText;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.NodeSet;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `halo plan --fail HOST`: what would happen. Nothing is done.
final class PlanCommand implements Command {
    private static final OptionSpec FAIL = hosts("--fail", "suppose that it dies silently");
    private static final OptionSpec DEACTIVATE =
            hosts("--deactivate", "suppose that it is deactivated");
    private static final OptionSpec FAILBACK =
            hosts("--failback", "suppose that its groups are brought home");
    private static final OptionSpec STATE =
            OptionSpec.value(
                    "--state",
                    new ValueType.FilePath(),
                    "FILE",
                    "take what halo state dump wrote, and ask no manager");

    private static final CommandSpec SPEC =
            CommandSpec.of("plan", "say what would happen; nothing is done")
                    .with(FAIL)
                    .with(DEACTIVATE)
                    .with(FAILBACK)
                    .with(STATE)
                    .detail("Without an option: what will happen if nothing else does.")
                    .detail("A manager that only observes is taken for one that may act.")
                    .example("halo plan --fail oss00");

    private static OptionSpec hosts(String name, String description) {
        return OptionSpec.value(name, new ValueType.HostName(), "HOST", description).repeated();
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        List<String> fail = unfolded(FAIL, invocation);
        List<String> deactivate = unfolded(DEACTIVATE, invocation);
        List<String> failback = unfolded(FAILBACK, invocation);
        Optional<String> file = invocation.value(STATE);
        Optional<Json> foreseen =
                file.isPresent()
                        ? OfflinePlan.of(Path.of(file.get()), fail, deactivate, failback, console)
                        : ask(fail, deactivate, failback, invocation, console);
        foreseen.ifPresent(answer ->
                Output.print(
                        answer,
                        invocation,
                        console,
                        () -> ForeseenText.of(answer, console.page())));
        return foreseen.isPresent() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static Optional<Json> ask(
            List<String> fail,
            List<String> deactivate,
            List<String> failback,
            Invocation invocation,
            Console console) {
        Map<String, Json> body = new LinkedHashMap<>();
        body.put("fail", strings(fail));
        body.put("deactivate", strings(deactivate));
        body.put("failback", strings(failback));
        return Manager.answered(
                Manager.of(invocation.globals())
                        .send(
                                "POST",
                                "/plan",
                                JsonText.pretty(new Json.Obj(body)),
                                Manager.LONG_PATIENCE),
                invocation.globals(),
                console);
    }

    private static Json strings(List<String> texts) {
        return new Json.Arr(texts.stream().<Json>map(Json.Str::new).toList());
    }

    private static List<String> unfolded(OptionSpec option, Invocation invocation) {
        return NodeSet.unfold(invocation.values(option));
    }
}
