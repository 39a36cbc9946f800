package io.halo.simulator;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.HostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request to an agent, from its sending to its one outcome.
final class Call {
    private final Ground ground;
    private final ManagerProcess manager;
    private final HostId host;
    private final Report report;
    private int process = Integer.MAX_VALUE;
    private long sent;
    private boolean over;

    /// The input that tells of the outcome.
    @FunctionalInterface
    interface Report {
        Input of(Outcome.From outcome, Instant at);
    }

    Call(Ground ground, ManagerProcess manager, HostId host, Report report) {
        this.ground = ground;
        this.manager = manager;
        this.host = host;
        this.report = report;
    }

    /// The agent process that it was sent to; a very large number before.
    int isTo() {
        return process;
    }

    boolean over() {
        return over;
    }

    /// @param within how long an answer may take, in nanoseconds
    void send(Order order, long within) {
        Road road = ground.road(manager, host);
        Server server = ground.server(host);
        if (road.ownTrouble()) {
            end(new Outcome.NotSent("too many open files"), null);
            return;
        }
        if (road.open() && server.breathes() && server.agent() == Server.Agent.DOWN) {
            road.answer(() -> end(new Outcome.NotSent("connection refused"), null));
            manager.in(within, () -> end(new Outcome.NotSent("no connection"), null));
            return;
        }
        process = server.process();
        sent = ground.now();
        manager.in(within, () -> end(new Outcome.Unknown("deadline exceeded"), null));
        road.request(() -> server.whenItServes(() -> arrive(order, road, server)));
    }

    /// A connection ends with its process; what comes over another one all the same was sent again
    /// on the way.
    private void arrive(Order order, Road road, Server server) {
        if (server.process() != process && !ground.dice.chance(0.2)) {
            return;
        }
        int now = server.process();
        ground.room(host)
                .take(
                        order,
                        outcome -> {
                            if (server.serves() && server.process() == now) {
                                Outcome.Answerer answerer = server.answerer();
                                road.answer(() -> end(outcome, answerer));
                            }
                        });
    }

    void end(Outcome outcome, Outcome.@Nullable Answerer answerer) {
        if (!over) {
            over = true;
            if (answerer != null) {
                ground.judge.heard(manager, host, sent);
            }
            manager.hear(at -> {
                if (outcome instanceof Outcome.Refused no
                        && no.reason() == Outcome.Reason.LOWER_EPOCH) {
                    ground.judge.ruledOut(manager, no);
                }
                return report.of(new Outcome.From(outcome, answerer), at);
            });
        }
    }
}
