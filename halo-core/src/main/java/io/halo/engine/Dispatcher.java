package io.halo.engine;

import io.halo.core.plan.Action;
import java.util.List;

/// Sends what a step decided, in its order. Has no choices of its own.
final class Dispatcher {
    private final AgentGateway agents;
    private final Fencer fencer;

    Dispatcher(AgentGateway agents, Fencer fencer) {
        this.agents = agents;
        this.fencer = fencer;
    }

    void dispatch(List<Action> actions) {
        actions.forEach(this::one);
    }

    private void one(Action action) {
        switch (action) {
            case Action.Operate operate -> agents.operate(operate);
            case Action.Look look -> agents.look(look);
            case Action.Beat beat -> agents.beat(beat.host());
            case Action.AskPower ask -> fencer.ask(ask);
            case Action.PowerOff off -> fencer.powerOff(off);
            case Action.PowerOn on -> fencer.powerOn(on);
            case Action.Noted _, Action.Booked _ -> {}
        }
    }
}
