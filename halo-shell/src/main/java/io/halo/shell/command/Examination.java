package io.halo.shell.command;

import static io.halo.shell.render.Diagnosis.fail;
import static io.halo.shell.render.Diagnosis.pass;
import static io.halo.shell.render.Diagnosis.warn;

import io.halo.config.ConfigLoader;
import io.halo.config.ConfigResult;
import io.halo.config.Problem;
import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.ClusterStatus.Finding;
import io.halo.shell.client.Json;
import io.halo.shell.client.Reply;
import io.halo.shell.render.CleanText;
import io.halo.shell.render.Diagnosis;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.NodeSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the doctor looks at, from what everything else rests on upwards.
final class Examination {
    /// The manager gives itself a minute.
    private static final Duration SCRIPTS_PATIENCE = Duration.ofSeconds(75);

    private static final String CANNOT_RUN = "cannot_run";

    /// What is told of in its own section.
    private static final Set<String> DEVICE_CODES =
            Set.of("device_unproven", "device_untrusted", "device_failing", "unprotected");

    private static final Set<String> HOST_CODES =
            Set.of("host_disconnected", "host_not_serving", "host_cannot_tell");
    private static final String AUTOSTART = "autostart";

    private final GlobalOptions globals;
    private final List<Diagnosis> found = new ArrayList<>();
    private final List<Unfit> unfit = new ArrayList<>();

    Examination(GlobalOptions globals) {
        this.globals = globals;
    }

    List<Diagnosis> run() {
        configuration();
        Reply reply = Manager.of(globals).get("/status", Manager.PATIENCE);
        if (!(reply instanceof Reply.Answer answer)) {
            found.add(
                    fail(
                            "manager",
                            Manager.why(reply, globals),
                            "start it, then halo doctor again"));
            return List.copyOf(found);
        }
        Json document = answer.body();
        ClusterStatus status = ClusterStatus.of(document);
        manager(document.get("cluster"));
        hosts(status);
        devices(document, status);
        assumptions(status);
        scripts();
        remaining(status);
        return List.copyOf(found);
    }

    private void configuration() {
        Path file = globals.config();
        String about = "configuration";
        if (!Files.isReadable(file)) {
            found.add(
                    warn(
                            about,
                            file + " cannot be read here",
                            "name the manager's file with --config, or run the doctor on its server"));
            return;
        }
        ConfigResult result = ConfigLoader.load(file);
        for (Problem problem : result.problems()) {
            String advice = "halo validate --config " + file;
            found.add(
                    problem.severity() == Problem.Severity.ERROR
                            ? fail(about, problem.toString(), advice)
                            : warn(about, problem.toString(), advice));
        }
        if (result.problems().isEmpty()) {
            found.add(pass(about, file + " has no problems"));
        }
    }

    private void manager(Json cluster) {
        String about = "manager";
        if (cluster.isSet("refused_by")) {
            found.add(
                    fail(
                            about,
                            "it does not act: "
                                    + cluster.get("refused_by").text("host")
                                    + " obeys another manager, or a newer state",
                            "end the other one; if this one is right: halo accept-state"));
        } else if (cluster.text("mode").equals("observe")) {
            found.add(
                    warn(
                            about,
                            "it only observes",
                            "to let it act, start it with --manage-resources"));
        } else {
            found.add(pass(about, "it acts, with epoch " + cluster.number("epoch")));
        }
        String failure = cluster.text("store_failure");
        found.add(
                failure.isEmpty()
                        ? pass("state file", "it can be written")
                        : fail("state file", failure, "make room, or mend the disk"));
    }

    private void hosts(ClusterStatus status) {
        List<String> well =
                status.hosts().stream()
                        .filter(ClusterStatus.Host::connected)
                        .map(ClusterStatus.Host::id)
                        .toList();
        if (!well.isEmpty()) {
            found.add(pass("agents", named(well) + " answer"));
        }
        for (ClusterStatus.Host host : status.hosts()) {
            if (!host.connected()) {
                found.add(
                        fail(
                                host.id(),
                                "not connected"
                                        + (host.reason().isEmpty() ? "" : ": " + host.reason()),
                                host.fenced()
                                        ? "repair it, power it on, then: halo reset " + host.id()
                                        : "halo explain " + host.id()));
            } else if (host.fenced()) {
                found.add(warn(host.id(), "fenced", "repair it, then: halo reset " + host.id()));
            }
        }
    }

