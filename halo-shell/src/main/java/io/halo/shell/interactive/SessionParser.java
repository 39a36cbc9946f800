package io.halo.shell.interactive;

import io.halo.shell.command.Commands;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.LineWords;
import io.halo.shell.spec.Parsed;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.Parsed.NoCommand;
import io.halo.shell.spec.Parsed.UsageError;
import java.util.List;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandParser;
import org.springframework.shell.core.command.ParsedInput;

/// Our strict parser in the place of Spring Shell's, which ignores unknown options and guesses
/// sub-commands.
///
/// @param globals those that the session was started with; a line may have its own
record SessionParser(Commands commands, GlobalOptions globals) implements CommandParser {
    /// A line that cannot be run; its message is for the operator.
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String problem) {
            super(problem);
        }
    }

    /// The command's name, and all words as its arguments: `SpecCommand` parses them with the
    /// command's own spec.
    @Override
    public ParsedInput parse(String line) {
        LineWords typed = LineWords.entered(line);
        if (!typed.open().isEmpty()) {
            throw new UsageException("a quote " + typed.open() + " is not closed");
        }
        List<String> words = typed.words();
        // Lines are often pasted from a manual.
        List<String> own =
                !words.isEmpty() && words.getFirst().equals("halo")
                        ? words.subList(1, words.size())
                        : words;
        return switch (parse(own)) {
            case Invocation invocation -> input(invocation.command().name(), own);
            case NoCommand _ -> throw new UsageException("a command is missing: type help");
            case UsageError(String problem) -> throw new UsageException(problem);
        };
    }

    Parsed parse(List<String> words) {
        return commands.parser().parse(words, globals);
    }

    private static ParsedInput input(String command, List<String> words) {
        ParsedInput.Builder input = ParsedInput.builder().commandName(command);
        for (int i = 0; i < words.size(); i++) {
            input.addArgument(new CommandArgument(i, words.get(i)));
        }
        return input.build();
    }
}
