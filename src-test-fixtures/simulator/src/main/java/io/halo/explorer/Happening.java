package io.halo.explorer;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.HostId;
import io.halo.explorer.Event.Kind;
import io.halo.explorer.HostTruth.Link;
import io.halo.explorer.HostTruth.Script;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an event does to servers, scripts and devices, and what the manager is told of it at once.
final class Happening {
    private static final long DEAD = 5 * Turn.SECOND;
    private static final long LATE_OFF = 120 * Turn.SECOND;
    private static final long PAUSE = 30 * Turn.SECOND;

    private final Turn turn;

    Happening(Turn turn) {
        this.turn = turn;
    }

    void happen(Event event) {
        if (event.kind().command()) {
            turn.hear(new Input.Commanded(1, Commands.of(event, turn.names), "root", ""));
        } else if (event.host() < 0) {
            toManager(event.kind());
        } else {
            HostTruth host = turn.truth.hosts[event.host()];
            HostId id = turn.names.hosts.get(event.host());
            if (event.kind() == Kind.RESTART_OFF) {
                host.switchOff(turn.now);
                turn.restart();
            } else if (event.thing() >= 0) {
                toScript(event, host);
            } else if (event.kind().compareTo(Kind.OFF_DONE) < 0) {
                toHost(event.kind(), host, id);
            } else {
                toDevice(event.kind(), host, id);
            }
        }
    }

    private void toManager(Kind kind) {
        switch (kind) {
            case TICK -> {
                turn.now = Waits.next(turn.moment(), turn.names);
                timePassed();
            }
            case PAUSE -> {
                turn.now = Waits.second(turn.now) + PAUSE;
                turn.hear(new Input.Paused(Duration.ofNanos(PAUSE), turn.at(turn.now)));
                timePassed();
            }
            case RESTART -> turn.restart();
            default -> throw new IllegalArgumentException(kind.name());
        }
    }

    /// Heartbeats went out all the time; the newest are answered now, or fail.
    private void timePassed() {
        var servers = new Servers(turn);
        for (int i = 0; i < turn.truth.hosts.length; i++) {
            HostTruth host = turn.truth.hosts[i];
            HostId id = turn.names.hosts.get(i);
            if (host.answers()) {
                servers.answer(host, id, turn.now - 1_000_000);
            } else if (host.power && host.link == Link.REFUSED) {
                servers.refuse(id, turn.now - 1_000_000);
            } else if (turn.now - host.lostSince >= DEAD) {
                turn.hear(
                        new Input.BeatFailed(
                                id,
                                turn.at(turn.now - DEAD),
                                turn.at(turn.now),
                                Input.Trouble.SILENT,
                                "timed out"));
            }
            for (HostTruth.LostLook look : List.copyOf(host.lostLooks)) {
                if (look.deadline() <= turn.now + 1_000_000) {
                    host.lostLooks.remove(look);
                    servers.looked(id, turn.names.resources.get(look.resource()), look.id(), null);
                }
            }
            if (host.late != null && turn.now - host.late.sentAt() > 2 * DEAD) {
                host.late = null;
            }
            if (host.lateOffUntil > 0 && host.lateOffUntil <= turn.now) {
                host.lateOffUntil = 0;
            }
        }
    }

    private void toHost(Kind kind, HostTruth host, HostId id) {
        switch (kind) {
            case LINK_LOST -> lose(host);
            case LATE_LOSS -> {
                host.late = new HostTruth.LateAnswer(turn.now, host.process, host.boot);
                lose(host);
            }
            case LATE_ANSWER -> lateAnswer(host, id);
            case LINK_BACK -> host.link = Link.OK;
            case AGENT_DIES -> {
                closed(host, id);
                agentGone(host);
                host.link = Link.REFUSED;
                host.lostSince = turn.now;
            }
            case AGENT_STARTS -> {
                host.process++;
                host.link = Link.OK;
            }
            case AGENT_RESTARTS -> {
                closed(host, id);
                agentGone(host);
                host.process++;
            }
            case REBOOTS -> {
                closed(host, id);
                host.die(turn.now);
                host.boot++;
                host.process++;
                if (host.link == Link.REFUSED) {
                    host.link = Link.OK;
                }
            }
            case POWER_CUT -> host.switchOff(turn.now);
            case POWER_ON -> host.switchOn();
            default -> throw new IllegalArgumentException(kind.name());
        }
    }

    private void closed(HostTruth host, HostId id) {
        if (host.link == Link.OK) {
            turn.hear(new Input.ConnectionClosed(id, turn.at(turn.now), "connection closed"));
        }
    }

    private void lose(HostTruth host) {
        host.link = Link.LOST;
        host.lostSince = turn.now;
    }

    private void lateAnswer(HostTruth host, HostId id) {
        HostTruth.@Nullable LateAnswer late = host.late;
        if (late == null) {
            return;
        }
        host.late = null;
        turn.hear(
                new Input.BeatAnswered(
                        id,
                        turn.at(late.sentAt()),
                        turn.at(turn.now),
                        host.instance(late.process()),
                        host.bootId(late.boot()),
                        true));
    }

    /// Its scripts run on; who waits for it has lost the connection.
    private void agentGone(HostTruth host) {
        for (Script script : List.copyOf(host.scripts)) {
            if (script.waited()) {
                host.replace(script, script.runs() ? script.orphan() : null);
                if (host.link == Link.OK) {
                    turn.ended(host, script, new Outcome.Unknown("connection lost"), false);
                } else {
                    host.scripts.add(script.ended(Script.NEVER));
                }
            }
        }
    }

    private void toScript(Event event, HostTruth host) {
        int bit = 1 << event.thing();
        switch (event.kind()) {
            case STOPS -> host.running &= ~bit;
            case HIDES -> host.hidden |= bit;
            case BREAKS -> host.broken |= bit;
            default -> new ScriptEnd(turn, host).happen(event);
        }
    }

    private void toDevice(Kind kind, HostTruth host, HostId id) {
        switch (kind) {
            case OFF_DONE -> {
                if (!host.deviceLies) {
                    host.switchOff(turn.now);
                }
                off(host, id, new Input.FenceResult.Confirmed(""));
            }
            case OFF_FAILS -> off(host, id, new Input.FenceResult.Failed("the device said no"));
            case OFF_UNKNOWN -> off(host, id, new Input.FenceResult.Unknown("no answer"));
            case OFF_UNKNOWN_DONE -> {
                host.switchOff(turn.now);
                off(host, id, new Input.FenceResult.Unknown("no answer"));
            }
            case OFF_LATE -> {
                host.lateOffUntil = turn.now + LATE_OFF;
                off(host, id, new Input.FenceResult.Unknown("no answer"));
            }
            case OFF_LIES -> {
                host.deviceLies = true;
                turn.truth.broken = true;
            }
            case LATE_OFF -> {
                host.lateOffUntil = 0;
                host.switchOff(turn.now);
            }
            case DEVICE_GONE -> host.deviceGone = true;
            case DEVICE_BACK -> host.deviceGone = false;
            default -> throw new IllegalArgumentException(kind.name());
        }
    }

    private void off(HostTruth host, HostId id, Input.FenceResult result) {
        HostTruth.@Nullable OffProgram program = host.off;
        if (program != null) {
            host.off = null;
            turn.hear(
                    new Input.FenceEnded(
                            id,
                            program.fence(),
                            program.attempt(),
                            turn.at(turn.now),
                            turn.at(turn.now + Turn.SOON),
                            result));
        }
    }
}
