package io.halo.shell;

import io.halo.shell.command.Commands;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.LineWords;
import io.halo.shell.spec.Parsed;
import java.util.List;
import java.util.Map;

/// Lines that people are told to type.
final class Examples {
    private Examples() {}

    /// As the parser understands it, without what is for the shell: a redirection, a pipe.
    static Parsed parsed(String line) {
        String own = line.replaceAll(" (\\||>|\\|\\|) ?.*", "");
        List<String> words = LineWords.entered(own).words();
        if (!words.getFirst().equals("halo")) {
            throw new AssertionError("does not begin with halo: " + line);
        }
        return Commands.all()
                .parser()
                .parse(words.subList(1, words.size()), GlobalOptions.fromEnvironment(Map.of()));
    }
}
