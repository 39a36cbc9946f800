package io.halo.support.cluster;

import java.nio.file.Path;
import java.util.List;

/// Plants faults in scripts and in the fence program while the cluster runs. The steps are
/// described in `ocf-resources/lib/simulated-resource` and in `fence_halo_test`.
public final class Faults {
    private final ClusterPlan plan;
    private final Path directory;

    Faults(ClusterPlan plan, Path directory) {
        this.plan = plan;
        this.directory = directory.resolve("faults");
        TextFile.makeDirectory(this.directory);
    }

    /// For one operation (`start`, `stop`, `monitor`) of a resource on a host.
    public void script(String host, String resource, String operation, String... steps) {
        TextFile.write(scriptFile(host, resource, operation), String.join("\n", steps) + "\n");
    }

    public void clearScript(String host, String resource, String operation) {
        TextFile.remove(scriptFile(host, resource, operation));
    }

    /// For the fence program when it is about that host.
    public void fence(String host, String... steps) {
        TextFile.write(directory.resolve(host + ".fence"), String.join("\n", steps) + "\n");
    }

    public void clearFence(String host) {
        TextFile.remove(directory.resolve(host + ".fence"));
    }

    public List<String> planted() {
        return TextFile.names(directory);
    }

    public void clear() {
        planted().forEach(name -> TextFile.remove(directory.resolve(name)));
    }

    private Path scriptFile(String host, String resource, String operation) {
        String stateFile = plan.resource(resource).stateFile();
        return directory.resolve(host + "." + stateFile + "." + operation);
    }
}
