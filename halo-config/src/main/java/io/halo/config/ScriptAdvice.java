package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Timeouts;
import io.halo.process.metadata.AgentDocument;
import io.halo.process.metadata.AgentDocument.Action;
import io.halo.process.metadata.AgentDocument.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a resource agent's own words say about its resources as configured (OCF resource agent API
/// 1.1, section 5). Only advice: the script is run all the same, for it knows best what it does.
public final class ScriptAdvice {
    /// As pacemaker reads it; a bare number counts seconds.
    private static final Pattern SPAN =
            Pattern.compile("\\s*(\\d{1,9})\\s*(ms|msec|us|usec|s|sec|m|min|h|hr|)\\s*");

    /// What the agent runs at most.
    private static final Duration LONGEST = Duration.ofDays(1);

    /// A monitor that looks deeper is run for nobody.
    private static final List<String> PLAIN_DEPTHS = List.of("", "0");

    /// What OCF's shell functions take for yes and no.
    private static final List<String> YES_AND_NO =
            List.of("yes", "no", "true", "false", "1", "0", "on", "off");

    private static final int OPTIONS_SHOWN = 20;

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

    private ScriptAdvice() {}

    /// How long the script says that its operations may take; of several monitors of depth 0 the
    /// longest. What is no time, or none that an operation could have, is left out.
    public static SortedMap<Timeouts.Op, Duration> timeouts(AgentDocument document) {
        var timeouts = new TreeMap<Timeouts.Op, Duration>();
        for (Action action : document.actions()) {
            for (Timeouts.Op op : Timeouts.Op.values()) {
                if (action.name().equals(op.name().toLowerCase(Locale.ROOT))
                        && PLAIN_DEPTHS.contains(action.depth())) {
                    span(action.timeout())
                            .ifPresent(span -> timeouts.merge(op, span, ScriptAdvice::longer));
                }
            }
        }
        return timeouts;
    }

    private static Optional<Duration> span(String text) {
        Matcher matcher = SPAN.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration span =
                switch (matcher.group(2)) {
                    case "ms", "msec" -> Duration.ofMillis(number);
                    case "us", "usec" -> Duration.of(number, TimeUnit.MICROSECONDS.toChronoUnit());
                    case "m", "min" -> Duration.ofMinutes(number);
                    case "h", "hr" -> Duration.ofHours(number);
                    default -> Duration.ofSeconds(number);
                };
        return Optional.of(span.compareTo(LONGEST) > 0 ? LONGEST : span)
                .filter(Duration::isPositive);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /// What does not fit, one sentence for each thing, of the resources of this kind; those with
    /// which all is well are left out. Names only, for values may be passwords.
    public static SequencedMap<ResourceId, List<String>> of(
            String kind, AgentDocument document, ClusterSpec spec) {
        var all = new LinkedHashMap<ResourceId, List<String>>();
        List<ResourceSpec> resources =
                spec.resources().values().stream()
                        .filter(resource -> resource.kind().equals(kind))
                        .toList();
        SequencedMap<String, Parameter> known = byName(document);
        for (ResourceSpec resource : resources) {
            List<String> advice = of(resource, known);
            if (!advice.isEmpty()) {
                all.put(resource.id(), advice);
            }
        }
        UniqueParameters.twins(document, resources, spec)
                .forEach((resource, sentence) ->
                        all.computeIfAbsent(resource, _ -> new ArrayList<>()).add(sentence));
        return all;
    }

    private static List<String> of(ResourceSpec resource, SequencedMap<String, Parameter> known) {
        var advice = new ArrayList<String>();
        resource.parameters()
                .forEach((name, value) -> {
                    Parameter parameter = known.get(name);
                    if (parameter == null) {
                        advice.add(unknown(resource.kind(), name, known));
                    } else {
                        unsuitable(parameter, value)
                                .ifPresent(what ->
                                        advice.add(
                                                resource.kind()
                                                        + " takes "
                                                        + what
                                                        + " for the parameter "
                                                        + quote(name)));
                    }
                });
        for (Parameter parameter : known.values()) {
            if (parameter.mustBeGiven() && !resource.parameters().containsKey(parameter.name())) {
                advice.add(resource.kind() + " needs the parameter " + quote(parameter.name()));
            }
        }
        return advice;
    }

    private static String unknown(String kind, String name, SequencedMap<String, Parameter> known) {
        return kind
                + " does not know the parameter "
                + quote(name)
                + Spelling.nearest(name, known.keySet())
                        .map(near -> "; did you mean " + quote(near) + "?")
                        .orElse("");
    }

    /// What it should be instead.
    private static Optional<String> unsuitable(Parameter parameter, String value) {
        boolean suits =
                switch (parameter.type()) {
                    case "integer" -> INTEGER.matcher(value).matches();
                    case "boolean" -> YES_AND_NO.contains(value.toLowerCase(Locale.ROOT));
                    case "select" ->
                            parameter.options().isEmpty() || parameter.options().contains(value);
                    default -> true;
                };
        if (suits) {
            return Optional.empty();
        }
        return Optional.of(
                switch (parameter.type()) {
                    case "integer" -> "only whole numbers";
                    case "boolean" -> "only yes or no";
                    default -> "only one of " + listed(parameter.options());
                });
    }

    /// What a script says may be long, and hold anything.
    private static String listed(List<String> options) {
        String first =
                options.stream()
                        .limit(OPTIONS_SHOWN)
                        .map(Spelling::printable)
                        .collect(Collectors.joining(", "));
        return options.size() > OPTIONS_SHOWN ? first + ", …" : first;
    }

    private static SequencedMap<String, Parameter> byName(AgentDocument document) {
        var known = new LinkedHashMap<String, Parameter>();
        document.parameters().forEach(parameter -> known.putIfAbsent(parameter.name(), parameter));
        return known;
    }
}
