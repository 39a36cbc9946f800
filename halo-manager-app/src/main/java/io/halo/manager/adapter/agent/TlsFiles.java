package io.halo.manager.adapter.agent;

import java.nio.file.Path;

/// Where our side of mutual TLS is: PEM files.
///
/// @param ca signs the agents' certificates
record TlsFiles(Path ca, Path certificate, Path key) {}
