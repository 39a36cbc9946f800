package io.halo.explorer;

import io.halo.core.input.Outcome;
import io.halo.explorer.HostTruth.Link;
import io.halo.explorer.HostTruth.Script;

/// How a start or stop ends, in truth and for who waits for it.
final class ScriptEnd {
    private final Turn turn;
    private final HostTruth host;

    ScriptEnd(Turn turn, HostTruth host) {
        this.turn = turn;
        this.host = host;
    }

    void happen(Event event) {
        for (Script script : host.scripts) {
            boolean meant = event.kind() == Event.Kind.NO_ANSWER ? script.waited() : script.runs();
            if (script.resource() == event.thing() && meant) {
                end(event.kind(), script);
                return;
            }
        }
    }

    private void end(Event.Kind kind, Script script) {
        switch (kind) {
            case DONE -> {
                host.effect(script);
                answered(script, 0);
            }
            case FAILS -> answered(script, 1);
            case FAILS_UP -> {
                host.effect(script);
                answered(script, 1);
            }
            case ANSWER_LOST -> {
                host.effect(script);
                host.replace(script, null);
                turn.ended(host, script, new Outcome.Unknown("connection lost"), false);
            }
            case NOT_SENT -> {
                host.replace(script, null);
                turn.ended(host, script, new Outcome.NotSent("too late"), false);
            }
            case TIMES_OUT -> {
                if (host.link == Link.OK) {
                    host.replace(script, null);
                    turn.ended(host, script, new Outcome.TimedOut(false, ""), true);
                } else {
                    host.replace(script, script.ended(Script.NEVER));
                }
            }
            case NO_ANSWER -> {
                host.replace(script, script.runs() ? script.orphan() : null);
                turn.ended(host, script, new Outcome.Unknown("deadline exceeded"), false);
            }
            default -> throw new IllegalArgumentException(kind.name());
        }
    }

    /// The answer is given as soon as there is a connection to the agent that it belongs to.
    private void answered(Script script, int code) {
        host.replace(script, script.waited() ? script.ended(code) : null);
    }
}
