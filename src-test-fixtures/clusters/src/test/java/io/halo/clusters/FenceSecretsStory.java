package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A fence program fails and repeats all that it was told, in every way that it knows: nothing of
/// it comes out of HALO anywhere.
class FenceSecretsStory {
    /// In each value, so that it is found in whatever comes out.
    private static final String SECRET = "geheim";

    private static final String IN_BASE64 =
            Base64.getEncoder().encodeToString("geheim-literal".getBytes(StandardCharsets.UTF_8));

    private static final String PROGRAM =
            """
            #!/bin/sh
            input=$(cat)
            cd "$(dirname "$0")" || exit 9
            case $input in *action=metadata*) exit 1 ;; esac
            tr '\\0' '\\n' </proc/$$/cmdline >>told.argv
            env >>told.environment
            echo "$input" >>told.stdin
            echo "$input"
            echo "WARNING: Ignoring unknown option 'pasword=geheim-slip'" >&2
            echo "cannot log in: http://root:geheim-literal@bmc/, geheim-file, geheim-env" >&2
            printf 'Authorization: Basic %s\\n' "$(printf geheim-literal | base64)" >&2
            exit 1
            """;

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    @Test
    void passwordsGoToTheProgramAndNowhereElse() throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        configure(cluster);
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode().with("--verbose"));
        cluster.awaitGroupOn("mds_pool0", "mds00");
        cluster.awaitStatus(
                "the check has failed",
                status ->
                        status.host("mds00")
                                .at("fence_device")
                                .at("reason")
                                .text()
                                .contains("cannot log in"));

        var said = new LinkedHashMap<String, String>();
        said.put("power status", halo(cluster, "--verbose", "power", "status", "mds00"));
        said.put("power off", halo(cluster, "--output", "json", "power", "off", "mds00"));
        said.put("fence", halo(cluster, "fence", "mds00", "--force", "--yes", "--no-wait"));
        cluster.awaitStatus(
                "the fence has failed",
                status ->
                        status.host("mds00")
                                .at("fence")
                                .at("reason")
                                .text()
                                .contains("cannot log in"));
        said.put("status", halo(cluster, "status", "--why"));
        said.put("yaml", halo(cluster, "status", "--output", "yaml"));
        said.put("explain", halo(cluster, "explain", "mds00"));
        said.put("events", halo(cluster, "events", "show"));
        said.put("operations", halo(cluster, "operations"));
        said.put("state dump", halo(cluster, "state", "dump"));
        said.put("validate", halo(cluster, "validate"));
        Path report = cluster.directory().resolve("report.zip");
        said.put("report", halo(cluster, "report", "--to", report.toString()));
        said.put("the report itself", unpacked(report));
        for (String path :
                new String[] {
                    "/status",
                    "/events",
                    "/operations",
                    "/state",
                    "/hosts/mds00/explain",
                    "/actuator/health",
                    "/actuator/info",
                    "/actuator/prometheus"
                }) {
            said.put(path, cluster.manager().page(path).body());
        }
        for (String closed :
                new String[] {
                    "env", "configprops", "beans", "heapdump", "threaddump", "loggers", "conditions"
                }) {
            assertThat(cluster.manager().page("/actuator/" + closed).status())
                    .as(closed)
                    .isEqualTo(404);
        }
        said.put("log", Files.readString(cluster.manager().log()));
        cluster.manager().terminate();
        said.put(
                "state file",
                Files.readString(cluster.manager().state(), StandardCharsets.ISO_8859_1));
        said.put("argv", Files.readString(cluster.directory().resolve("told.argv")));
        said.put("environment", Files.readString(cluster.directory().resolve("told.environment")));

        assertThat(Files.readString(cluster.directory().resolve("told.stdin")))
                .contains("passwd=geheim-literal", "token=geheim-file", "secret=geheim-env");
        for (String failed : new String[] {"power status", "power off", "status", "/status"}) {
            assertThat(said.get(failed)).as(failed).contains("cannot log in").contains("***");
        }
        said.forEach((where, words) ->
                assertThat(words).as(where).doesNotContain(SECRET).doesNotContain(IN_BASE64));
    }

    private static void configure(TestCluster cluster) throws IOException {
        Path program = cluster.directory().resolve("fence_repeats");
        Files.writeString(program, PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(cluster.directory().resolve("password"), "geheim-file\n");
        cluster.reconfigure(
                cluster.plan()
                        .fencedBy(
                                "mds00",
                                program.toString(),
                                Map.of(
                                        "passwd", "geheim-literal",
                                        "token", "FILE",
                                        "secret", "VARIABLE",
                                        "pasword", "geheim-slip")));
        Path config = cluster.manager().config();
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"FILE\"", "{ file: \"" + file + "\" }")
                        .replace("\"VARIABLE\"", "{ env: BMC_PASSWORD }"));
        cluster.manager().set(Map.of("BMC_PASSWORD", "geheim-env"));
    }

    private static String halo(TestCluster cluster, String... words) {
        return cluster.manager().halo(words).words();
    }

    private static String unpacked(Path file) throws IOException {
        var all = new StringBuilder();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                all.append(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        assertThat(all).contains("cannot log in");
        return all.toString();
    }
}
