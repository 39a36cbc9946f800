package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.Graph.Edge;
import java.util.ArrayList;
import java.util.List;

/// Finds resources that wait for one another. Walks without recursion: a chain may be as long as
/// the file.
final class CycleCheck {
    /// A longer cycle is cut in its message.
    private static final int SHOWN_MAX = 10;

    private enum State {
        NEW,
        ON_PATH,
        DONE
    }

    private final Graph graph;
    private final Problems problems;
    private final State[] states;
    private final int[] nextEdge;
    private final List<Integer> path = new ArrayList<>();

    private CycleCheck(Graph graph, Problems problems) {
        this.graph = graph;
        this.problems = problems;
        this.states = new State[graph.size()];
        java.util.Arrays.fill(states, State.NEW);
        this.nextEdge = new int[graph.size()];
    }

    static void run(Graph graph, Problems problems) {
        var check = new CycleCheck(graph, problems);
        for (int start = 0; start < graph.size(); start++) {
            if (check.states[start] == State.NEW) {
                check.walkFrom(start);
            }
        }
    }

    private void walkFrom(int start) {
        enter(start);
        while (!path.isEmpty()) {
            int here = path.getLast();
            List<Edge> edges = graph.edges(here);
            if (nextEdge[here] == edges.size()) {
                states[here] = State.DONE;
                path.removeLast();
                continue;
            }
            Edge edge = edges.get(nextEdge[here]++);
            switch (states[edge.child()]) {
                case NEW -> enter(edge.child());
                case ON_PATH -> report(edge);
                case DONE -> {}
            }
        }
    }

    private void enter(int resource) {
        states[resource] = State.ON_PATH;
        path.add(resource);
    }

    private void report(Edge closing) {
        int length = path.size() - path.lastIndexOf(closing.child());
        var names = new StringBuilder();
        for (int i = 0; i < Math.min(length, SHOWN_MAX); i++) {
            names.append(name(path.get(path.size() - length + i))).append(" -> ");
        }
        if (length > SHOWN_MAX) {
            names.append("… -> ");
        }
        problems.error(
                closing.reference().at(),
                "resource: dependents form a cycle: " + names + name(closing.child()));
    }

    private String name(int resource) {
        return quote(graph.resource(resource).id());
    }
}
