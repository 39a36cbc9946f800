package io.halo.fence;

import io.halo.process.metadata.AgentDocument;
import io.halo.process.metadata.AgentDocument.Action;
import java.util.List;
import java.util.Optional;

/// What a fence agent says of itself when it is asked for `metadata`.
///
/// @param actions such as `off` and `status`; empty if it lists none
public record AgentMetadata(List<Parameter> parameters, List<String> actions) {
    public AgentMetadata {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    /// @param required that is, if it has no default either
    /// @param obsoletes an old name for it, or empty
    public record Parameter(String name, boolean required, String obsoletes) {
        private static Parameter of(AgentDocument.Parameter parameter) {
            return new Parameter(parameter.name(), parameter.mustBeGiven(), parameter.obsoletes());
        }
    }

    /// @param text as the agent has printed it
    /// @return empty if it is no such document, or names no parameter
    static Optional<AgentMetadata> read(String text) {
        return AgentDocument.read(text)
                .map(AgentMetadata::of)
                .filter(metadata -> !metadata.parameters().isEmpty());
    }

    private static AgentMetadata of(AgentDocument document) {
        return new AgentMetadata(
                document.parameters().stream()
                        .filter(parameter -> FenceDevice.isName(parameter.name()))
                        .map(Parameter::of)
                        .toList(),
                document.actions().stream().map(Action::name).toList());
    }

    /// Whether the agent takes it under exactly this name.
    public boolean knows(String name) {
        return find(name).isPresent();
    }

    /// Whether one name is another one's old or new name: in general, or for this agent.
    public boolean same(String one, String other) {
        return ParameterNames.same(one, other) || replaces(one, other) || replaces(other, one);
    }

    public List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /// Whether the first is the new name for the second.
    public boolean replaces(String newer, String older) {
        return find(newer)
                .filter(parameter -> !parameter.obsoletes().isEmpty())
                .filter(parameter -> ParameterNames.same(parameter.obsoletes(), older))
                .isPresent();
    }

    private Optional<Parameter> find(String name) {
        String normal = ParameterNames.normal(name);
        return parameters.stream()
                .filter(parameter -> ParameterNames.normal(parameter.name()).equals(normal))
                .findFirst();
    }
}
