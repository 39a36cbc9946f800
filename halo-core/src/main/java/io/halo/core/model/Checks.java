package io.halo.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// What compact constructors share: checks, and copies that keep a defined order.
final class Checks {
    /// Long enough for any host or resource name; short enough that no id floods a log line.
    private static final int ID_LENGTH_MAX = 255;

    private Checks() {}

    static void id(String value, String type) {
        if (value.isBlank() || value.length() > ID_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    type + " must have 1 to " + ID_LENGTH_MAX + " characters: '" + value + "'");
        }
        if (value.indexOf('\\') >= 0 || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    type + " must not contain backslashes or control characters");
        }
    }

    static void positive(Duration value, String name) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    static <T> List<T> list(Collection<? extends T> source) {
        return Collections.unmodifiableList(new ArrayList<>(source));
    }

    static <K, V> SequencedMap<K, V> ordered(Map<K, V> source) {
        return source instanceof FrozenOrder<K, V> frozen ? frozen : new FrozenOrder<>(source);
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> sorted(SortedMap<K, V> source) {
        return FrozenMap.of(source);
    }

    /// The same map with another value for the key.
    static <K extends Comparable<K>, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
        return FrozenMap.of(map).with(key, value);
    }

    /// The same map with other values for some of its keys.
    static <K extends Comparable<K>, V> SortedMap<K, V> withAll(
            SortedMap<K, V> map, SortedMap<K, V> others) {
        return FrozenMap.of(map).withAll(others);
    }

    /// The same map without the key.
    static <K extends Comparable<K>, V> SortedMap<K, V> without(SortedMap<K, V> map, K key) {
        return FrozenMap.of(map).without(key);
    }

    static <T extends Comparable<T>> SortedSet<T> sorted(SortedSet<T> source) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(source));
    }
}
