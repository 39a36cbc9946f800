package io.halo.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// It is the map that a tree would be, with few keys, where they are halved, and with many, where
/// they are found by their hash.
class FrozenMapTest {
    private static final String AFTER_ALL = "~";

    private static TreeMap<String, Integer> tree(int size) {
        var tree = new TreeMap<String, Integer>();
        for (int i = 0; i < size; i++) {
            tree.put("key" + i, i);
        }
        return tree;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 32, 33, 64, 1000})
    void holdsWhatTheTreeHolds(int size) {
        TreeMap<String, Integer> tree = tree(size);
        FrozenMap<String, Integer> frozen = FrozenMap.of(tree);
        assertThat(FrozenMap.of(frozen)).isSameAs(frozen);
        same(frozen, tree);
        tree.keySet()
                .forEach(key -> {
                    // Another object that is equal: not only the very key is found.
                    String twin = String.valueOf(key.toCharArray());
                    assertThat(frozen.get(twin)).isEqualTo(tree.get(key));
                    assertThat(frozen.keySet().contains(twin)).isTrue();
                });
        assertThat(frozen.get("other")).isNull();
        assertThat(frozen.containsKey(AFTER_ALL)).isFalse();
        assertThat(frozen.keySet().contains("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 32, 33, 1000})
    void aChangedOneIsAnother(int size) {
        TreeMap<String, Integer> tree = tree(size);
        FrozenMap<String, Integer> frozen = FrozenMap.of(tree);
        for (String key : new String[] {"", "key0", "key17", "key5x", AFTER_ALL}) {
            var more = new TreeMap<>(tree);
            more.put(key, -1);
            same(frozen.with(key, -1), more);
            var less = new TreeMap<>(tree);
            less.remove(key);
            same(frozen.without(key), less);
        }
        var others = new TreeMap<>(tree);
        others.replaceAll((_, value) -> value + 1);
        same(frozen.withAll(others), others);
        same(frozen, tree);
        assertThatThrownBy(() -> frozen.withAll(new TreeMap<>(tree(size + 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> frozen.put("key0", 1))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 40})
    void parts(int size) {
        TreeMap<String, Integer> tree = tree(size);
        FrozenMap<String, Integer> frozen = FrozenMap.of(tree);
        assertThat(frozen.firstKey()).isEqualTo(tree.firstKey());
        assertThat(frozen.lastKey()).isEqualTo(tree.lastKey());
        same(frozen.headMap("key1"), tree.headMap("key1"));
        same(frozen.tailMap("key1"), tree.tailMap("key1"));
        same(frozen.subMap("key", "key0x"), tree.subMap("key", "key0x"));
        assertThatThrownBy(() -> FrozenMap.of(tree(0)).firstKey())
                .isInstanceOf(NoSuchElementException.class);
    }

    private static void same(SortedMap<String, Integer> frozen, SortedMap<String, Integer> tree) {
        assertThat(frozen).isEqualTo(tree).hasSameHashCodeAs(tree).hasSize(tree.size());
        assertThat(tree).isEqualTo(frozen);
        assertThat(frozen.keySet()).containsExactlyElementsOf(tree.keySet());
        assertThat(frozen.values()).containsExactlyElementsOf(tree.values());
        assertThat(frozen.entrySet()).containsExactlyElementsOf(tree.entrySet());
        assertThat(frozen).isEqualTo(FrozenMap.of(new TreeMap<>(tree)));
    }
}
