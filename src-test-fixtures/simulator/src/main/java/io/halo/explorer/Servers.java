package io.halo.explorer;

import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.DeviceView;
import io.halo.core.model.HostId;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.plan.Action;
import io.halo.explorer.HostTruth.Script;
import org.jspecify.annotations.Nullable;

/// What agents and fence devices do with what is sent to them. Looks, heartbeats and questions are
/// answered at once; scripts and fence programs run until something happens to them.
final class Servers {
    private static final long FAILED = 1;
    private final Turn turn;

    Servers(Turn turn) {
        this.turn = turn;
    }

    void take(Action.Sent action) {
        int index = turn.names.host(action.host());
        HostTruth host = turn.truth.hosts[index];
        switch (action) {
            case Action.Beat _ -> beat(host, action.host());
            case Action.Look look -> look.what().forEach(one -> look(host, look.host(), one));
            case Action.Operate operate -> operate(host, operate);
            case Action.AskPower ask -> tell(host, action.host(), ask.device());
            case Action.PowerOn on -> {
                if (!host.power && !host.deviceGone && !host.deviceLies) {
                    host.switchOn();
                }
                tell(host, action.host(), on.device());
            }
            case Action.PowerOff off -> {
                turn.hear(new Input.FenceSpawned(off.host(), off.fence(), "program"));
                host.off =
                        new HostTruth.OffProgram(
                                off.fence(), off.attempt(), turn.now + off.timeout().toNanos());
            }
        }
    }

    private void beat(HostTruth host, HostId id) {
        if (host.answers()) {
            answer(host, id, turn.now + Turn.SOON);
        } else if (host.power && host.link == HostTruth.Link.REFUSED) {
            refuse(id, turn.now + Turn.SOON);
        }
    }

    void answer(HostTruth host, HostId id, long sentAt) {
        turn.hear(
                new Input.BeatAnswered(
                        id,
                        turn.at(sentAt),
                        turn.at(Math.max(turn.now, sentAt)),
                        host.instance(host.process),
                        host.bootId(host.boot),
                        true));
    }

    void refuse(HostId id, long sentAt) {
        turn.hear(
                new Input.BeatFailed(
                        id,
                        turn.at(sentAt),
                        turn.at(Math.max(turn.now, sentAt)),
                        Input.Trouble.ALIVE_NOT_SERVING,
                        "connection refused"));
    }

    private void look(HostTruth host, HostId id, Action.Look.One one) {
        int resource = turn.names.resource(one.resource());
        if (host.answers()) {
            looked(id, one.resource(), one.id().value(), host);
            return;
        }
        // Nobody is there: told by a time-out, or when the next connection is refused.
        boolean refused = host.power && host.link == HostTruth.Link.REFUSED;
        long deadline = turn.now + (refused ? 0 : one.timeout().toNanos());
        host.lostLooks.add(new HostTruth.LostLook(resource, one.id().value(), deadline));
    }

    /// @param host who answers, or null if nobody does
    void looked(HostId id, ResourceId resource, String look, @Nullable HostTruth host) {
        Outcome outcome =
                host == null
                        ? new Outcome.Unknown("no answer")
                        : monitor(host, turn.names.resource(resource));
        turn.hear(
                new Input.Looked(
                        id,
                        resource,
                        new io.halo.core.model.OperationId(look),
                        turn.at(turn.now + Turn.SOON),
                        new Outcome.From(outcome, host == null ? null : host.answerer())));
    }

    private static Outcome monitor(HostTruth host, int resource) {
        if (host.running(resource) != null) {
            return new Outcome.Busy("another script");
        }
        int bit = 1 << resource;
        if ((host.broken & bit) != 0) {
            return new Outcome.Ended((int) FAILED, "it is broken");
        }
        return new Outcome.Ended((host.running & ~host.hidden & bit) != 0 ? 0 : 7, "");
    }

    private void operate(HostTruth host, Action.Operate operate) {
        int resource = turn.names.resource(operate.resource());
        boolean nobody = !host.power || host.link == HostTruth.Link.LOST;
        var script =
                new Script(
                        resource,
                        turn.names.group(operate.group()),
                        operate.kind() == Operation.Kind.START,
                        operate.id().value(),
                        host.process,
                        true,
                        turn.now + operate.timeout().toNanos(),
                        nobody ? Script.NEVER : Script.RUNS);
        if (nobody) {
            host.scripts.add(script);
        } else if (host.link == HostTruth.Link.REFUSED) {
            turn.ended(host, script, new Outcome.NotSent("no connection"), false);
        } else if (!host.instance(host.process).equals(operate.instance())) {
            var refused =
                    new Outcome.Refused(
                            Outcome.Reason.OTHER_INSTANCE,
                            turn.truth.epoch,
                            "m" + turn.truth.epoch,
                            "restarted");
            turn.ended(host, script, refused, true);
        } else if (host.running(resource) != null) {
            turn.ended(host, script, new Outcome.Busy("another script"), true);
        } else {
            host.scripts.add(script);
        }
    }

    private void tell(HostTruth host, HostId id, io.halo.core.model.DeviceId device) {
        DeviceView.State state =
                host.deviceGone
                        ? DeviceView.State.UNKNOWN
                        : host.deviceLies || !host.power
                                ? DeviceView.State.OFF
                                : DeviceView.State.ON;
        turn.hear(
                new Input.PowerAnswered(
                        id,
                        device,
                        turn.at(turn.now + Turn.SOON / 2),
                        turn.at(turn.now + Turn.SOON),
                        state,
                        host.deviceGone ? "no answer" : ""));
    }
}
