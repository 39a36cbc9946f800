package io.halo.process.metadata;

import java.util.List;
import java.util.Optional;

/// What an agent says about itself (OCF resource agent API 1.1, `ra-api.rng`). Nothing in it has
/// been checked but that it is such a document: names, types and times are the agent's own words.
public record AgentDocument(List<Parameter> parameters, List<Action> actions) {
    public AgentDocument {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    /// @param text what the agent has printed, of bounded length
    /// @return empty if it is no such document, or is cut off
    public static Optional<AgentDocument> read(String text) {
        return DocumentReader.read(text);
    }

    /// @param required whether the agent says so; see [#mustBeGiven]
    /// @param unique whether its value tells one instance from another (OCF 1.0)
    /// @param uniqueGroup parameters of one group do so together (OCF 1.1); or empty
    /// @param obsoletes an old name for it, or empty
    /// @param type such as `string`, `integer`, `boolean` and `select`; or empty
    /// @param fallback its value if none is given; or empty
    /// @param options what `select` can be selected from
    public record Parameter(
            String name,
            boolean required,
            boolean unique,
            String uniqueGroup,
            String obsoletes,
            String type,
            String fallback,
            List<String> options) {
        public Parameter {
            options = List.copyOf(options);
        }

        /// What is required and has a default does not have to be given: many agents say both.
        public boolean mustBeGiven() {
            return required && fallback.isEmpty();
        }
    }

    /// @param timeout as written, such as `60s` or `60`; or empty
    /// @param interval likewise
    /// @param depth how thorough a monitor is; or empty
    /// @param role for which role of a promotable resource; or empty
    public record Action(String name, String timeout, String interval, String depth, String role) {}
}
