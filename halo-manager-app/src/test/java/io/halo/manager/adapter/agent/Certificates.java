package io.halo.manager.adapter.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Certificates for 127.0.0.1, made with the JDK's keytool. Each is its own CA, if nothing else is
/// said.
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /// @param more options of `keytool -genkeypair`
    void make(String name, String... more)
            throws IOException, GeneralSecurityException, InterruptedException {
        keytool(name, "own", more);
        Files.writeString(
                certificate(name),
                pem("CERTIFICATE", load(name).getCertificate("own").getEncoded()));
        writeKey(name, "own");
    }

    /// With a chain: a CA is asked for its dates only if it is not the trusted certificate itself.
    void makeIssued(String name, String... more)
            throws IOException, GeneralSecurityException, InterruptedException {
        keytool(name, "ca", "-ext", "bc:c", "-validity", "10");
        var signed = new ArrayList<>(List.of(more));
        signed.addAll(List.of("-signer", "ca"));
        keytool(name, "own", signed.toArray(String[]::new));
        KeyStore keys = load(name);
        Files.writeString(
                certificate(name + "-ca"),
                pem("CERTIFICATE", keys.getCertificate("ca").getEncoded()));
        Files.writeString(
                certificate(name), pem("CERTIFICATE", keys.getCertificate("own").getEncoded()));
        writeKey(name, "own");
    }

    private void writeKey(String name, String alias) throws IOException, GeneralSecurityException {
        Key key = load(name).getKey(alias, PASSWORD.toCharArray());
        Files.writeString(key(name), pem("PRIVATE KEY", key.getEncoded()));
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    }

    private Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    private void keytool(String name, String alias, String... more)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                alias,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name + " " + alias,
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store(name).toString(),
                                "-storepass",
                                PASSWORD));
        command.addAll(List.of(more));
        Process keytool =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.log").toFile())
                        .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException(Files.readString(directory.resolve("keytool.log")) + command);
        }
    }

    private static String pem(String type, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
