package io.halo.config;

import io.halo.core.model.HostId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Where the agents of all hosts listen, in the order of the file.
public record AgentEndpoints(SequencedMap<HostId, Endpoint> endpoints) {
    public AgentEndpoints {
        endpoints = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(endpoints));
    }

    public Optional<Endpoint> of(HostId host) {
        return Optional.ofNullable(endpoints.get(host));
    }
}
