package io.halo.core.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A sorted map that never changes. What the World consists of is copied with each change, and most
/// of its maps not even then: one that is frozen already is not copied again, and a changed one
/// shares its keys with the one before.
///
/// Two arrays: to copy them costs less than to build a tree, up to some thousand keys.
@SuppressWarnings("unchecked") // the arrays hold what the constructors put in
final class FrozenMap<K extends Comparable<K>, V> extends AbstractMap<K, V>
        implements SortedMap<K, V> {
    /// In a map with more keys than that they are found by their hash, and not by halving.
    private static final int INDEXED = 32;

    private static final int[] NO_INDEX = new int[0];

    private static final FrozenMap<?, ?> EMPTY = new FrozenMap<>(new Object[0], new Object[0]);

    private final Object[] keys;
    private final Object[] values;

    /// Hash table of places in `keys`, 1 for the first; 0 where there is none.
    private final int[] index;

    private FrozenMap(Object[] keys, Object[] values) {
        this(keys, values, keys.length > INDEXED ? index(keys) : NO_INDEX);
    }

    private FrozenMap(Object[] keys, Object[] values, int[] index) {
        this.keys = keys;
        this.values = values;
        this.index = index;
    }

    /// The same entries, in the natural order of their keys.
    static <K extends Comparable<K>, V> FrozenMap<K, V> of(SortedMap<K, V> source) {
        if (source instanceof FrozenMap<K, V> frozen) {
            return frozen;
        }
        if (source.isEmpty()) {
            return (FrozenMap<K, V>) EMPTY;
        }
        if (source.comparator() != null) {
            throw new IllegalArgumentException("keys must be in their natural order");
        }
        return new FrozenMap<>(source.keySet().toArray(), source.values().toArray());
    }

    /// The same map with another value for the key.
    FrozenMap<K, V> with(K key, V value) {
        int i = find(key);
        if (i >= 0) {
            Object[] changed = values.clone();
            changed[i] = value;
            return new FrozenMap<>(keys, changed, index);
        }
        return new FrozenMap<>(inserted(keys, -i - 1, key), inserted(values, -i - 1, value));
    }

    /// The same map with other values for some of its keys.
    FrozenMap<K, V> withAll(SortedMap<K, V> others) {
        Object[] changed = values.clone();
        for (Entry<K, V> other : others.entrySet()) {
            int i = find(other.getKey());
            if (i < 0) {
                throw new IllegalArgumentException("no key " + other.getKey());
            }
            changed[i] = other.getValue();
        }
        return new FrozenMap<>(keys, changed, index);
    }

    /// The same map without the key.
    FrozenMap<K, V> without(K key) {
        int i = find(key);
        return i < 0 ? this : new FrozenMap<>(removed(keys, i), removed(values, i));
    }

    private static Object[] inserted(Object[] from, int at, Object what) {
        Object[] to = Arrays.copyOf(from, from.length + 1);
        to[at] = what;
        for (int i = at; i < from.length; i++) {
            to[i + 1] = from[i];
        }
        return to;
    }

    private static Object[] removed(Object[] from, int at) {
        Object[] to = Arrays.copyOf(from, from.length - 1);
        for (int i = at; i < to.length; i++) {
            to[i] = from[i + 1];
        }
        return to;
    }

    /// The place of the key, or where it would be, as `Arrays.binarySearch` says it.
    @SuppressWarnings("ReferenceEquality") // see `same`
    private int find(Object key) {
        if (index.length == 0) {
            int i = same(key);
            return i < 0 ? Arrays.binarySearch(keys, key) : i;
        }
        int mask = index.length - 1;
        for (int i = slot(key, mask); index[i] != 0; i = (i + 1) & mask) {
            Object other = keys[index[i] - 1];
            if (other == key || other.equals(key)) {
                return index[i] - 1;
            }
        }
        return Arrays.binarySearch(keys, key);
    }

    /// Most often the very object is asked for that is in the map: to find that needs no
    /// comparison.
    @SuppressWarnings("ReferenceEquality")
    private int same(Object key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        return -1;
    }

    private static int[] index(Object[] keys) {
        int[] index = new int[Integer.highestOneBit(keys.length) * 4];
        int mask = index.length - 1;
        for (int k = 0; k < keys.length; k++) {
            int i = slot(keys[k], mask);
            while (index[i] != 0) {
                i = (i + 1) & mask;
            }
            index[i] = k + 1;
        }
        return index;
    }

    private static int slot(Object key, int mask) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & mask;
    }

    @Override
    public @Nullable V get(Object key) {
        int i = find(key);
        return i < 0 ? null : (V) values[i];
    }

    @Override
    public boolean containsKey(Object key) {
        return find(key) >= 0;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public K firstKey() {
        return key(0);
    }

    @Override
    public K lastKey() {
        return key(keys.length - 1);
    }

    private K key(int i) {
        if (keys.length == 0) {
            throw new NoSuchElementException();
        }
        return (K) keys[i];
    }

    @Override
    public Collection<V> values() {
        return (List<V>) Collections.unmodifiableList(Arrays.asList(values));
    }

    @Override
    public Set<K> keySet() {
        return new Part<>(i -> (K) keys[i]) {
            @Override
            public boolean contains(Object key) {
                return containsKey(key);
            }
        };
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new Part<>(i -> new SimpleImmutableEntry<>((K) keys[i], (V) values[i]));
    }

    /// Keys or entries in their order.
    private class Part<E> extends AbstractSet<E> {
        private final IntFunction<E> element;

        Part(IntFunction<E> element) {
            this.element = element;
        }

        @Override
        public int size() {
            return keys.length;
        }

        @Override
        public Iterator<E> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < keys.length;
                }

                @Override
                public E next() {
                    if (next >= keys.length) {
                        throw new NoSuchElementException();
                    }
                    return element.apply(next++);
                }
            };
        }
    }

    @Override
    public @Nullable Comparator<? super K> comparator() {
        return null;
    }

    @Override
    public SortedMap<K, V> headMap(K to) {
        return range(0, place(to));
    }

    @Override
    public SortedMap<K, V> tailMap(K from) {
        return range(place(from), keys.length);
    }

    @Override
    public SortedMap<K, V> subMap(K from, K to) {
        return range(place(from), place(to));
    }

    private int place(K key) {
        int i = find(key);
        return i < 0 ? -i - 1 : i;
    }

    private FrozenMap<K, V> range(int from, int to) {
        return new FrozenMap<>(
                Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(values, from, to));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FrozenMap<?, ?> frozen
                ? Arrays.equals(keys, frozen.keys) && Arrays.equals(values, frozen.values)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
