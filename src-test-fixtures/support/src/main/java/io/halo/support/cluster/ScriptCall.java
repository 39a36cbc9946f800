package io.halo.support.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of the test log: an operation of a simulated resource began.
///
/// @param stateFile of the resource, as in [ResourcePlan]
/// @param host the test id of the agent that ran it
public record ScriptCall(String stateFile, String operation, String host) {
    private static final Pattern LINE =
            Pattern.compile("(\\S+) (\\S+) [a-z_]+=(.*?)(?: [a-z_]+=.*)? id=(\\S+)");

    static Optional<ScriptCall> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(3).replace('/', '_');
        return Optional.of(
                new ScriptCall(matcher.group(1) + "." + name, matcher.group(2), matcher.group(4)));
    }
}
