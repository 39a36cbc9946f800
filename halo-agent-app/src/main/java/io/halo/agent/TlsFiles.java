package io.halo.agent;

import java.nio.file.Files;
import java.nio.file.Path;

/// The PEM files of mutual TLS.
///
/// @param authority who signs the certificates of managers
/// @param certificate ours
/// @param key ours
record TlsFiles(Path authority, Path certificate, Path key) {

    static TlsFiles from(Arguments arguments) {
        return new TlsFiles(
                file(arguments, "HALO_CA_CERT"),
                file(arguments, "HALO_SERVER_CERT"),
                file(arguments, "HALO_SERVER_KEY"));
    }

    private static Path file(Arguments arguments, String variable) {
        var file =
                arguments
                        .variable(variable)
                        .map(Path::of)
                        .orElseThrow(() ->
                                new StartFailedException(
                                        ExitStatus.CONFIGURATION,
                                        "--mtls needs " + variable + ", the name of a PEM file"));
        if (!Files.isReadable(file)) {
            throw new StartFailedException(
                    ExitStatus.CONFIGURATION, variable + ": " + file + " cannot be read");
        }
        return file.toAbsolutePath();
    }
}
