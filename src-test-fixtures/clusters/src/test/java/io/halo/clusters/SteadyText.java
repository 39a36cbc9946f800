package io.halo.clusters;

import io.halo.support.cluster.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Puts fixed values in the place of what differs from run to run, so that two can be compared.
final class SteadyText {
    /// @param what of it differs, for whoever reads the list
    private record Rule(String what, Pattern found, Function<MatchResult, String> instead) {
        static Rule of(String what, String found, String instead) {
            return new Rule(what, Pattern.compile(found), _ -> instead);
        }

        static Rule literally(String what, String found, String instead) {
            return new Rule(what, Pattern.compile(Pattern.quote(found)), _ -> instead);
        }
    }

    private final List<Rule> rules;

    private SteadyText(List<Rule> rules) {
        this.rules = rules;
    }

    static SteadyText of(Path cluster) {
        String programs = ProjectFiles.find().root().toString();
        String user = System.getProperty("user.name");
        return new SteadyText(
                List.of(
                        Rule.literally("the cluster's directory", cluster.toString(), "/tmp/halo"),
                        Rule.literally("where the programs are", programs, "/opt/halo"),
                        Rule.literally("who types, in words", " by " + user, " by root"),
                        Rule.literally("who types, of an event", " by=" + user, " by=root"),
                        Rule.of("days", "(?<!\\d)20\\d\\d-\\d\\d-\\d\\d(?!\\d)", "2026-04-28"),
                        Rule.of(
                                "times of day",
                                "(?<!\\d)\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?",
                                "12:00:00"),
                        Rule.of("ages", "\\([\\d.]+ (ms|s|min) ago\\)", "(0.2 s ago)"),
                        Rule.of(
                                "how long a dead server was silent",
                                "no answer for [\\d.]+ m?s \\(",
                                "no answer for 0.2 s ("),
                        Rule.of(
                                "the next look, if one is near",
                                "(?<=next look  )in [\\d.]+ m?s, or ",
                                ""),
                        new Rule(
                                "when it would be, for it counts from what was seen last",
                                Pattern.compile("(?m)^ +([\\d.]+) (s|min)(?=  )"),
                                SteadyText::afterTheLastSight),
                        Rule.of("how long a command took", "(?<=: done) \\([\\d.]+ s\\)", ""),
                        Rule.of(
                                "what a group does between two steps, told if it takes a moment",
                                "(?m)^12:00:00 \\S+ (Busy|Resolving|Healing|Running)\\b.*\\R",
                                ""),
                        Rule.of("ports", "127\\.0\\.0\\.1:\\d+", "127.0.0.1:8000"),
                        Rule.of(
                                "names of devices, made of their parameters",
                                "halo_test-[0-9a-f]{16}",
                                "halo_test-0123456789abcdef"),
                        Rule.of(
                                "numbers of incidents",
                                "(?<=incident[ =]1\\.[a-z]{3}\\d\\d\\.)\\d+",
                                "57"),
                        Rule.of("numbers of operations", "(?<=Z 1)-\\d+ ", "-42 "),
                        Rule.of(
                                "versions",
                                "halo \\d\\S*, Java \\S+",
                                "halo 0.1.0, Java 25.0.1+8")));
    }

    /// As if all had been seen this very moment: at once, after the 2.5 s that make a host
    /// disconnected, or the minute that makes it silent.
    private static String afterTheLastSight(MatchResult span) {
        double seconds = Double.parseDouble(span.group(1)) * (span.group(2).equals("s") ? 1 : 60);
        return seconds < 0.5 ? "   0.0 s" : seconds < 10 ? "   2.5 s" : "  60.0 s";
    }

    String of(String text) {
        String steady = text;
        for (Rule rule : rules) {
            steady = rule.found().matcher(steady).replaceAll(rule.instead());
        }
        return steady;
    }
}
