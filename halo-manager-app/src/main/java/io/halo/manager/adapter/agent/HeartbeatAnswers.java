package io.halo.manager.adapter.agent;

import io.halo.agent.v1.AgentState;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.core.input.Input;
import io.halo.core.input.Input.Trouble;
import io.halo.core.input.Outcome.Answerer;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.HostId;
import java.time.Instant;
import java.util.Optional;

/// What an agent says about itself.
final class HeartbeatAnswers {
    private HeartbeatAnswers() {}

    static Input input(HostId host, Instant sentAt, Instant at, HeartbeatResponse response) {
        AgentState agent = response.getAgent();
        if (response.hasRefused()) {
            return new Input.BeatRefused(
                    host,
                    sentAt,
                    at,
                    agent.getHighestEpoch(),
                    Words.clean(agent.getHighestManager()));
        }
        return identity(agent)
                .<Input>map(who ->
                        new Input.BeatAnswered(
                                host,
                                sentAt,
                                at,
                                who.instance(),
                                who.boot(),
                                agent.getMemoryDurable()))
                .orElseGet(() ->
                        new Input.BeatFailed(
                                host,
                                sentAt,
                                at,
                                Trouble.ALIVE_NOT_SERVING,
                                "the agent does not say who it is"));
    }

    /// Empty if the agent does not name itself, or not in a way that can be an id.
    static Optional<Answerer> identity(AgentState agent) {
        try {
            return Optional.of(
                    new Answerer(
                            new AgentInstance(agent.getInstance()), new BootId(agent.getBootId())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
