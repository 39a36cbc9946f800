package io.halo.shell.render;

import io.halo.shell.client.ClusterStatus.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Resources in the order of their dependencies. Each comes once, below the first one it depends
/// on.
final class Tree {
    /// @param depth 0 for a root
    record Node(Resource resource, int depth) {}

    private Tree() {}

    static List<Node> of(List<Resource> resources) {
        Map<String, Resource> byId = new LinkedHashMap<>();
        resources.forEach(resource -> byId.putIfAbsent(resource.id(), resource));
        Set<String> depending = new HashSet<>();
        resources.forEach(resource -> depending.addAll(resource.dependents()));

        List<Node> nodes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Resource resource : byId.values()) {
            if (!depending.contains(resource.id())) {
                walk(resource, byId, seen, nodes);
            }
        }
        // A circle has no root. The manager refuses such a file; a page about a broken one should
        // still be whole.
        byId.values().forEach(resource -> walk(resource, byId, seen, nodes));
        return nodes;
    }

    private static void walk(
            Resource root, Map<String, Resource> byId, Set<String> seen, List<Node> nodes) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(root, 0));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!seen.add(node.resource().id())) {
                continue;
            }
            nodes.add(node);
            for (String dependent : node.resource().dependents().reversed()) {
                Resource child = byId.get(dependent);
                if (child != null) {
                    open.push(new Node(child, node.depth() + 1));
                }
            }
        }
    }
}
