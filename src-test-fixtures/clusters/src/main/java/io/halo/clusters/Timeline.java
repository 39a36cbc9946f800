package io.halo.clusters;

import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// A failover as people read it.
final class Timeline {
    private final Failover failover;
    private final StringBuilder out = new StringBuilder();

    private Timeline(Failover failover) {
        this.failover = failover;
    }

    static String of(TestCluster cluster, Failover failover) {
        Timeline timeline = new Timeline(failover);
        timeline.line(failover.killed(), "the agent of " + failover.dead() + " is killed");
        failover.noticed().ifPresent(at -> timeline.line(at, "the manager has noticed"));
        failover.fences().forEach(timeline::fence);
        timeline.line(failover.confirmed(), "its power is off, confirmed");
        failover.starts()
                .forEach(start ->
                        timeline.line(
                                start.end(),
                                cluster.records()
                                                .resource(start.stateFile())
                                                .orElse(start.stateFile())
                                        + " runs on "
                                        + start.host()));
        timeline.sum();
        return timeline.out.toString();
    }

    private void fence(FenceCall call) {
        line(call.begin(), "the fence program is called: " + call.action());
    }

    private void sum() {
        Duration total = failover.total();
        Duration own = failover.own();
        out.append(
                "In all %s ms: %s ms of HALO itself, %s ms of the fence program and the scripts.%n"
                        .formatted(millis(total), millis(own), millis(total.minus(own))));
    }

    private void line(Instant at, String what) {
        out.append("%9s ms  %s%n".formatted(millis(Duration.between(failover.killed(), at)), what));
    }

    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }
}
