package io.halo.agent.operation;

/// Who answers, at the moment of the answer.
///
/// @param instance random id of this process
/// @param boot the host's boot id
/// @param newest the highest epoch seen and who claimed it
/// @param durable whether the next agent process will know that, and the scripts that run
public record AgentState(String instance, String boot, Claim newest, boolean durable) {}
