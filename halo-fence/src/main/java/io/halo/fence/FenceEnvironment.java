package io.halo.fence;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;

/// The environment of fence programs: little of ours, and nothing secret.
final class FenceEnvironment {
    /// Fence agents are in sbin, and call ipmitool, snmpget, ssh … by name; a service's PATH may be
    /// without it.
    private static final String SYSTEM_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String TEST_PREFIX = "HALO_TEST_";

    private FenceEnvironment() {}

    static String path() {
        return path(System.getenv().getOrDefault("PATH", ""));
    }

    static SequencedMap<String, String> of(Map<String, String> own) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("PATH", path(own.getOrDefault("PATH", "")));
        environment.put("LC_ALL", "C");
        environment.put("HOME", own.getOrDefault("HOME", "/"));
        own.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(TEST_PREFIX))
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> environment.put(variable.getKey(), variable.getValue()));
        return Collections.unmodifiableSequencedMap(environment);
    }

    private static String path(String own) {
        var directories = new LinkedHashSet<String>();
        Arrays.stream((own + ":" + SYSTEM_PATH).split(":"))
                .filter(directory -> !directory.isEmpty())
                .forEach(directories::add);
        return String.join(":", directories);
    }
}
