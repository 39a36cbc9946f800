package io.halo.shell;

import io.halo.shell.command.Commands;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.ValueType;
import io.halo.support.manual.BashCompletion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `deploy/completion/halo` is made of the commands. With `-Dhalo.rewrite=true` it is made anew.
class CompletionFileTest {
    private static final List<CommandSpec> COMMANDS = Commands.all().specs();

    @Test
    void theFileIsAsTheCommandsAre() {
        completion().check();
    }

    static BashCompletion completion() {
        return new BashCompletion(
                "halo",
                COMMANDS.stream().map(CompletionFileTest::word).toList(),
                GlobalOptions.SPECS.stream().map(CompletionFileTest::option).toList(),
                Optional.of(GlobalOptions.fromEnvironment(Map.of()).socket().toString()));
    }

    private static BashCompletion.Word word(CommandSpec command) {
        return new BashCompletion.Word(
                command.name(),
                command.options().stream().map(CompletionFileTest::option).toList(),
                command.arguments().stream()
                        .map(it -> new BashCompletion.Argument(kind(it.type()), it.most()))
                        .toList());
    }

    private static BashCompletion.Option option(OptionSpec option) {
        return new BashCompletion.Option(
                option.longName(), option.shortName(), kind(option.type()), option.repeatable());
    }

    private static String kind(ValueType type) {
        return switch (type) {
            case ValueType.Flag _ -> "flag";
            case ValueType.Text _, ValueType.Count _ -> "text";
            case ValueType.FilePath _ -> "file";
            case ValueType.HostName _ -> "host";
            case ValueType.GroupName _ -> "group";
            case ValueType.ScopeName _ -> "scope";
            case ValueType.OperationId _ -> "operation";
            case ValueType.Choice(List<String> values) -> String.join("|", values);
            case ValueType.CommandWord _ -> "command";
        };
    }
}
