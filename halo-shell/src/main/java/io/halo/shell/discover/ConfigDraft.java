package io.halo.shell.discover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A proposal as a configuration file to be completed by hand: what is not known stands in it as a
/// comment.
public final class ConfigDraft {
    private static final String LUSTRE = "lustre/Lustre";

    private ConfigDraft() {}

    public static String of(Proposal proposal) {
        var text = new StringBuilder();
        text.append("# A draft: complete it, then: halo validate --config FILE\n");
        if (!proposal.unknown().isEmpty()) {
            text.append("#\n# Not known, or to be done before HALO may manage this:\n");
            proposal.unknown().forEach(line -> text.append("# - ").append(line).append('\n'));
        }
        text.append("hosts:\n");
        for (String server : proposal.servers()) {
            text.append("- hostname: ").append(quoted(server)).append('\n');
            text.append("  # fence_agent: fence_ipmilan\n");
            text.append(
                    "  # fence_parameters: { ip: …, username: …, password: \"${FENCE_PASSWORD}\", lanplus: \"1\" }\n");
        }
        Map<String, String> names = names(proposal);
        text.append("resources:").append(proposal.pools().isEmpty() ? " []\n" : "\n");
        proposal.pools().forEach(pool -> resources(pool, names, text));
        text.append("resource_groups:").append(proposal.pools().isEmpty() ? " []\n" : "\n");
        for (Proposal.Pool pool : proposal.pools()) {
            text.append("- root: ").append(quoted(pool.name())).append('\n');
            text.append("  home_host: ").append(quoted(pool.home())).append('\n');
            if (!pool.failover().isEmpty()) {
                text.append("  failover_hosts: ").append(list(pool.failover())).append('\n');
            }
        }
        return text.toString();
    }

    private static void resources(
            Proposal.Pool pool, Map<String, String> names, StringBuilder text) {
        text.append("- name: ").append(quoted(pool.name())).append('\n');
        text.append("  kind: heartbeat/ZFS\n");
        text.append("  parameters: { pool: ")
                .append(quoted(pool.name()))
                .append(", importforce: \"false\" }\n");
        if (!pool.targets().isEmpty()) {
            List<String> dependents = new ArrayList<>();
            pool.targets()
                    .keySet()
                    .forEach(target -> dependents.add(names.getOrDefault(target, target)));
            text.append("  dependents: ").append(list(dependents)).append('\n');
        }
        pool.targets()
                .forEach((target, point) -> {
                    text.append("- name: ")
                            .append(quoted(names.getOrDefault(target, target)))
                            .append('\n');
                    text.append("  kind: ").append(LUSTRE).append('\n');
                    text.append("  parameters: { mountpoint: ")
                            .append(quoted(point))
                            .append(", target: ")
                            .append(quoted(target))
                            .append(" }\n");
                });
    }

    /// Of targets: the dataset's own name, unless two have it, or a pool.
    private static Map<String, String> names(Proposal proposal) {
        Set<String> taken = new LinkedHashSet<>();
        proposal.pools().forEach(pool -> taken.add(pool.name()));
        Map<String, String> names = new LinkedHashMap<>();
        for (Proposal.Pool pool : proposal.pools()) {
            for (String target : pool.targets().keySet()) {
                String dataset = target.substring(target.lastIndexOf('/') + 1);
                String name = taken.add(dataset) ? dataset : target.replace('/', '_');
                taken.add(name);
                names.put(target, name);
            }
        }
        return names;
    }

    private static String list(List<String> words) {
        return "[ " + String.join(", ", words.stream().map(ConfigDraft::quoted).toList()) + " ]";
    }

    /// Whatever it is, YAML reads a text.
    private static String quoted(String text) {
        return text.matches("[A-Za-z_/][A-Za-z0-9_./-]*")
                        && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
