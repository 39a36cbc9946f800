package io.halo.shell.discover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one server has told of itself.
///
/// @param host as it was named to us, which is how it is reached
/// @param boot the boot that answered, of which there is only one in the world; or empty
/// @param user who asked, if that was not root: then much stays hidden; or empty
/// @param disks by names that are the same on every server that has them
/// @param imported pools that it has imported, by their guid
/// @param visible pools that it sees and has not imported, by their guid
/// @param targets Lustre targets that are mounted there: `pool/dataset` to the mount point
/// @param scripts resource agents that are installed, of those that a storage server needs
/// @param bmc the address of its own BMC, or empty
/// @param withoutZfs whether it has no ZFS
/// @param agent whether halo-agent is installed
record ServerFacts(
        String host,
        String boot,
        String user,
        SortedSet<String> disks,
        Map<String, Pool> imported,
        Map<String, String> visible,
        Map<String, String> targets,
        SortedSet<String> scripts,
        String bmc,
        boolean withoutZfs,
        boolean agent) {

    /// @param multihost what `zpool get multihost` says, or empty
    /// @param cachefile what `zpool get cachefile` says, or empty
    record Pool(String name, String multihost, String cachefile) {}

    /// @return empty if that is not what the probe prints, or is cut off
    static Optional<ServerFacts> read(String host, String printed) {
        List<String> lines = printed.lines().toList();
        int first = lines.indexOf("halo-probe\t1");
        if (first < 0 || !lines.getLast().equals("end")) {
            return Optional.empty();
        }
        var reading = new Reading();
        lines.subList(first, lines.size()).forEach(line -> reading.take(line.split("\t", -1)));
        return Optional.of(reading.facts(host));
    }

    /// Whether it could take that pool over, as far as it can see.
    boolean sees(String guid) {
        return imported.containsKey(guid) || visible.containsKey(guid);
    }

    private static final class Reading {
        private final SortedSet<String> disks = new TreeSet<>();
        private final Map<String, Pool> imported = new LinkedHashMap<>();
        private final Map<String, String> visible = new LinkedHashMap<>();
        private final Map<String, String> targets = new LinkedHashMap<>();
        private final SortedSet<String> scripts = new TreeSet<>();
        private String boot = "";
        private String user = "";
        private String bmc = "";
        private boolean withoutZfs;
        private boolean agent;

        void take(String[] words) {
            List<String> given = new ArrayList<>(List.of(words));
            while (given.size() < 5) {
                given.add("");
            }
            switch (given.getFirst()) {
                case "boot" -> boot = given.get(1);
                case "unprivileged" -> user = given.get(1);
                case "disk" -> disks.add(given.get(1));
                case "imported" ->
                        imported.put(
                                given.get(1), new Pool(given.get(2), given.get(3), given.get(4)));
                case "visible" -> visible.put(given.get(1), given.get(2));
                case "target" -> targets.put(given.get(1), given.get(2));
                case "script" -> scripts.add(given.get(1));
                case "bmc" -> bmc = given.get(1).strip();
                case "missing" -> withoutZfs = true;
                case "agent" -> agent = true;
                default -> {
                    // A later probe may tell more.
                }
            }
        }

        ServerFacts facts(String host) {
            return new ServerFacts(
                    host,
                    boot,
                    user,
                    disks,
                    imported,
                    visible,
                    targets,
                    scripts,
                    bmc,
                    withoutZfs,
                    agent);
        }
    }
}
