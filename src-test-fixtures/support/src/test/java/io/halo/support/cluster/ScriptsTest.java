package io.halo.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

/// The simulated resources below `ocf-resources`, run as an agent runs them.
class ScriptsTest {
    private static final Path OCF_ROOT = ProjectFiles.find().ocfRoot();

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "heartbeat/ZFS,        pool=p/1,                      zfs.p_1,     zfs % pool=p/1",
        "lustre/Lustre,        mountpoint=/mnt/m target=t/0,  lustre._mnt_m, lustre % mountpoint=/mnt/m target=t/0",
        "heartbeat/IPaddr2,    ip=10.0.0.1,                   ip.10.0.0.1, ip % ip=10.0.0.1",
        "heartbeat/Route,      destination=10.1.0.0/16,       route.10.1.0.0_16, route % destination=10.1.0.0/16",
        "heartbeat/Filesystem, directory=/d device=/e fstype=x, fs._d,     fs % directory=/d device=/e fstype=x",
        "heartbeat/exportfs,   directory=/d,                  export._d,   export % directory=/d",
    })
    void isAFileThatComesAndGoes(String kind, String parameters, String file, String line) {
        Map<String, String> environment = environment("a", parameters);
        assertThat(run(kind, "monitor", environment).exit()).isEqualTo(7);
        assertThat(run(kind, "start", environment).exit()).isZero();
        assertThat(run(kind, "start", environment).exit()).isZero();
        assertThat(directory.resolve("a." + file)).exists();
        assertThat(run(kind, "monitor", environment).exit()).isZero();
        assertThat(run(kind, "stop", environment).exit()).isZero();
        assertThat(run(kind, "stop", environment).exit()).isZero();
        assertThat(run(kind, "monitor", environment).exit()).isEqualTo(7);
        assertThat(run(kind, "validate-all", environment).exit()).isZero();
        assertThat(TextFile.lines(directory.resolve("test_log")))
                .map(logged -> logged.replaceFirst(" id=a$", ""))
                .containsExactly(
                        line.replace("%", "monitor"),
                        line.replace("%", "start"),
                        line.replace("%", "start"),
                        line.replace("%", "monitor"),
                        line.replace("%", "stop"),
                        line.replace("%", "stop"),
                        line.replace("%", "monitor"),
                        line.replace("%", "validate-all"));
        assertThat(ScriptCall.parse(TextFile.lines(directory.resolve("test_log")).getFirst()))
                .contains(new ScriptCall(file, "monitor", "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat/ZFS, pool",
        "lustre/Lustre, mountpoint",
        "heartbeat/IPaddr2, ip",
        "heartbeat/Route, destination",
        "heartbeat/Filesystem, directory",
        "heartbeat/exportfs, directory"
    })
    void describesItself(String kind, String identity) {
        String xml = run(kind, "meta-data", Map.of()).out();
        assertThat(xml).contains("<parameter name=\"" + identity + "\" required=\"1\"");
        assertThatCode(() -> parse(xml)).doesNotThrowAnyException();
    }

    @Test
    void saysWhatIsMissing() {
        CommandResult noPool = run("heartbeat/ZFS", "start", environment("a", "other=1"));
        assertThat(noPool.exit()).isEqualTo(6);
        assertThat(noPool.err()).isEqualTo("ocf-exit-reason:parameter pool is not set\n");
        CommandResult noTest = run("heartbeat/ZFS", "start", Map.of("OCF_RESKEY_pool", "p"));
        assertThat(noTest.exit()).isEqualTo(2);
        assertThat(noTest.err()).startsWith("ocf-exit-reason:HALO_TEST_DIRECTORY and HALO_TEST_ID");
        assertThat(run("heartbeat/ZFS", "promote", environment("a", "pool=p")).exit()).isEqualTo(3);
    }

    @Test
    void obeysPlantedFaults() {
        Map<String, String> environment = environment("a", "pool=p");
        plant("a.zfs.p.start", "times 2", "reason broken disk", "exit 5");
        CommandResult first = run("heartbeat/ZFS", "start", environment);
        assertThat(first.exit()).isEqualTo(5);
        assertThat(first.err()).isEqualTo("ocf-exit-reason:broken disk\n");
        assertThat(run("heartbeat/ZFS", "start", environment).exit()).isEqualTo(5);
        assertThat(run("heartbeat/ZFS", "start", environment).exit()).isZero();

        plant("a.zfs.p.stop", "noise 100", "exit-after 1");
        CommandResult stop = run("heartbeat/ZFS", "stop", environment);
        assertThat(stop.exit()).isEqualTo(1);
        assertThat(stop.out()).hasSize(100 * 1024);
        assertThat(directory.resolve("a.zfs.p")).doesNotExist();
    }

    @Test
    void hangsUntilTheFaultIsTakenAway() throws Exception {
        plant("a.zfs.p.start", "hang");
        ProcessBuilder builder = new ProcessBuilder(script("heartbeat/ZFS").toString(), "start");
        builder.environment().putAll(environment("a", "pool=p"));
        Process process = builder.start();
        Await.until(
                "the script has begun",
                Duration.ofSeconds(10),
                () -> Files.exists(directory.resolve("test_log")));
        assertThat(process.isAlive()).isTrue();
        assertThat(directory.resolve("a.zfs.p")).doesNotExist();
        TextFile.remove(directory.resolve("faults/a.zfs.p.start"));
        assertThat(process.waitFor()).isZero();
        assertThat(directory.resolve("a.zfs.p")).exists();
    }

    @Test
    void tellsWhomItMet() {
        run("heartbeat/ZFS", "start", environment("a", "pool=p"));
        run("heartbeat/ZFS", "start", environment("b", "pool=p"));
        run("heartbeat/ZFS", "start", environment("b", "pool=q"));
        assertThat(TextFile.lines(directory.resolve("twice.log")))
                .containsExactly("zfs start pool=p id=b also=a");
    }

    @Test
    void writesItsTimesIfAsked() {
        Map<String, String> environment = environment("a", "pool=p 1");
        run("heartbeat/ZFS", "start", environment);
        assertThat(directory.resolve("times.log")).doesNotExist();
        environment.put("HALO_TEST_TIMES", "1");
        run("heartbeat/ZFS", "start", environment);
        ScriptRun timed =
                ScriptRun.parse(TextFile.lines(directory.resolve("times.log")).getFirst())
                        .orElseThrow();
        assertThat(timed.stateFile()).isEqualTo("zfs.p 1");
        assertThat(timed.operation()).isEqualTo("start");
        assertThat(timed.took()).isPositive();
    }

    private void plant(String name, String... steps) {
        TextFile.makeDirectory(directory.resolve("faults"));
        TextFile.write(directory.resolve("faults").resolve(name), String.join("\n", steps) + "\n");
    }

    private CommandResult run(String kind, String operation, Map<String, String> environment) {
        return Shell.run(
                List.of(script(kind).toString(), operation), environment, Duration.ofSeconds(20));
    }

    private static Path script(String kind) {
        return OCF_ROOT.resolve("resource.d").resolve(kind);
    }

    /// @param parameters `name=value` words
    private Map<String, String> environment(String id, String parameters) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("HALO_TEST_DIRECTORY", directory.toString());
        environment.put("HALO_TEST_ID", id);
        environment.put("HALO_TEST_LOG", directory.resolve("test_log").toString());
        for (String parameter : parameters.split(" (?=[a-z]+=)")) {
            String[] parts = parameter.split("=", 2);
            environment.put("OCF_RESKEY_" + parts[0], parts[1]);
        }
        return environment;
    }

    private static void parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
