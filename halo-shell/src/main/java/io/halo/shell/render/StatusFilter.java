package io.halo.shell.render;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.ClusterStatus.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What of a status has to do with a word: groups with all their members, hosts, findings, events.
public final class StatusFilter {
    private StatusFilter() {}

    /// @param word upper and lower case are alike
    public static ClusterStatus of(String word, ClusterStatus status) {
        String sought = word.toLowerCase(Locale.ROOT);
        Set<String> groups =
                status.resources().stream()
                        .filter(it -> isAbout(sought, it))
                        .map(Resource::group)
                        .collect(Collectors.toSet());
        return new ClusterStatus(
                status.verdict(),
                status.resources().stream().filter(it -> groups.contains(it.group())).toList(),
                status.hosts().stream()
                        .filter(it -> has(sought, it.id(), it.reason(), it.notProtectedBecause()))
                        .toList(),
                status.findings().stream()
                        .filter(it -> has(sought, it.code(), it.object(), it.text()))
                        .toList(),
                status.events().stream()
                        .filter(it -> has(sought, it.kind(), it.object(), it.comment()))
                        .toList());
    }

    private static boolean isAbout(String sought, Resource resource) {
        return has(
                        sought,
                        resource.id(),
                        resource.kind(),
                        resource.group(),
                        resource.status(),
                        resource.phase(),
                        resource.reason())
                || resource.runningOn().stream().anyMatch(host -> has(sought, host));
    }

    private static boolean has(String sought, String... texts) {
        return List.of(texts).stream()
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(sought));
    }
}