    /// What each device said last, and whether a host that died now would be survived.
    private void devices(Json document, ClusterStatus status) {
        Map<String, Json> devices = new LinkedHashMap<>();
        document.get("hosts")
                .list()
                .forEach(host -> devices.put(host.text("id"), host.get("fence_device")));
        List<String> good = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (ClusterStatus.Host host : status.hosts()) {
            Json device = devices.getOrDefault(host.id(), new Json.Null());
            if (!device.isPresent()) {
                without.add(host.id());
            } else if (device.is("ok", false)) {
                good.add(host.id());
            } else {
                String when = device.text("checked_at");
                found.add(
                        fail(
                                "fence device of " + host.id(),
                                (device.text("reason").isEmpty()
                                                ? "it has not shown yet that it works"
                                                : device.text("reason"))
                                        + (when.isEmpty() ? ", never answered" : ", asked " + when),
                                "halo power status " + host.id()));
            }
        }
        if (!good.isEmpty()) {
            found.add(pass("fence devices", "those of " + named(good) + " answered and fit"));
        }
        if (!without.isEmpty()) {
            found.add(
                    warn(
                            "fence devices",
                            named(without) + " have none: nothing can be taken over from there",
                            "give them a fence agent (halo.conf(5))"));
        }
        List<ClusterStatus.Host> open =
                status.hosts().stream()
                        .filter(host -> host.connected() && !host.isProtected())
                        .toList();
        for (ClusterStatus.Host host : open) {
            found.add(
                    warn(
                            host.id(),
                            "not protected: " + host.notProtectedBecause(),
                            "halo explain " + host.id()));
        }
        if (open.isEmpty()) {
            found.add(
                    pass(
                            "failover",
                            "if any connected server died now, its groups would start elsewhere"));
        }
    }

    /// What no code can make sure of (S1); what the configuration says to S2 is among its problems.
    private void assumptions(ClusterStatus status) {
        List<Finding> started =
                status.findings().stream().filter(it -> it.code().equals(AUTOSTART)).toList();
        for (Finding finding : started) {
            found.add(fail(finding.object(), finding.text(), finding.command()));
        }
        if (started.isEmpty()) {
            found.add(
                    pass(
                            "starts at boot",
                            "no group was seen running after a reboot that HALO had not started"));
        }
    }

    private void scripts() {
        Reply reply = Manager.of(globals).send("POST", "/check", "", SCRIPTS_PATIENCE);
        if (!(reply instanceof Reply.Answer answer)) {
            found.add(warn("scripts", Manager.why(reply, globals), "halo doctor again"));
            return;
        }
        int fine = 0;
        Map<String, List<String>> unanswered = new LinkedHashMap<>();
        for (Json check : answer.body().get("scripts").list()) {
            String host = check.text("host");
            String about = check.text("resource") + " on " + host;
            String said = check.text("kind") + suffix(check.text("text"));
            if (Set.of("missing", "objects").contains(check.text("result"))) {
                unfit.add(new Unfit(check.text("resource"), host));
            }
            switch (check.text("result")) {
                case "fine" -> fine++;
                case "unable" ->
                        found.add(pass(about, check.text("kind") + " cannot check its parameters"));
                case "missing" ->
                        found.add(
                                fail(
                                        about,
                                        "there is no " + said,
                                        "install it there, or take "
                                                + host
                                                + " out of failover_hosts"));
                case "objects" ->
                        found.add(
                                fail(about, said, "mend its parameters, or what it misses there"));
                default ->
                        unanswered
                                .computeIfAbsent(
                                        host + "\0" + check.text("text"), _ -> new ArrayList<>())
                                .add(check.text("resource"));
            }
        }
        if (fine > 0) {
            int all = answer.body().get("scripts").list().size();
            found.add(
                    pass(
                            "scripts",
                            (fine == all ? fine + " are" : fine + " of " + all + " are")
                                    + " there and like their parameters"));
        }
        unanswered.forEach((key, resources) -> {
            String[] parts = key.split("\0", 2);
            found.add(
                    warn(
                            "scripts on " + parts[0],
                            resources.size()
                                    + " could not be asked ("
                                    + CleanText.line(String.join(", ", resources), 60)
                                    + ")"
                                    + suffix(parts[1]),
                            "halo doctor again once it answers"));
        });
    }

    /// Everything else that the manager has found.
    private void remaining(ClusterStatus status) {
        boolean any = false;
        for (Finding finding : status.findings()) {
            boolean told =
                    isAboutAScript(finding)
                            || DEVICE_CODES.contains(finding.code())
                            || HOST_CODES.contains(finding.code())
                            || finding.code().equals("host_fenced")
                            || finding.code().equals(AUTOSTART);
            if (!told && !finding.severity().equals("info")) {
                any = true;
                found.add(
                        finding.severity().equals("critical")
                                ? fail(finding.object(), finding.text(), finding.command())
                                : warn(finding.object(), finding.text(), finding.command()));
            }
        }
        if (!any) {
            found.add(pass("findings", "the manager has nothing else to say"));
        }
    }

    /// Told with the scripts already. One that says itself that all is well, and then that it
    /// cannot run, is not.
    private boolean isAboutAScript(Finding finding) {
        return finding.code().equals(CANNOT_RUN)
                && unfit.stream()
                        .anyMatch(it ->
                                it.resource().equals(finding.object())
                                        && finding.text()
                                                .startsWith("cannot run on " + it.host() + ":"));
    }

    private record Unfit(String resource, String host) {}

    private static String suffix(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String named(List<String> hosts) {
        return String.join(", ", NodeSet.fold(hosts));
    }
}
