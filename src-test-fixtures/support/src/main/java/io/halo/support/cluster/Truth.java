package io.halo.support.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What really runs where: the state files. Tests judge by this, not by what a manager believes.
public final class Truth {
    private final ClusterPlan plan;
    private final Path directory;

    Truth(ClusterPlan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /// The hosts that run a resource.
    public List<String> hostsOf(String resource) {
        return plan.hosts().stream().filter(host -> runs(resource, host)).toList();
    }

    public boolean runs(String resource, String host) {
        return Files.exists(file(resource, host));
    }

    /// Everything from the root on runs on that host.
    public boolean groupRuns(String root, String host) {
        return plan.tree(root).stream().allMatch(resource -> runs(resource.id(), host));
    }

    /// Nothing of the group runs anywhere.
    public boolean groupIsDown(String root) {
        return plan.tree(root).stream().allMatch(resource -> hostsOf(resource.id()).isEmpty());
    }

    /// Every group runs on its home host.
    public boolean allAtHome() {
        return plan.groups().stream().allMatch(group -> groupRuns(group.root(), group.home()));
    }

    /// As if someone had started it by hand.
    public void put(String resource, String host) {
        TextFile.write(file(resource, host), "");
    }

    public void putGroup(String root, String host) {
        plan.tree(root).forEach(resource -> put(resource.id(), host));
    }

    /// As if it had died.
    public void remove(String resource, String host) {
        TextFile.remove(file(resource, host));
    }

    public void removeGroup(String root, String host) {
        plan.tree(root).forEach(resource -> remove(resource.id(), host));
    }

    public Path file(String resource, String host) {
        return directory.resolve(host + "." + plan.resource(resource).stateFile());
    }

    @Override
    public String toString() {
        return plan.resources().stream()
                .map(resource -> resource.id() + " " + hostsOf(resource.id()))
                .toList()
                .toString();
    }
}
