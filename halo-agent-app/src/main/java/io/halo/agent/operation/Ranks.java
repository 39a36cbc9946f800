package io.halo.agent.operation;

import java.util.LinkedHashMap;

/// The highest rank seen for each resource, so that a late start cannot overtake a newer look (L8).
/// In memory only: a start is meant for one agent process.
final class Ranks {
    /// Far more resources than a server has. Of the ones not heard of for longest only the highest
    /// of their ranks is kept; an order that is above all that a resource has seen is above that
    /// too, if managers count per server, as they do.
    private static final int RESOURCES_MAX = 4096;

    private final LinkedHashMap<String, Rank> highest = new LinkedHashMap<>();
    private Rank forgotten = Rank.LOWEST;

    /// Takes note of a request; whether it is above all that was seen before.
    synchronized boolean see(String resource, Rank rank) {
        Rank before = highest.getOrDefault(resource, forgotten);
        boolean above = rank.isAbove(before);
        highest.remove(resource);
        highest.put(resource, above ? rank : before);
        if (highest.size() > RESOURCES_MAX) {
            var eldest = highest.pollFirstEntry().getValue();
            forgotten = eldest.isAbove(forgotten) ? eldest : forgotten;
        }
        return above;
    }

    synchronized Rank highest(String resource) {
        return highest.getOrDefault(resource, forgotten);
    }
}
