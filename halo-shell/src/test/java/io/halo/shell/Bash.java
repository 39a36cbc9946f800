package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A bash that has read a completion file, and is asked what it proposes.
final class Bash {
    /// As readline parts a line: at blanks, and at = : @, which become words of their own.
    private static final Pattern PIECE =
            Pattern.compile("(?:[^\\s=:@\"'\\\\]|\\\\.|\"[^\"]*\"?|'[^']*'?)+|[=:@]+");

    private final Halo halo;
    private final Path file;

    Bash(Halo halo, Path file) {
        this.halo = halo;
        this.file = file;
    }

    /// What is proposed at the end of each line, sorted.
    List<List<String>> propose(List<String> lines) {
        StringBuilder script = new StringBuilder("COMP_WORDBREAKS=$' \\t\\n\"\\'@><=;|&(:'\n");
        script.append("source ").append(quoted(file.toString())).append('\n');
        for (String line : lines) {
            List<String> pieces = pieces(line);
            script.append("COMP_LINE=").append(quoted(line));
            script.append(" COMP_POINT=").append(line.length());
            script.append(" COMP_CWORD=").append(pieces.size() - 1).append("; COMP_WORDS=(");
            pieces.forEach(piece -> script.append(' ').append(quoted(piece)));
            String program = pieces.getFirst();
            script.append(" )\n_").append(program.replaceAll(".*/", "").replace('-', '_'));
            script.append(' ').append(quoted(program)).append('\n');
            script.append("echo \"${#COMPREPLY[@]}\"; ");
            script.append("((${#COMPREPLY[@]} == 0)) || printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        }
        Path questions = halo.file("questions", "set -u\n" + script + "exit 0\n");
        Halo.Result result = halo.run(List.of("bash", "--norc", questions.toString()));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return answers(result.out().lines().toList());
    }

    List<String> propose(String line) {
        return propose(List.of(line)).getFirst();
    }

    private static List<List<String>> answers(List<String> output) {
        List<List<String>> answers = new ArrayList<>();
        for (int at = 0; at < output.size(); ) {
            int count = Integer.parseInt(output.get(at));
            answers.add(output.subList(at + 1, at + 1 + count).stream().sorted().toList());
            at += 1 + count;
        }
        return answers;
    }

    static List<String> pieces(String line) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(line);
        int end = 0;
        while (matcher.find()) {
            pieces.add(matcher.group());
            end = matcher.end();
        }
        if (end < line.length()) {
            pieces.add("");
        }
        return pieces;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
