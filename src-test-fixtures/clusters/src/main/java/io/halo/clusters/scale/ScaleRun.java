package io.halo.clusters.scale;

import io.halo.support.cluster.Await;
import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.Json;
import io.halo.support.cluster.Manager;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Program;
import io.halo.support.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One cluster from the start of its manager to the failover of its first host.
final class ScaleRun {
    static final String CPU = "steady: CPU of the manager in a minute";
    static final String MEMORY = "steady: its resident memory after that minute";
    static final String STATUS = "steady: GET /status, median / p99";
    static final String TWICE = "resources that ran twice";

    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(10);

    /// What the start has left behind is over by then; the JVM still compiles.
    static final Duration SETTLES = Duration.ofSeconds(30);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(100);

    /// What is measured is the failover, with somebody who looks at the status now and then.
    private static final Duration MEANWHILE = Duration.ofMillis(500);

    private static final int REQUESTS = 100;
    private static final int POLLS = 20;

    private final TestCluster cluster;
    private final FleetProcess fleet;
    private final Column figures;
    private final int resources;

    private ScaleRun(int hosts, TestCluster cluster, FleetProcess fleet) {
        this.cluster = cluster;
        this.fleet = fleet;
        this.figures = Column.of(hosts);
        this.resources = hosts * ScalePlan.RESOURCES_PER_HOST;
    }

    /// @param settles how long all has run before the steady minute
    static Column measure(int hosts, Duration settles) {
        String deadAfter = DEAD_AFTER.toSeconds() + "s";
        try (TestCluster cluster = TestCluster.of(ScalePlan.of(hosts, deadAfter));
                FleetProcess fleet = FleetProcess.of(cluster)) {
            ScaleRun run = new ScaleRun(hosts, cluster, fleet);
            run.figures.put("resources", String.valueOf(run.resources));
            run.start();
            run.steady(settles);
            run.failover();
            return run.figures;
        }
    }

    private void start() {
        Instant launched = Instant.now();
        Program program = cluster.manager().launch(ManagerOptions.normalMode().every(PERIOD));
        Await.until(
                "the manager answers",
                PATIENCE,
                () -> cluster.manager().tryPage("/health").isPresent());
        figures.put("start: first answer", millis(launched, Instant.now()));
        await("everything runs", () -> fleet.report().running() == resources);
        Report report = fleet.report();
        figures.put("start: last host connected", millis(launched, report.lastMet()));
        figures.put("start: last resource started", millis(launched, report.lastStart()));
        await(
                "every fence device was asked",
                () ->
                        cluster.records().fences().stream().filter(this::answered).count()
                                >= figures.hosts());
        figures.put("start: last fence device asked", millis(launched, lastFenceCall()));
        await("all is well", () -> verdict().equals("OK"));
        Cost cost = Cost.of(program);
        figures.put("start: CPU of the manager", cost.text());
        figures.put(
                "start: CPU of the fence programs, one for each host",
                String.format(Locale.ROOT, "%.1f s", cost.children()));
    }

