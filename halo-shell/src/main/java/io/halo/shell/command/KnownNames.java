package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.Json;
import io.halo.shell.spec.GlobalOptions;
import java.util.List;
import java.util.Optional;

/// Several names in one command: half a command is worse than none, so all are looked up before the
/// first is sent. Of a single one the manager says itself whether it knows it.
final class KnownNames {
    private KnownNames() {}

    /// @return whether all may be sent; else it was told why not
    static boolean hosts(List<String> names, GlobalOptions globals, Console console) {
        return all("host", names, globals, console);
    }

    /// @return whether all may be sent; else it was told why not
    static boolean groups(List<String> names, GlobalOptions globals, Console console) {
        return all("group", names, globals, console);
    }

    private static boolean all(
            String kind, List<String> names, GlobalOptions globals, Console console) {
        if (names.size() == 1) {
            return true;
        }
        Optional<Json> document = Manager.read(globals, "/status", console);
        if (document.isEmpty()) {
            return false;
        }
        ClusterStatus status = ClusterStatus.of(document.get());
        boolean hosts = kind.equals("host");
        List<String> known = hosts ? NearName.hosts(status) : NearName.groups(status);
        List<String> unknown = names.stream().filter(name -> !known.contains(name)).toList();
        for (String name : unknown) {
            console.error(
                    "there is no "
                            + kind
                            + " '"
                            + name
                            + "'"
                            + (hosts
                                    ? NearName.ofHost(name, status)
                                    : NearName.ofGroup(name, status)));
        }
        if (!unknown.isEmpty()) {
            console.error("nothing was done");
        }
        return unknown.isEmpty();
    }
}
