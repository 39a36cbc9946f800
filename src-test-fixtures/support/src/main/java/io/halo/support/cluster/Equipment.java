package io.halo.support.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// What the servers of a cluster are made of, as files that a person can lose and bring back.
///
/// `mains/mds00` is the power of a server and of its fence device, `disks/p` those of a pool, and
/// `servers/mds00/ocf` the resource agents that are installed on a server.
public final class Equipment {
    private final ClusterPlan plan;
    private final Path directory;

    private Equipment(ClusterPlan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /// Complete equipment, before anything is started.
    public static Equipment of(TestCluster cluster) {
        Equipment equipment = new Equipment(cluster.plan(), cluster.directory());
        for (String host : cluster.plan().hosts()) {
            Path installed = equipment.server(host).resolve("ocf");
            copy(ProjectFiles.find().ocfRoot(), installed);
            cluster.agents().set(host, "OCF_ROOT", installed.toString());
            equipment.put("mains", host);
        }
        cluster.plan().groups().forEach(group -> equipment.put("disks", group.root()));
        return equipment;
    }

    /// The server dies, and its fence device with it: nothing of it runs, nothing of it answers.
    public void cutMains(TestCluster cluster, String host) {
        TextFile.remove(directory.resolve("mains").resolve(host));
        cluster.agents().kill(host);
        plan.resources().forEach(resource -> cluster.truth().remove(resource.id(), host));
    }

    /// Nobody can import a pool of which the disks are gone.
    public void loseDisks(String pool) {
        TextFile.remove(directory.resolve("disks").resolve(pool));
    }

    /// @param kind as in the configuration, for example `lustre/Lustre`
    public void uninstall(String host, String kind) {
        TextFile.remove(server(host).resolve("ocf/resource.d").resolve(kind));
    }

    private Path server(String host) {
        return directory.resolve("servers").resolve(host);
    }

    private void put(String what, String name) {
        TextFile.makeDirectory(directory.resolve(what));
        TextFile.write(directory.resolve(what).resolve(name), "");
    }

    /// With what may be executed.
    private static void copy(Path from, Path to) {
        try (Stream<Path> found = Files.walk(from)) {
            List<Path> all = found.toList();
            for (Path source : all) {
                Path target = to.resolve(from.relativize(source));
                if (Files.isDirectory(source)) {
                    TextFile.makeDirectory(target);
                } else {
                    Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("copying " + from + " to " + to, e);
        }
    }
}
