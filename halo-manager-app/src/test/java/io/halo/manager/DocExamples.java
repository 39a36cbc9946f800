package io.halo.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The examples for curl in a page of the documentation, and whether an answer is as it is shown
/// there.
final class DocExamples {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STATUS = Pattern.compile("# ([0-9]{3})");
    private static final String ANYTHING = "…";

    private DocExamples() {}

    /// @param place page and line
    /// @param command as a shell takes it
    /// @param status of the answer
    /// @param shown what it prints; empty if the page does not tell
    record Example(String place, String command, int status, List<String> shown) {
        @Override
        public String toString() {
            return place + " " + command.lines().findFirst().orElse("");
        }
    }

    /// In the order of the page. In a block with prompts (`$ `) what follows a command is its
    /// output; in one without, each line is a command.
    static List<Example> read(Path page) throws IOException {
        var examples = new ArrayList<Example>();
        List<String> lines = Files.readAllLines(page);
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                if (start >= 0) {
                    block(
                            page.getFileName() + ":" + (start + 2),
                            lines.subList(start + 1, i),
                            examples);
                }
                start = start < 0 ? i : -1;
            }
        }
        return examples;
    }

    private static void block(String place, List<String> lines, List<Example> examples) {
        boolean prompts = lines.stream().anyMatch(line -> line.startsWith("$ "));
        if (lines.stream().noneMatch(line -> line.matches("(\\$ )?curl .*"))) {
            return;
        }
        int at = 0;
        while (at < lines.size()) {
            var command = new ArrayList<String>();
            do {
                command.add(lines.get(at++));
            } while (command.getLast().endsWith("\\"));
            String text = String.join("\n", command);
            var shown = new ArrayList<String>();
            int status = 200;
            while (prompts && at < lines.size() && !lines.get(at).startsWith("$ ")) {
                Matcher told = STATUS.matcher(lines.get(at));
                if (told.matches()) {
                    status = Integer.parseInt(told.group(1));
                } else {
                    shown.add(lines.get(at));
                }
                at++;
            }
            examples.add(new Example(place, prompts ? text.substring(2) : text, status, shown));
        }
    }

    /// Where the output is not as shown; empty if it is.
    static String difference(List<String> shown, String output) {
        try {
            JsonNode want = JSON.readTree(String.join("\n", shown));
            return difference(want, JSON.readTree(output), "");
        } catch (JacksonException _) {
            return difference(shown, output.lines().toList());
        }
    }

    private static String difference(JsonNode want, JsonNode is, String at) {
        if (want.isString() && want.stringValue().equals(ANYTHING)) {
            return "";
        }
        if (want.getNodeType() != is.getNodeType()) {
            return at + " is " + is + ", not " + want;
        }
        if (want.isObject()) {
            return List.copyOf(want.propertyNames()).equals(List.copyOf(is.propertyNames()))
                    ? want.properties().stream()
                            .map(it ->
                                    difference(
                                            it.getValue(),
                                            is.get(it.getKey()),
                                            at + "/" + it.getKey()))
                            .collect(Collectors.joining())
                    : at + " has " + is.propertyNames() + ", not " + want.propertyNames();
        }
        if (want.isArray()) {
            return array(want, is, at);
        }
        return blurred(want.asString()).equals(blurred(is.asString()))
                ? ""
                : at + " is " + is + ", not " + want + "; ";
    }

    /// Where the last one shown is anything, there may be more or fewer.
    private static String array(JsonNode want, JsonNode is, String at) {
        boolean open = !want.isEmpty() && want.get(want.size() - 1).asString("").equals(ANYTHING);
        int shown = open ? want.size() - 1 : want.size();
        if (is.size() < shown || !open && is.size() > shown) {
            return at + " has " + is.size() + " elements: " + is;
        }
        var all = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            all.append(difference(want.get(i), is.get(i), at + "/" + i));
        }
        return all.toString();
    }

    private static String difference(List<String> shown, List<String> lines) {
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).equals(ANYTHING)) {
                return "";
            }
            String pattern = Pattern.quote(blurred(shown.get(i))).replace(ANYTHING, "\\E.*\\Q");
            if (i >= lines.size() || !blurred(lines.get(i)).matches(pattern)) {
                return "line " + (i + 1) + " is not " + shown.get(i);
            }
        }
        return lines.size() > shown.size() ? "there are more lines" : "";
    }

    /// Digits and the user may differ.
    private static String blurred(String text) {
        return text.replaceAll("[0-9]+([.][0-9]+)?", "0")
                .replaceAll("\\b" + Pattern.quote(System.getProperty("user.name")) + "\\b", "root");
    }
}
