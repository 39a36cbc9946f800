package io.halo.support.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Writes a plan as a configuration file of the manager.
final class ConfigText {
    private final StringBuilder out = new StringBuilder();

    private ConfigText() {}

    /// @param addressOf where a host's agent listens
    static String of(
            ClusterPlan plan, UnaryOperator<String> addressOf, Path fence, Path directory) {
        ConfigText text = new ConfigText();
        text.line("cluster:");
        plan.settings().forEach((key, value) -> text.line("  " + key + ": " + value));
        text.line("hosts:");
        for (String host : plan.hosts()) {
            text.line("- hostname: " + quoted(addressOf.apply(host)));
            text.line("  name: " + quoted(host));
            text.line(
                    plan.fences()
                            .getOrDefault(
                                    host,
                                    "  fence_agent: "
                                            + quoted(fence.toString())
                                            + "\n  fence_parameters: "
                                            + map(
                                                    Map.of(
                                                            "test_directory",
                                                            directory.toString(),
                                                            "target",
                                                            host))));
            if (plan.hostLines().get(host) instanceof String line) {
                text.line("  " + line);
            }
        }
        text.line("resources:");
        plan.resources().forEach(text::resource);
        text.line("resource_groups:");
        plan.groups().forEach(text::group);
        return text.out.toString();
    }

    private void resource(ResourcePlan resource) {
        line("- name: " + quoted(resource.id()));
        line("  kind: " + resource.kind());
        line("  parameters: " + map(resource.parameters()));
        if (!resource.dependents().isEmpty()) {
            line("  dependents: " + list(resource.dependents()));
        }
        resource.lines().forEach(line -> line("  " + line));
    }

    private void group(GroupPlan group) {
        line("- root: " + quoted(group.root()));
        line("  home_host: " + quoted(group.home()));
        line("  failover_hosts: " + list(group.failover()));
        group.lines().forEach(line -> line("  " + line));
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    static String map(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + quoted(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String list(Iterable<String> items) {
        StringBuilder list = new StringBuilder();
        items.forEach(item -> list.append(list.isEmpty() ? "" : ", ").append(quoted(item)));
        return "[ " + list + " ]";
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
