package io.halo.manager;

import io.halo.config.AgentEndpoints;
import io.halo.core.model.Finding;
import io.halo.core.model.Severity;
import java.util.List;

/// Agents that are spoken to over a network without TLS.
final class PlainAgents {
    private PlainAgents() {}

    /// One finding for all of them, or none.
    static List<Finding> findings(AgentEndpoints endpoints, boolean mtls) {
        List<String> plain =
                endpoints.endpoints().entrySet().stream()
                        .filter(entry -> entry.getValue().openToTheNetwork(mtls))
                        .map(entry -> entry.getKey().toString())
                        .toList();
        return plain.isEmpty()
                ? List.of()
                : List.of(
                        new Finding(
                                Finding.Code.WITHOUT_TLS,
                                Severity.WARNING,
                                "manager",
                                "speaks without TLS to "
                                        + Named.of(plain)
                                        + ": whoever reaches an agent there can start and stop its services;"
                                        + " start both sides with --mtls",
                                ""));
    }
}
