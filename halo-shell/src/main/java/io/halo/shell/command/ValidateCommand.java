package io.halo.shell.command;

import io.halo.config.ConfigLoader;
import io.halo.config.ConfigResult;
import io.halo.config.Problem;
import io.halo.shell.client.Json;
import io.halo.shell.render.CleanText;
import io.halo.shell.render.JsonText;
import io.halo.shell.render.YamlText;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `halo validate`: what the manager would say about a configuration file, without starting one.
final class ValidateCommand implements Command {
    private static final CommandSpec SPEC =
            CommandSpec.of("validate", "check a configuration file")
                    .detail(
                            "Prints every problem as file:line:column; exits with 64 if one of them is an error.")
                    .example("halo validate --config /etc/halo/halo.conf");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        ConfigResult result = ConfigLoader.load(invocation.globals().config());
        boolean good = result instanceof ConfigResult.Loaded;
        console.print(
                switch (invocation.globals().output()) {
                    case JSON -> JsonText.pretty(json(result.problems()));
                    case YAML -> YamlText.of(json(result.problems()));
                    case TABLE -> text(result.problems(), good, invocation);
                });
        return good ? ExitStatus.DONE : ExitStatus.BAD_CONFIGURATION;
    }

    private static String text(List<Problem> problems, boolean good, Invocation invocation) {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append(CleanText.line(problem.toString())).append('\n'));
        if (good) {
            text.append(CleanText.line(invocation.globals().config().toString()))
                    .append(problems.isEmpty() ? ": no problems\n" : ": good, with warnings\n");
        }
        return text.toString();
    }

    private static Json json(List<Problem> problems) {
        return new Json.Arr(problems.stream().map(ValidateCommand::json).toList());
    }

    private static Json json(Problem problem) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("severity", new Json.Str(problem.severity().name().toLowerCase(Locale.ROOT)));
        members.put("file", new Json.Str(problem.file().toString()));
        members.put("line", new Json.Num(Integer.toString(problem.line())));
        members.put("column", new Json.Num(Integer.toString(problem.column())));
        members.put("message", new Json.Str(problem.message()));
        return new Json.Obj(members);
    }
}
