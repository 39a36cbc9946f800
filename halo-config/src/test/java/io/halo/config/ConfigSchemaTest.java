package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.halo.config.YamlNode.Text;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.support.cluster.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schema of `halo.conf` and the loader agree: on the keys, their defaults, on what is good,
/// and on what is broken as far as a schema can see that.
class ConfigSchemaTest {
    /// What no schema sees: it looks at one place at a time. Parts of messages.
    private static final List<String> BEYOND =
            List.of(
                    "error: resource group: home_host: there is no host",
                    "error: resource group: failover_hosts: there is no host",
                    "error: resource group: root: there is no resource",
                    "error: resource: dependents: there is no resource",
                    "cannot be its own partner",
                    "failover_hosts names ",
                    "duplicate name ",
                    "duplicate hostname ",
                    " is the name of another host",
                    "has the same fence device and plug as",
                    "is for hosts of lone groups only",
                    "dependents form a cycle",
                    " is in the groups ",
                    "a root is never shared",
                    "is below the shared resource",
                    " are one thing: ",
                    "is longer than a year",
                    " is shorter than backoff_first");

    private final ConfigSchema schema = ConfigSchema.read();

    @TempDir private Path directory = Path.of("unset");

    @Test
    void itIsASchema() {
        assertThat(schema.problemsOfItself()).isEmpty();
    }

    @Test
    void itHasTheKeysOfTheLoaderAndNoOther() {
        SortedMap<String, SortedSet<String>> keys = new TreeMap<>();
        schema.keys().forEach((path, some) -> keys.put(path, new TreeSet<>(some.keySet())));
        assertThat(keys).isEqualTo(KnownKeys.all());
    }

    @Test
    void itsDefaultsAreThoseOfTheLoader() {
        SortedMap<String, String> defaults = new TreeMap<>();
        schema.keys()
                .forEach((path, keys) ->
                        keys.forEach((name, key) -> {
                            if (!key.standard().isEmpty()) {
                                String shown =
                                        key.type().equals("duration") || name.equals("dead_after")
                                                ? normal(key.standard())
                                                : key.standard();
                                defaults.put(path + "." + name, shown);
                            }
                        }));
        assertThat(defaults).isEqualTo(loaded());
    }

    private static String normal(String duration) {
        var problems = new Problems(Path.of("schema"));
        return Durations.show(
                Durations.read(new Text(Position.WHOLE_FILE, duration, true), "", problems)
                        .orElseThrow());
    }

