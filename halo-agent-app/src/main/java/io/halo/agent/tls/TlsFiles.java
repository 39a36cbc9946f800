package io.halo.agent.tls;

import java.nio.file.Path;

/// The PEM files of mutual TLS.
///
/// @param authority who signs the certificates of managers; several may be in it
/// @param certificate ours, and those between it and the authority
/// @param key ours
public record TlsFiles(Path authority, Path certificate, Path key) {}
