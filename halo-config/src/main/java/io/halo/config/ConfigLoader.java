package io.halo.config;

import io.halo.config.ClusterReader.Cluster;
import io.halo.config.ConfigResult.Loaded;
import io.halo.config.ConfigResult.Rejected;
import io.halo.config.GroupTable.Group;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads `halo.conf`.
///
/// Blocks for the file system only: no names are resolved, no fence program is run, no secret is
/// fetched. Whatever is wrong with the file is a value, never an exception. Holds no state; any
/// thread may call it.
public final class ConfigLoader {
    private static final List<String> KEYS =
            List.of("cluster", "hosts", "resources", "resource_groups");

    private final Path directory;
    private final Problems problems;

    private ConfigLoader(Path file) {
        this.directory =
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        this.problems = new Problems(file);
    }

    /// Reads and checks a file; reports all problems at once.
    public static ConfigResult load(Path file) {
        var loader = new ConfigLoader(file);
        Optional<LoadedConfig> config =
                SourceText.read(file, loader.problems)
                        .flatMap(text -> YamlReader.read(text, loader.problems))
                        .flatMap(root -> Fields.of(root, "top level", KEYS, loader.problems))
                        .flatMap(loader::config);
        List<Problem> found = loader.problems.sorted();
        return config.<ConfigResult>map(good -> new Loaded(good, found))
                .orElseGet(() -> new Rejected(found));
    }

    private Optional<LoadedConfig> config(Fields file) {
        for (String key : List.of("hosts", "resources", "resource_groups")) {
            if (!file.has(key)) {
                problems.error(file.at(), "top level: " + key + " is missing");
            }
        }
        if (file.has("hosts") && file.items("hosts").isEmpty()) {
            problems.error(file.at("hosts"), "hosts: the list is empty");
        }
        Cluster cluster = new ClusterReader(problems).read(file.node("cluster"));
        List<RawHost> rawHosts =
                new HostReader(new FenceReader(directory, problems), problems)
                        .read(file.items("hosts"));
        List<RawResource> rawResources =
                new ResourceReader(cluster.timeouts(), problems).read(file.items("resources"));
        List<RawGroup> rawGroups = new GroupReader(problems).read(file.items("resource_groups"));

        HostTable hosts = HostTable.of(rawHosts, problems);
        Graph graph = Graph.of(rawResources, problems);
        List<Group> groups = GroupTable.of(rawGroups, hosts, graph, problems);
        CycleCheck.run(graph, problems);
        Trees trees = Trees.of(graph, groups, problems);
        IdentityCheck.run(graph, trees, groups, problems);
        FenceCheck.run(hosts, problems);
        PowerCycleCheck.run(hosts, groups, problems);
        new Advice(hosts, graph, groups, trees, problems).run();
        return problems.anyErrors()
                ? Optional.empty()
                : Optional.of(SpecBuilder.build(cluster, hosts, graph, groups));
    }
}