    /// What the loader makes of a file that says nothing optional.
    private SortedMap<String, String> loaded() {
        ClusterSpec cluster = Load.good(directory, ProblemTablesTest.complete("")).cluster();
        SortedMap<String, String> found = new TreeMap<>();
        found.put("cluster.name", cluster.name());
        found.put("cluster.dead_after", Durations.show(cluster.deadAfter()));
        found.put("cluster.monitor_interval", Durations.show(cluster.monitorInterval()));
        var resource = cluster.resource(new ResourceId("r"));
        found.put("cluster.timeouts.start", Durations.show(resource.timeouts().start()));
        found.put("cluster.timeouts.stop", Durations.show(resource.timeouts().stop()));
        found.put("cluster.timeouts.monitor", Durations.show(resource.timeouts().monitor()));
        var fencing = cluster.fencing();
        found.put("cluster.fencing.timeout", Durations.show(fencing.timeout()));
        found.put("cluster.fencing.attempts", Integer.toString(fencing.attempts()));
        found.put("cluster.fencing.retry_delay", Durations.show(fencing.retryDelay()));
        found.put("cluster.fencing.check_interval", Durations.show(fencing.checkInterval()));
        found.put("cluster.fencing.max_at_once", Integer.toString(fencing.maxAtOnce()));
        found.put("cluster.fencing.max_per_hour", Integer.toString(fencing.maxPerHour()));
        found.put(
                "hosts[].power_cycle_when_silent",
                Boolean.toString(cluster.host(new HostId("h0")).powerCycleWhenSilent()));
        found.put("resources[].shared", Boolean.toString(resource.shared()));
        FailurePolicy policy = cluster.group(new GroupId("r")).policy();
        String path = "resource_groups[].policy.";
        found.put("resource_groups[].failover_hosts", "[]");
        found.put(path + "start_attempts", Integer.toString(policy.startAttempts()));
        found.put(path + "window", Durations.show(policy.window()));
        found.put(path + "backoff_first", Durations.show(policy.backoffFirst()));
        found.put(path + "backoff_max", Durations.show(policy.backoffMax()));
        found.put(path + "on_start_failure", lower(policy.onStartFailure()));
        found.put(path + "on_stop_failure", lower(policy.onStopFailure()));
        found.put(path + "failback", lower(policy.failback()));
        return found;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    @TestFactory
    Stream<DynamicTest> everyExampleOfTheProjectIsGoodForBoth() throws IOException {
        List<Path> examples = examples();
        assertThat(examples).hasSizeGreaterThan(5);
        return examples.stream()
                .map(file ->
                        dynamicTest(
                                String.valueOf(file.getFileName()),
                                () -> {
                                    assertThat(ConfigLoader.load(file))
                                            .isInstanceOf(ConfigResult.Loaded.class);
                                    assertThat(schema.problems(Files.readString(file))).isEmpty();
                                }));
    }

    private static List<Path> examples() throws IOException {
        Path root = ProjectFiles.find().root();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().matches(".*\\.(ya?ml|conf)"))
                    .filter(file -> !root.relativize(file).toString().contains("target/"))
                    .filter(ConfigSchemaTest::isConfiguration)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isConfiguration(Path file) {
        try {
            return Files.readString(file).contains("\nresource_groups:");
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void everyKeyAndTheOldFormatAreGoodForBoth() {
        for (String text : List.of(OptionalKeysTest.ALL, SeedFormatTest.SEED)) {
            assertThat(loads(text)).isTrue();
            assertThat(schema.problems(text)).isEmpty();
        }
    }

    /// The schema is never stricter than the loader, and as strict as a schema can be.
    @TestFactory
    Stream<DynamicTest> theTablesOfProblems() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> tables = Files.list(ProblemTablesTest.TABLES)) {
            for (Path table : tables.sorted().toList()) {
                int number = 0;
                for (String one : Files.readString(table).split(ProblemTablesTest.NEXT_CASE, -1)) {
                    number++;
                    tests.add(dynamicTest(table.getFileName() + " " + number, () -> judge(one)));
                }
            }
        }
        return tests.stream();
    }

    private void judge(String one) {
        String text = ProblemTablesTest.complete(ProblemTablesTest.given(one));
        List<String> said =
                one.substring(one.indexOf(ProblemTablesTest.EXPECTED))
                        .lines()
                        .filter(line -> line.contains(": error: "))
                        .toList();
        List<String> visible =
                said.stream().filter(line -> BEYOND.stream().noneMatch(line::contains)).toList();
        List<String> found = schema.problems(text);
        assertThat(found.isEmpty())
                .as("the loader: %s%nthe schema: %s", visible, found)
                .isEqualTo(visible.isEmpty());
    }

    /// Every value of a large file made a list of lists, every mapping given a key too many.
    @Test
    void whatIsBrokenInOnePlaceIsBrokenForBoth() {
        JsonNode good = ConfigSchema.tree(OptionalKeysTest.ALL);
        List<JsonNode> broken = new ArrayList<>();
        breakEach(good, good, broken);
        assertThat(broken.size()).isGreaterThan(100);
        for (JsonNode tree : broken) {
            String text = tree.toString();
            assertThat(loads(text)).as(text).isFalse();
            assertThat(schema.problems(tree)).as(text).isNotEmpty();
        }
        assertThat(loads(good.toString())).as("nothing was left broken").isTrue();
    }

    private static void breakEach(JsonNode root, JsonNode at, List<JsonNode> broken) {
        if (at instanceof ObjectNode mapping) {
            mapping.put("no such-key", 1);
            broken.add(root.deepCopy());
            mapping.remove("no such-key");
            for (String name : List.copyOf(mapping.propertyNames())) {
                JsonNode value = mapping.get(name);
                mapping.putArray(name).addArray().add(1.5);
                broken.add(root.deepCopy());
                mapping.set(name, value);
                breakEach(root, value, broken);
            }
        } else if (at instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                JsonNode value = list.get(i);
                list.set(i, list.arrayNode().add(list.arrayNode()));
                broken.add(root.deepCopy());
                list.set(i, value);
                breakEach(root, value, broken);
            }
        }
    }

