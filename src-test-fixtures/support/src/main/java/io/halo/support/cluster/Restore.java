package io.halo.support.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Brings a cluster back to where everything runs at home, with what an operator would type.
final class Restore {
    private static final String NO_BODY = "{}";

    private final TestCluster cluster;

    Restore(TestCluster cluster) {
        this.cluster = cluster;
    }

    void run(ManagerOptions options) {
        cluster.faults().clear();
        if (cluster.network() instanceof Namespaces namespaces) {
            namespaces.mendAll();
        }
        startPrograms(options);
        cluster.awaitStatus(
                "every host is connected",
                status -> cluster.plan().hosts().stream().allMatch(status::connected));
        cluster.plan().hosts().forEach(this::release);
        cluster.plan().groups().forEach(this::release);
        cluster.awaitStatus("every group runs somewhere", this::runsSomewhere);
        cluster.plan().hosts().forEach(this::bringGroupsHome);
        cluster.awaitAtHome();
    }

    private void startPrograms(ManagerOptions options) {
        for (String host : cluster.plan().hosts()) {
            if (cluster.agents().alive(host)) {
                cluster.agents().resume(host);
            } else {
                cluster.agents().start(host);
            }
        }
        if (cluster.manager().alive()) {
            cluster.manager().program().resume();
        } else {
            cluster.manager().start(options);
        }
    }

    private void release(String host) {
        Json status = cluster.manager().status().host(host);
        if (status.at("fenced").isTrue()) {
            command("/hosts/" + id(host) + "/reset");
        }
        if (status.at("active").isPresent() && !status.at("active").isTrue()) {
            command("/hosts/" + id(host) + "/activate");
        }
    }

    private void release(GroupPlan group) {
        Json status = cluster.manager().status().resource(group.root());
        String path = "/resources/" + id(group.root());
        if (!status.at("managed").isTrue()) {
            cluster.manager().send("PATCH", path, "{\"managed\": true}");
        }
        if (status.at("desired").text().equalsIgnoreCase("stopped")) {
            command(path + "/start");
        }
        if (!status.at("status").text().startsWith("Running")) {
            command(path + "/cleanup");
        }
    }

    private boolean runsSomewhere(Status status) {
        return cluster.plan().resources().stream()
                .allMatch(resource -> status.word(resource.id()).startsWith("Running"));
    }

    private void bringGroupsHome(String host) {
        boolean away =
                cluster.plan().groups().stream()
                        .filter(group -> group.home().equals(host))
                        .anyMatch(group -> !cluster.truth().groupRuns(group.root(), host));
        if (away) {
            command("/hosts/" + id(host) + "/failback");
        }
    }

    private void command(String path) {
        Manager.Reply reply = cluster.manager().send("POST", path + "?wait=60s", NO_BODY);
        if (reply.status() >= 300) {
            throw new IllegalStateException(
                    path + " was answered with " + reply + "\n" + cluster.picture());
        }
    }

    private static String id(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
