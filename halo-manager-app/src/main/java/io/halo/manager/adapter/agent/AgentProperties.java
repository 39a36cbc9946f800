package io.halo.manager.adapter.agent;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How agents are spoken to.
///
/// @param mtls whether hosts that do not say otherwise are spoken to with mutual TLS
/// @param ca PEM file that signs the agents' certificates; null if not given
/// @param certificate PEM file with our certificate; null if not given
/// @param key PEM file with its key; null if not given
public record AgentProperties(
        boolean mtls, @Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {}
