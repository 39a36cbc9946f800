package io.halo.shell;

import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.OptionSpec;
import io.halo.support.manual.ManPage;
import java.util.List;
import java.util.Locale;

/// The section COMMANDS of halo(1), made of what the commands say of themselves.
final class CommandsInTroff {
    /// Options that so many commands have are explained once.
    private static final int COMMON = 5;

    private final List<CommandSpec> commands;

    CommandsInTroff(List<CommandSpec> commands) {
        this.commands = List.copyOf(commands);
    }

    String text() {
        List<CommandSpec> changing = commands.stream().filter(this::changes).toList();
        List<CommandSpec> seeing = commands.stream().filter(it -> !changes(it)).toList();
        StringBuilder text = new StringBuilder(".Ss Commands that look\n");
        text.append(list(seeing));
        text.append(".Ss Commands that change something\n");
        text.append("Most of them take these options:\n.Bl -tag -width Ds\n");
        changing.stream()
                .flatMap(command -> command.options().stream())
                .filter(this::isCommon)
                .distinct()
                .forEach(option -> text.append(item(option)));
        return text.append(".El\n").append(list(changing)).toString();
    }

    private boolean changes(CommandSpec command) {
        return command.options().stream().anyMatch(this::isCommon)
                || command.name().matches("power (on|off)");
    }

    private boolean isCommon(OptionSpec option) {
        return commands.stream().filter(command -> command.options().contains(option)).count()
                >= COMMON;
    }

    private String list(List<CommandSpec> some) {
        StringBuilder text = new StringBuilder(".Bl -tag -width Ds\n");
        some.forEach(command -> text.append(entry(command)));
        return text.append(".El\n").toString();
    }

    private String entry(CommandSpec command) {
        StringBuilder text = new StringBuilder(".It Xo\n.Ic ").append(command.name()).append('\n');
        command.options().forEach(option -> text.append(".Op ").append(usage(option)).append('\n'));
        command.arguments().forEach(argument -> text.append(usage(argument)));
        text.append(".Xc\n").append(sentence(command.description()));
        command.details().forEach(line -> text.append(ManPage.escaped(line)).append('\n'));
        List<OptionSpec> own = command.options().stream().filter(it -> !isCommon(it)).toList();
        if (!own.isEmpty()) {
            text.append(".Bl -tag -width Ds\n");
            own.forEach(option -> text.append(item(option)));
            text.append(".El\n");
        }
        text.append(".Pp\nExample:\n.Bd -literal -offset indent -compact\n");
        return text.append(ManPage.escaped(command.example())).append("\n.Ed\n").toString();
    }

    private static String item(OptionSpec option) {
        String both =
                option.shortName().isEmpty() ? "" : "Fl " + option.shortName().substring(1) + " , ";
        return ".It " + both + longUsage(option) + "\n" + sentence(option.description());
    }

    private static String usage(OptionSpec option) {
        String more = option.repeatable() ? " ..." : "";
        String name = option.shortName();
        String shown =
                name.isEmpty() ? longUsage(option) : "Fl " + name.substring(1) + value(option);
        return shown + more;
    }

    private static String longUsage(OptionSpec option) {
        return "Fl " + option.longName().substring(1) + value(option);
    }

    private static String value(OptionSpec option) {
        return option.isFlag() ? "" : " Ar " + placeholder(option.placeholder());
    }

    private static String usage(ArgumentSpec argument) {
        String word = placeholder(argument.name()) + (argument.most() > 1 ? " ..." : "");
        return (argument.least() == 0 ? ".Op Ar " : ".Ar ") + word + "\n";
    }

    private static String placeholder(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String sentence(String text) {
        return ManPage.escaped(text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1))
                + ".\n";
    }
}
