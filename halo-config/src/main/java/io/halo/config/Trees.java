package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.Graph.Edge;
import io.halo.config.GroupTable.Group;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/// Which resource belongs to which group. Two groups that may both start a resource would start it
/// twice (safety.md: reached from two groups without `shared: true`), so that is an error.
final class Trees {
    /// Members of all groups together, shared ones counted in each: bounds the work when many
    /// groups share many resources.
    private static final int MEMBERS_MAX = 2_000_000;

    private static final int NOBODY = -1;

    private final Graph graph;
    private final List<Group> groups;
    private final Problems problems;
    private final int[] owner;
    private final int[] lastVisitor;
    private final BitSet reached = new BitSet();
    private int members;

    private Trees(Graph graph, List<Group> groups, Problems problems) {
        this.graph = graph;
        this.groups = groups;
        this.problems = problems;
        this.owner = new int[graph.size()];
        this.lastVisitor = new int[graph.size()];
        Arrays.fill(owner, NOBODY);
        Arrays.fill(lastVisitor, NOBODY);
    }

    static Trees of(Graph graph, List<Group> groups, Problems problems) {
        var trees = new Trees(graph, groups, problems);
        trees.claimRoots();
        trees.checkBelowShared();
        for (int group = 0; group < groups.size() && trees.members <= MEMBERS_MAX; group++) {
            trees.grow(group);
        }
        return trees;
    }

    /// The group of an exclusive resource.
    OptionalInt owner(int resource) {
        return owner[resource] == NOBODY ? OptionalInt.empty() : OptionalInt.of(owner[resource]);
    }

    boolean reached(int resource) {
        return reached.get(resource);
    }

    private void claimRoots() {
        for (int group = 0; group < groups.size(); group++) {
            int root = groups.get(group).root();
            owner[root] = group;
            reached.set(root);
            if (graph.resource(root).shared()) {
                problems.error(
                        graph.resource(root).sharedAt(),
                        "resource: "
                                + quote(graph.resource(root).id())
                                + " is the root of a group; a root is never shared");
            }
        }
    }

    private void checkBelowShared() {
        for (int parent = 0; parent < graph.size(); parent++) {
            if (!graph.resource(parent).shared()) {
                continue;
            }
            for (Edge edge : graph.edges(parent)) {
                if (!graph.resource(edge.child()).shared()) {
                    problems.error(
                            edge.reference().at(),
                            "resource: "
                                    + quote(edge.reference().text())
                                    + " is below the shared resource "
                                    + quote(graph.resource(parent).id())
                                    + ", so it must have 'shared: true' too");
                }
            }
        }
    }

    private void grow(int group) {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(groups.get(group).root());
        lastVisitor[groups.get(group).root()] = group;
        while (!open.isEmpty()) {
            int parent = open.remove();
            for (Edge edge : graph.edges(parent)) {
                if (lastVisitor[edge.child()] != group) {
                    lastVisitor[edge.child()] = group;
                    reached.set(edge.child());
                    if (take(group, parent, edge)) {
                        open.add(edge.child());
                    }
                }
            }
            if (++members > MEMBERS_MAX) {
                problems.error(
                        groups.get(group).raw().at(),
                        "the groups up to this one have more than " + MEMBERS_MAX + " members");
                return;
            }
        }
    }

    /// Whether the walk goes on below that resource.
    private boolean take(int group, int parent, Edge edge) {
        if (graph.resource(edge.child()).shared() && !isRoot(edge.child())) {
            return true;
        }
        int other = owner[edge.child()];
        if (other == NOBODY) {
            owner[edge.child()] = group;
            return true;
        }
        if (other != group && !graph.resource(parent).shared()) {
            problems.error(edge.reference().at(), doublyReached(edge, group, other));
        }
        return false;
    }

    private String doublyReached(Edge edge, int group, int other) {
        String name = quote(edge.reference().text());
        String here = quote(groups.get(group).raw().id());
        if (isRoot(edge.child())) {
            return "resource: "
                    + name
                    + " is the root of a group and also in the group "
                    + here
                    + "; a root is never shared";
        }
        return "resource: "
                + name
                + " is in the groups "
                + quote(groups.get(other).raw().id())
                + " and "
                + here
                + "; if both may use it, it must have 'shared: true'";
    }

    private boolean isRoot(int resource) {
        int group = owner[resource];
        return group != NOBODY && groups.get(group).root() == resource;
    }
}
