package io.halo.core.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map in the order in which it was filled that never changes, so that it is copied only once.
final class FrozenOrder<K, V> extends AbstractMap<K, V> implements SequencedMap<K, V> {
    private final LinkedHashMap<K, V> entries;

    FrozenOrder(Map<K, V> source) {
        entries = new LinkedHashMap<>(source);
    }

    @Override
    public @Nullable V get(Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return Collections.unmodifiableMap(entries).entrySet();
    }

    @Override
    public SequencedMap<K, V> reversed() {
        return Collections.unmodifiableSequencedMap(entries.reversed());
    }
}
