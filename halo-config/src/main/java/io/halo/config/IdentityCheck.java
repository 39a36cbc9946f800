package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.GroupTable.Group;
import io.halo.config.YamlNode.Entry;
import io.halo.config.YamlNode.Text;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds exclusive resources that are one thing in truth under two names: HALO would run it in two
/// places.
final class IdentityCheck {
    /// What says which real thing a resource is, wherever it runs.
    private static final List<String> ANYWHERE = List.of("pool", "device", "target", "ip");

    /// The same, but only on one and the same host.
    private static final List<String> ON_A_HOST = List.of("mountpoint", "directory");

    /// @param place a host's number, or -1 for anywhere
    private record Thing(String kind, String parameter, String value, int place) {}

    private final Graph graph;
    private final Trees trees;
    private final List<Group> groups;
    private final Problems problems;
    private final Map<Thing, Integer> known = new HashMap<>();

    private IdentityCheck(Graph graph, Trees trees, List<Group> groups, Problems problems) {
        this.graph = graph;
        this.trees = trees;
        this.groups = groups;
        this.problems = problems;
    }

    static void run(Graph graph, Trees trees, List<Group> groups, Problems problems) {
        var check = new IdentityCheck(graph, trees, groups, problems);
        for (int i = 0; i < graph.size(); i++) {
            if (!graph.resource(i).shared()) {
                check.compare(i);
            }
        }
    }

    private void compare(int number) {
        RawResource resource = graph.resource(number);
        for (Entry parameter : resource.parameters()) {
            String name = parameter.key().text();
            if (parameter.value() instanceof Text value
                    && isKnown(number, name, value, places(number, name))) {
                return; // one message for two resources is enough
            }
        }
    }

    /// Where a resource with the same parameter would be the same thing; nowhere, if it says
    /// nothing about that.
    private List<Integer> places(int number, String parameter) {
        if (ANYWHERE.contains(parameter)) {
            return List.of(-1);
        }
        return ON_A_HOST.contains(parameter) && trees.owner(number).isPresent()
                ? groups.get(trees.owner(number).getAsInt()).candidates()
                : List.of();
    }

    private boolean isKnown(int number, String parameter, Text value, List<Integer> places) {
        RawResource resource = graph.resource(number);
        if (places.isEmpty() || resource.kind().text().isEmpty() || value.text().isEmpty()) {
            return false;
        }
        String normal = normal(parameter, value.text());
        for (int place : places) {
            Integer first =
                    known.putIfAbsent(
                            new Thing(resource.kind().text(), parameter, normal, place), number);
            if (first != null && first != number) {
                RawResource other = graph.resource(first);
                problems.error(
                        value.at(),
                        "resource: "
                                + quote(resource.id())
                                + " and "
                                + quote(other.id())
                                + " (in line "
                                + other.name().at().line()
                                + ") are one thing: "
                                + resource.kind().text()
                                + " with the "
                                + parameter
                                + " "
                                + quote(value.text()));
                return true;
            }
        }
        return false;
    }

    /// Other ways to write the same become equal, where that is certain.
    private static String normal(String parameter, String value) {
        if (parameter.equals("ip")) {
            try {
                return InetAddress.ofLiteral(value).getHostAddress();
            } catch (IllegalArgumentException _) {
                return value.toLowerCase(Locale.ROOT);
            }
        }
        if (value.startsWith("/")) {
            String single = value.replaceAll("/+", "/");
            return single.length() > 1 && single.endsWith("/")
                    ? single.substring(0, single.length() - 1)
                    : single;
        }
        return value;
    }
}