    /// One fault each, so that none hides behind another.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster: {dead_after: 999ms}",
                "cluster: {dead_after: 10}",
                "cluster: {dead_after: 0s}",
                "cluster: {monitor_interval: 0ms}",
                "cluster: {monitor_interval: 1.5s}",
                "cluster: {monitor_interval: 1d}",
                "cluster: {timeouts: {start: -5s}}",
                "cluster: {name: ''}",
                "cluster: {name: ' '}",
                "cluster: {name: 'a\\b'}",
                "cluster: {name: \"a\\tb\"}",
                "cluster: {fencing: {attempts: 0}}",
                "cluster: {fencing: {max_at_once: 1000001}}",
                "cluster: {fencing: {max_per_hour: '2'}}",
                "cluster: []",
                "hosts: []",
                "hosts: [{hostname: h0}, {hostname: 'h1:0'}]",
                "hosts: [{hostname: h0}, {hostname: 'h1:65536'}]",
                "hosts: [{hostname: h0}, {hostname: 'h1:x'}]",
                "hosts: [{hostname: h0}, {hostname: 'h1', tls: yes}]",
                "hosts: [{hostname: h0}, {hostname: 'h1', tls: 'true'}]",
                "hosts: [{hostname: h0}, {hostname: 'h1'}, {hostname: 'h/2'}]",
                "hosts: [{hostname: h0}, {hostname: 'h1'}, {hostname: 'h 2'}]",
                "hosts: [{hostname: h0}, {hostname: 'h1'}, {hostname: '[::2'}]",
                "hosts: [{hostname: h0}, {hostname: 'h1'}, {hostname: '[h2]:8000'}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: 'pow man'}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: ipmilan}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: a/fence_ipmilan, fence_parameters: {x: 1}}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_also: [{fence_agent: x}]}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: , fence_levels: [[{fence_agent: x}]]}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: x, fence_levels: [[]]}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: x, fence_levels: [{fence_agent: x}]}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: x, fence_parameters: {action: off}}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: x, fence_parameters: {a b: c}}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: x, fence_parameters: {a: }}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: x, fence_parameters: {a: {}}}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: x, fence_parameters: {a: {file: f, env: E}}}]",
                "hosts: [{hostname: h0}, {hostname: h1, fence_agent: x, fence_parameters: {a: {env: 'A B'}}}]",
                "resources: [{name: r, kind: Dummy}]",
                "resources: [{name: r, kind: ../Dummy}]",
                "resources: [{name: r, kind: a/b/c}]",
                "resources: [{name: r, kind: a/b, parameters: {CRM_meta_x: 1}}]",
                "resources: [{name: r, kind: a/b, parameters: {a-b: 1}}]",
                "resources: [{name: r, kind: a/b, parameters: {a: }}]",
                "resources: [{name: r, kind: a/b, dependents: s}, {name: s, kind: a/b}]",
                "resources: [{name: r, kind: a/b, dependents: [s, s]}, {name: s, kind: a/b}]",
                "resources: [{name: r, kind: a/b, shared: 1}]",
                "resource_groups: [{root: r, home_host: h0, policy: {failback: on}}]",
                "resource_groups: [{root: r, home_host: h0, policy: {on_stop_failure: Fence}}]",
                "resource_groups: [{root: r, home_host: h0, policy: {window: 10}}]",
                "resource_groups: [{root: r, home_host: h0, failover_hosts: [[h1]]}]"
            })
    void aSingleFaultIsSeenByBoth(String section) {
        String text = ProblemTablesTest.complete(section + "\n");
        assertThat(loads(text)).isFalse();
        assertThat(schema.problems(text)).isNotEmpty();
    }

    /// At the edge, and good.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster: {dead_after: 1000ms, monitor_interval: 1ms}",
                "cluster: {dead_after: 0001s, fencing: {attempts: 1000000, max_at_once: 1}}",
                "cluster: {name: 17, timeouts: , fencing: {timeout: 8760h}}",
                "cluster: {name: Übersee 1/2}",
                "hosts: [{hostname: h0, name: ~}, {hostname: 'h1:65535', name: h1, tls: True}]",
                "hosts: [{hostname: h0}, {hostname: h1}, {hostname: 10}, {hostname: größe-1.example.org}]",
                "hosts: [{hostname: h0}, {hostname: h1}, {hostname: '::2'}, {hostname: '[fe80::1%eth0]:1'}]",
                "hosts: [{hostname: h0}, {hostname: h1}, {hostname: '::ffff:10.0.0.1'}, {hostname: 'fe80::2%eth0'}]",
                "hosts: [{hostname: h0, fence_also: , fence_levels: ~}, {hostname: h1}]",
                "hosts: [{hostname: h0, fence_agent: 'dir with blank/x y'}, {hostname: h1}]",
                "hosts: [{hostname: h0, fence_agent: ipmilan, fence_parameters: {ipaddr: {env: IP}}}, {hostname: h1}]",
                "hosts: [{hostname: h0, fence_agent: x, fence_parameters: {a.b-c: '', d: {file: f, env: }}}, {hostname: h1}]",
                "resources: [{name: r, kind: 'a:b/c.d+e', parameters: {a: \"x\\ny\", b: '', _: 1e3}, dependents: ~}]",
                "resource_groups: [{root: r, home_host: h0, failover_hosts: , policy: {failback: ~}}]"
            })
    void whatIsAtTheEdgeIsGoodForBoth(String section) {
        String text = ProblemTablesTest.complete(section + "\n");
        assertThat(ConfigLoader.load(Load.file(directory, text)))
                .isInstanceOf(ConfigResult.Loaded.class);
        assertThat(schema.problems(text)).isEmpty();
    }

    @Test
    void whatIsRequiredIsRequiredByBoth() {
        for (String path :
                List.of(
                        "/hosts",
                        "/resources",
                        "/resource_groups",
                        "/hosts/0/hostname",
                        "/hosts/0/fence_also/0/fence_agent",
                        "/hosts/0/fence_levels/1/1/fence_agent",
                        "/resources/1/name",
                        "/resources/1/kind",
                        "/resource_groups/0/root",
                        "/resource_groups/0/home_host")) {
            JsonNode tree = ConfigSchema.tree(OptionalKeysTest.ALL);
            int last = path.lastIndexOf('/');
            ((ObjectNode) tree.at(path.substring(0, last))).remove(path.substring(last + 1));
            assertThat(loads(tree.toString())).as(path).isFalse();
            assertThat(schema.problems(tree)).as(path).isNotEmpty();
        }
    }

    private boolean loads(String text) {
        return ConfigLoader.load(Load.file(directory, text)) instanceof ConfigResult.Loaded;
    }
}
