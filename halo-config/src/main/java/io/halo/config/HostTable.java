package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// All hosts with their ids; finds a host by what the rest of the file calls it.
final class HostTable {
    private static final String WHAT = "host: ";

    private final List<RawHost> hosts;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> byReference = new LinkedHashMap<>();
    private final Problems problems;

    private HostTable(List<RawHost> hosts, Problems problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    /// Gives every host its id and reports hosts that could be taken for one another.
    static HostTable of(List<RawHost> hosts, Problems problems) {
        var table = new HostTable(hosts, problems);
        Map<String, Integer> names = table.names();
        table.checkHostnames(names);
        table.checkAddresses();
        table.assignIds(names);
        return table;
    }

    List<RawHost> hosts() {
        return hosts;
    }

    String id(int host) {
        return ids.get(host);
    }

    /// The host with that name, id or hostname; an error if there is none.
    OptionalInt find(Text reference, String key) {
        Integer host = byReference.get(reference.text());
        if (host == null) {
            problems.error(
                    reference.at(),
                    key
                            + ": there is no host "
                            + quote(reference.text())
                            + problems.didYouMean(reference.text(), byReference.keySet()));
            return OptionalInt.empty();
        }
        return OptionalInt.of(host);
    }

    private Map<String, Integer> names() {
        var names = new HashMap<String, Integer>();
        for (int i = 0; i < hosts.size(); i++) {
            Text name = hosts.get(i).name();
            Integer first = name == null ? null : names.putIfAbsent(name.text(), i);
            if (name != null && first != null) {
                problems.error(
                        name.at(), WHAT + "duplicate name " + quote(name.text()) + firstIn(first));
            }
        }
        return names;
    }

    /// Such a hostname would make two hosts out of one word: the wrong one could be powered off.
    private void checkHostnames(Map<String, Integer> names) {
        for (int i = 0; i < hosts.size(); i++) {
            RawHost host = hosts.get(i);
            Integer other =
                    host.calledBy()
                            .map(names::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
            if (other != null && other != i) {
                problems.error(
                        host.hostname().at(),
                        WHAT
                                + "the hostname "
                                + quote(host.hostname().text())
                                + " is the name of another host (in line "
                                + hosts.get(other).nameAt().line()
                                + ")");
            }
        }
    }

    private void checkAddresses() {
        var seen = new HashMap<String, Integer>();
        for (int i = 0; i < hosts.size(); i++) {
            var address = hosts.get(i).address();
            Integer first =
                    address == null
                            ? null
                            : seen.putIfAbsent(address.shown().toLowerCase(Locale.ROOT), i);
            if (address != null && first != null) {
                problems.error(
                        hosts.get(i).hostname().at(),
                        WHAT + "duplicate hostname " + quote(address.shown()) + firstIn(first));
            }
        }
    }

    private void assignIds(Map<String, Integer> names) {
        var bare = new HashMap<String, Integer>();
        hosts.forEach(
                host -> host.bareHostname().ifPresent(name -> bare.merge(name, 1, Integer::sum)));
        for (int i = 0; i < hosts.size(); i++) {
            RawHost host = hosts.get(i);
            String id = id(host, bare);
            ids.add(id);
            byReference.putIfAbsent(id, i);
        }
        names.forEach((name, host) -> byReference.put(name, host));
        for (int i = 0; i < hosts.size(); i++) {
            byReference.putIfAbsent(hosts.get(i).hostname().text(), i);
        }
    }

    private static String id(RawHost host, Map<String, Integer> bare) {
        if (host.name() != null) {
            return host.name().text();
        }
        var address = host.address();
        if (address == null) {
            return host.hostname().text();
        }
        return bare.getOrDefault(address.host(), 0) == 1 ? address.host() : address.shown();
    }

    private String firstIn(int host) {
        return " (first in line " + hosts.get(host).nameAt().line() + ")";
    }
}
