package io.halo.support.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Asks the manager why, of every group and host: whatever is going on, it has an answer that an
/// operator can use.
final class Explanations {
    /// Nothing happens in these phases until somebody types something.
    private static final Set<String> STUCK =
            Set.of("held", "conflict", "unmanaged", "stopfailed", "error", "fenced", "fencing");

    private final Manager manager;
    private final ClusterPlan plan;

    Explanations(Manager manager, ClusterPlan plan) {
        this.manager = manager;
        this.plan = plan;
    }

    /// @throws AssertionError with the first answer that is none
    void check() {
        plan.groups().forEach(group -> check("/resources/", group.root(), "running"));
        plan.hosts().forEach(host -> check("/hosts/", host, "up"));
    }

    /// @param well the phase in which nothing is waited for
    private void check(String what, String id, String well) {
        String path = what + id(id) + "/explain";
        Manager.Reply reply = manager.send("GET", path, "");
        Json body = reply.body();
        String phase = word(body.at("phase"));
        boolean good =
                reply.status() == 200
                        && body.at("id").text().equals(id)
                        && !phase.isEmpty()
                        && !body.at("summary").text().isBlank()
                        && !body.at("evidence").items().isEmpty()
                        && (phase.equals(well) || !body.at("waits_for").text().isBlank())
                        && (!STUCK.contains(phase) || !body.at("command").text().isBlank());
        if (!good) {
            throw new AssertionError(path + " explains nothing: " + reply);
        }
    }

    private static String word(Json phase) {
        return phase.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static String id(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
