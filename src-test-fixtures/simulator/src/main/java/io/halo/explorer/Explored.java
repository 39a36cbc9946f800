package io.halo.explorer;

import io.halo.core.model.Phase;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What an exploration has found.
///
/// @param disturbances how many each path could have in the last pass
/// @param states different ones that were reached
/// @param transitions events that were tried
/// @param depth of the longest path without a loop that was followed
/// @param exhausted whether nothing within the bounds is left
/// @param settled states that were run on without further trouble
/// @param phases those that a group was in
/// @param bytes the memory of what remembers the states
public record Explored(
        WorldShape shape,
        int disturbances,
        long states,
        long transitions,
        int depth,
        boolean exhausted,
        long settled,
        SortedSet<Phase> phases,
        double seconds,
        long bytes,
        @Nullable Violation violation) {

    /// A law that was broken, and how: the shortest path that was found by leaving events out.
    public record Violation(String what, List<String> path) {
        public Violation {
            path = List.copyOf(path);
        }
    }
}
