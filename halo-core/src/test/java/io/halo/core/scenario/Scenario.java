package io.halo.core.scenario;

import io.halo.core.text.WorldText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Reads a scenario file stanza by stanza: commands, then `----`, then what was seen, up to an
/// empty line.
final class Scenario {
    private Scenario() {}

    /// The file's text with its expected parts replaced by what happened.
    static String run(String text) {
        return run(text, _ -> {});
    }

    /// @param watcher is shown the cluster after each step
    static String run(String text, Consumer<ScriptedCluster> watcher) {
        var cluster = new ScriptedCluster(watcher);
        var dump = new StringBuilder();
        var result = new StringBuilder();
        boolean expected = false;
        for (String line : text.lines().toList()) {
            if (expected) {
                expected = !line.isBlank();
                if (!expected) {
                    result.append('\n');
                }
            } else if (line.equals("----")) {
                result.append("----\n");
                cluster.output().forEach(seen -> result.append(seen).append('\n'));
                expected = true;
            } else if (!dump.isEmpty() || line.startsWith(WorldText.BEGIN + " ")) {
                result.append(line).append('\n');
                dump.append(line).append('\n');
                if (line.equals(WorldText.END)) {
                    cluster.begin(dump.toString());
                    dump.setLength(0);
                }
            } else {
                result.append(line).append('\n');
                command(cluster, line.strip());
            }
        }
        return result.toString();
    }

    private static void command(ScriptedCluster cluster, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        var words = new ArrayList<>(Arrays.asList(line.split("\\s+")));
        String verb = words.removeFirst();
        switch (verb) {
            case "cluster", "host", "group", "given" -> cluster.configure(verb, words);
            case "advance" -> cluster.advance(span(words.getFirst()));
            case "show" -> cluster.show(words);
            case "log" -> cluster.log();
            case "skip" -> cluster.skip();
            default -> cluster.happen(verb, words);
        }
    }

    static Duration span(String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> throw new IllegalArgumentException("not a duration: " + text);
        };
    }

    /// The value of `key=value` among the words, or the default.
    static String option(List<String> words, String key, String missing) {
        return words.stream()
                .filter(word -> word.startsWith(key + "="))
                .map(word -> word.substring(key.length() + 1))
                .findFirst()
                .orElse(missing);
    }
}
