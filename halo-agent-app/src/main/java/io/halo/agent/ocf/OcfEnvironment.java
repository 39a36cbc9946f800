package io.halo.agent.ocf;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The whole environment of a script, as OCF 1.1 has it. Nothing of the agent's own environment
/// gets in but PATH and the variables of the test cluster.
public final class OcfEnvironment {
    /// Scripts call ip, mount and exportfs by name: without these a PATH is not complete.
    private static final String PATHS =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String TEST_PREFIX = "HALO_TEST_";

    private final SequencedMap<String, String> common = new LinkedHashMap<>();

    /// @param own the agent's environment
    /// @param temporary a directory that scripts may write to and that is empty after a boot
    /// @param testId HALO_TEST_ID; empty: as in `own`
    public OcfEnvironment(Path ocfRoot, Path temporary, Map<String, String> own, String testId) {
        new TreeMap<>(own)
                .forEach((name, value) -> {
                    if (name.startsWith(TEST_PREFIX)) {
                        common.put(name, value);
                    }
                });
        if (!testId.isEmpty()) {
            common.put("HALO_TEST_ID", testId);
        }
        common.put("PATH", completePath(own.getOrDefault("PATH", "")));
        common.put("LC_ALL", "C");
        common.put("OCF_ROOT", ocfRoot.toString());
        common.put("OCF_RA_VERSION_MAJOR", "1");
        common.put("OCF_RA_VERSION_MINOR", "1");
        common.put("OCF_EXIT_REASON_PREFIX", Words.PREFIX);
        common.put("HA_RSCTMP", temporary.toString());
    }

    SequencedMap<String, String> of(Call call) {
        var all = new LinkedHashMap<String, String>();
        call.parameters().forEach((name, value) -> all.put("OCF_RESKEY_" + name, value));
        all.putAll(common);
        all.put("OCF_RESOURCE_INSTANCE", call.resource());
        all.put("OCF_RESOURCE_TYPE", call.kind().type());
        all.put("OCF_RESOURCE_PROVIDER", call.kind().provider());
        all.put("OCF_RESKEY_CRM_meta_timeout", Long.toString(call.timeout().toMillis()));
        all.put("OCF_RESKEY_CRM_meta_interval", Long.toString(call.interval().toMillis()));
        return all;
    }

    private static String completePath(String own) {
        var directories = new LinkedHashSet<String>();
        Arrays.stream((own + ":" + PATHS).split(":"))
                .filter(directory -> directory.startsWith("/"))
                .forEach(directories::add);
        return String.join(":", directories);
    }
}