    private Instant lastFenceCall() {
        return cluster.records().fences().stream()
                .flatMap(call -> call.end().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private boolean answered(FenceCall call) {
        return call.end().isPresent();
    }

    private void steady(Duration settles) {
        Program program = cluster.manager().program();
        LockSupport.parkNanos(settles.toNanos());
        Cost before = Cost.of(program);
        Cost agentsBefore = Cost.of(fleet.pid());
        Report reportBefore = fleet.report();
        LockSupport.parkNanos(MINUTE.toNanos());
        figures.put(CPU, Cost.of(program).since(before).text());
        figures.put(MEMORY, program.residentKib() / 1024 + " MiB");
        Report report = fleet.report();
        figures.put(
                "steady: heartbeats / resources monitored, per second",
                (report.beats() - reportBefore.beats()) / MINUTE.toSeconds()
                        + " / "
                        + (report.monitors() - reportBefore.monitors()) / MINUTE.toSeconds());
        figures.put(
                "steady: CPU of the fake agents in that minute",
                Cost.of(fleet.pid()).since(agentsBefore).text());
        Latencies latencies = Latencies.of(cluster.manager(), BETWEEN_REQUESTS, REQUESTS);
        figures.put(STATUS, latencies.text());
        figures.put("steady: size of the status", latencies.size());
        Cost[] polled = new Cost[1];
        Pollers pollers =
                Pollers.ask(cluster.manager().socket(), POLLS, () -> polled[0] = Cost.of(program));
        figures.put("1 000 pollers, once a second: median / p99", pollers.text());
        figures.put(
                "1 000 pollers: CPU of the manager in a second",
                String.format(
                        Locale.ROOT, "%.2f s", Cost.of(program).since(polled[0]).own() / POLLS));
    }

    private void failover() {
        Instant silent = Instant.now();
        fleet.silence(ScalePlan.VICTIM);
        long end = System.nanoTime() + PATIENCE.toNanos();
        Latencies latencies =
                Latencies.until(
                        cluster.manager(),
                        MEANWHILE,
                        () -> hasFailedOver() || System.nanoTime() > end);
        Map<String, Instant> running = fleet.running(ScalePlan.PARTNER);
        List<FenceCall> calls =
                cluster.records().fences().stream()
                        .filter(call -> call.target().equals(ScalePlan.VICTIM))
                        .filter(call -> call.begin().isAfter(silent))
                        .toList();
        if (running.size() < ScalePlan.RESOURCES_OF_VICTIM || calls.isEmpty()) {
            throw new IllegalStateException(
                    "no failover within " + PATIENCE.toSeconds() + " s: " + cluster.picture());
        }
        Instant fence = calls.getFirst().begin();
        Instant confirmed = calls.getLast().end().orElse(calls.getLast().begin());
        Instant last = running.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        figures.put("death: suspected after", millis(silent, suspected(silent)));
        figures.put(
                "death: fence program called beyond dead_after",
                millis(silent.plus(DEAD_AFTER), fence));
        figures.put("death: run time of the fence program", millis(fence, confirmed));
        figures.put("death: power-off to the last of 16 resources", millis(confirmed, last));
        figures.put("death: GET /status meanwhile, median / p99", latencies.text());
        Report report = fleet.report();
        figures.put("requests that agents had to refuse", String.valueOf(report.refused()));
        figures.put(TWICE, String.valueOf(report.twice().size()));
        report.twice().forEach(System.err::println);
    }

    private boolean hasFailedOver() {
        return fleet.running(ScalePlan.PARTNER).size() == ScalePlan.RESOURCES_OF_VICTIM;
    }

    private Instant suspected(Instant silent) {
        return cluster
                .manager()
                .send("GET", "/events?object=" + ScalePlan.VICTIM, "")
                .body()
                .items()
                .stream()
                .filter(event -> event.at("kind").text().equals("disconnected"))
                .map(ScaleRun::time)
                .filter(at -> !at.isBefore(silent))
                .findFirst()
                .orElse(silent);
    }

    private static Instant time(Json event) {
        return Instant.parse(event.at("time").text());
    }

    /// The status of a large cluster is not parsed for one word of it.
    private String verdict() {
        return cluster.manager()
                .tryPage("/status")
                .map(Manager.Page::body)
                .map(body -> body.replaceFirst("(?s).*?\"level\":\"(\\w+)\".*", "$1"))
                .orElse("");
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            Await.until(what, PATIENCE, () -> seldom(condition));
        } catch (Await.NotInTime e) {
            throw new IllegalStateException(e.getMessage() + "\n" + cluster.picture(), e);
        }
    }

    /// To look costs something, too: the machine is for the manager.
    private static boolean seldom(BooleanSupplier condition) {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        return condition.getAsBoolean();
    }

    private static String millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() + " ms";
    }
}
