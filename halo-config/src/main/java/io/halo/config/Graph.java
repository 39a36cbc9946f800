package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// All resources with their dependents, by number: large files are walked without looking up names.
final class Graph {
    /// From a resource to one of its dependents.
    ///
    /// @param reference the name in the list `dependents`
    record Edge(int child, Text reference) {}

    private final List<RawResource> resources = new ArrayList<>();
    private final List<List<Edge>> edges = new ArrayList<>();
    private final Map<String, Integer> byName = new LinkedHashMap<>();
    private final Problems problems;

    private Graph(Problems problems) {
        this.problems = problems;
    }

    /// Reports duplicate names and references to nothing; both are left out of the graph.
    static Graph of(List<RawResource> resources, Problems problems) {
        var graph = new Graph(problems);
        resources.forEach(graph::add);
        graph.resources.forEach(graph::connect);
        return graph;
    }

    int size() {
        return resources.size();
    }

    RawResource resource(int number) {
        return resources.get(number);
    }

    List<RawResource> resources() {
        return resources;
    }

    List<Edge> edges(int number) {
        return edges.get(number);
    }

    /// The resource with that name; an error if there is none.
    OptionalInt find(Text reference, String key) {
        Integer number = byName.get(reference.text());
        if (number == null) {
            problems.error(
                    reference.at(),
                    key
                            + ": there is no resource "
                            + quote(reference.text())
                            + problems.didYouMean(reference.text(), byName.keySet()));
            return OptionalInt.empty();
        }
        return OptionalInt.of(number);
    }

    private void add(RawResource resource) {
        Integer first = byName.putIfAbsent(resource.id(), resources.size());
        if (first != null) {
            problems.error(
                    resource.name().at(),
                    "resource: duplicate name "
                            + quote(resource.id())
                            + " (first in line "
                            + resources.get(first).name().at().line()
                            + ")");
            return;
        }
        resources.add(resource);
    }

    private void connect(RawResource resource) {
        var children = new ArrayList<Edge>(resource.dependents().size());
        for (Text dependent : resource.dependents()) {
            find(dependent, "resource: dependents")
                    .ifPresent(child -> children.add(new Edge(child, dependent)));
        }
        edges.add(children);
    }
}
