package io.halo.support.manual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `--help` of a program without commands says.
///
/// @param options by name with its dashes, each with what stands for its value; empty for a flag
/// @param examples lines that may be typed
public record HelpText(SequencedMap<String, String> options, List<String> examples) {
    private static final Pattern LINE = Pattern.compile("^ {2}(--\\S.*)$", Pattern.MULTILINE);

    /// A value stands a single blank behind the name; the explanation stands further away.
    private static final Pattern OPTION =
            Pattern.compile("(--[a-z-]+)(?: ([A-Z]\\S*))?(?=,? |,|$)");

    /// @param program whose examples begin with its name
    public static HelpText of(String program, String help) {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        Matcher line = LINE.matcher(help);
        while (line.find()) {
            String names = line.group(1).replaceFirst(" {2}.*", "");
            Matcher option = OPTION.matcher(names);
            while (option.find()) {
                String value = option.group(2);
                options.put(option.group(1), value == null ? "" : value);
            }
        }
        List<String> examples =
                help.lines()
                        .filter(text -> text.startsWith("  " + program + " "))
                        .map(text -> text.strip().replaceFirst(" {2,}.*", ""))
                        .toList();
        return new HelpText(options, examples);
    }

    /// As completion needs them.
    public List<BashCompletion.Option> completed() {
        return options.entrySet().stream()
                .map(option ->
                        new BashCompletion.Option(
                                option.getKey(), "", kind(option.getValue()), false))
                .toList();
    }

    private static String kind(String value) {
        return switch (value) {
            case "" -> "flag";
            case "FILE", "PATH", "DIR", "OLD" -> "file";
            default -> value.endsWith("|off") ? "off" : "text";
        };
    }
}
