package io.halo.simulator;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.HostId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// The heartbeats of one manager to one server.
final class Beats {
    private static final int AT_ONCE = 6;
    private static final int AT_ONCE_WITH_ASKED = 12;

    private final Ground ground;
    private final ManagerProcess manager;
    private final Gateway gateway;
    private final HostId host;
    private final long beat;
    private final long deadAfter;
    private int unanswered;

    Beats(Ground ground, ManagerProcess manager, Gateway gateway, HostId host) {
        this.ground = ground;
        this.manager = manager;
        this.gateway = gateway;
        this.host = host;
        this.beat = manager.spec().beat().toNanos();
        this.deadAfter = manager.spec().deadAfter().toNanos();
    }

    void open() {
        send(AT_ONCE);
        manager.in(beat, this::regular);
    }

    void sendNow() {
        send(AT_ONCE_WITH_ASKED);
    }

    private void regular() {
        manager.in(beat, this::regular);
        send(AT_ONCE);
    }

    private void send(int limit) {
        if (unanswered >= limit) {
            return;
        }
        Instant sentAt = manager.clock().now();
        Road road = ground.road(manager, host);
        if (road.ownTrouble()) {
            manager.hear(at -> failed(sentAt, at, Input.Trouble.CANNOT_TELL, "out of files"));
            return;
        }
        unanswered++;
        var one = new One(sentAt);
        manager.in(
                deadAfter,
                () -> one.end(at -> failed(sentAt, at, Input.Trouble.SILENT, "no answer in time")));
        road.beat(() -> arrive(one, road));
    }

    private void arrive(One one, Road road) {
        Server server = ground.server(host);
        if (server.breathes() && server.agent() == Server.Agent.DOWN) {
            road.answer(() -> {
                if (!one.over) {
                    ground.judge.refused(manager, host, one.left);
                }
                one.end(at ->
                        failed(
                                one.sentAt,
                                at,
                                Input.Trouble.ALIVE_NOT_SERVING,
                                "connection refused"));
            });
        } else {
            server.whenItServes(() -> greet(one, road, server));
        }
    }

    private void greet(One one, Road road, Server server) {
        Optional<Outcome.Refused> refused =
                server.memory.admit(gateway.epoch(), gateway.instance());
        if (refused.isPresent()) {
            Outcome.Refused no = refused.get();
            road.answer(() ->
                    one.end(at -> {
                        ground.judge.ruledOut(manager, no);
                        return new Input.BeatRefused(
                                host, one.sentAt, at, no.epoch(), no.manager());
                    }));
            return;
        }
        int process = server.process();
        Outcome.Answerer by = server.answerer();
        boolean durable = server.memory.durable();
        road.answer(() -> {
            if (!one.over) {
                ground.judge.heard(manager, host, one.left);
            }
            one.end(at ->
                    new Input.BeatAnswered(
                            host, one.sentAt, at, by.instance(), by.boot(), durable));
            gateway.answeredBy(host, process);
        });
    }

    private Input failed(Instant sentAt, Instant at, Input.Trouble trouble, String why) {
        return new Input.BeatFailed(host, sentAt, at, trouble, why);
    }

    /// One heartbeat.
    private final class One {
        private final Instant sentAt;
        private final long left = ground.now();
        private boolean over;

        One(Instant sentAt) {
            this.sentAt = sentAt;
        }

        void end(Function<Instant, Input> input) {
            if (!over) {
                over = true;
                unanswered--;
                manager.hear(input);
            }
        }
    }
}
