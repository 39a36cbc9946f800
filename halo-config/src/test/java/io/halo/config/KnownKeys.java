package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.manual.SourceWords;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The keys that the loader knows, by the path of the mapping that they stand in.
///
/// They are read from the constants in the code; a new one that is not in the table below fails.
final class KnownKeys {
    private static final String PLACE = "halo-config/src/main/java/io/halo/config";

    /// Which mappings a list of keys is of.
    private static final Map<String, List<String>> PATHS =
            new TreeMap<>(
                    Map.of(
                            "ConfigLoader.KEYS", List.of(""),
                            "ClusterReader.KEYS", List.of("cluster"),
                            "ClusterReader.FENCING_KEYS", List.of("cluster.fencing"),
                            "ResourceReader.TIMEOUT_KEYS",
                                    List.of("cluster.timeouts", "resources[].timeouts"),
                            "HostReader.KEYS", List.of("hosts[]"),
                            "FenceReader.DEVICE_KEYS",
                                    List.of("hosts[].fence_also[]", "hosts[].fence_levels[][]"),
                            "FenceReader.SOURCE_KEYS",
                                    List.of(
                                            "hosts[].fence_parameters.*",
                                            "hosts[].fence_also[].fence_parameters.*",
                                            "hosts[].fence_levels[][].fence_parameters.*"),
                            "ResourceReader.KEYS", List.of("resources[]"),
                            "GroupReader.KEYS", List.of("resource_groups[]"),
                            "GroupReader.POLICY_KEYS", List.of("resource_groups[].policy")));

    private KnownKeys() {}

    static SortedMap<String, SortedSet<String>> all() {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>();
        List<String> found = new ArrayList<>();
        for (String reader : SourceWords.in(PLACE, "^(?:public )?final class (\\w+)")) {
            String file = PLACE + "/" + reader + ".java";
            for (String name : SourceWords.in(file, "List<String> (\\w*KEYS)\\b")) {
                String constant = reader + "." + name;
                if (constant.equals("FenceReader.HOST_KEYS")) {
                    continue; // a part of those of a host
                }
                found.add(constant);
                assertThat(PATHS).as("where the keys of %s stand", constant).containsKey(constant);
                SortedSet<String> keys = new TreeSet<>(read(reader, name));
                PATHS.getOrDefault(constant, List.of()).forEach(path -> all.put(path, keys));
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(PATHS.keySet());
        return all;
    }

    private static List<String> read(String reader, String name) {
        try {
            Field field = Class.forName("io.halo.config." + reader).getDeclaredField(name);
            field.setAccessible(true);
            return ((List<?>) field.get(null)).stream().map(String::valueOf).toList();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(reader + "." + name, e);
        }
    }
}
