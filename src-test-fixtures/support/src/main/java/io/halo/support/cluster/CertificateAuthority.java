package io.halo.support.cluster;

import static java.util.stream.Collectors.joining;

import io.halo.support.machine.Needed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The authority that `deploy/tls/halo-ca` makes, in a directory of its own.
public final class CertificateAuthority {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Path script = ProjectFiles.find().root().resolve("deploy/tls/halo-ca");
    private final Path directory;

    private CertificateAuthority(Path directory) {
        this.directory = directory;
    }

    /// A new one; the test is skipped where openssl is not installed.
    public static CertificateAuthority in(Path directory) {
        Needed.program("openssl", "openssl");
        var authority = new CertificateAuthority(directory);
        authority.run("init");
        return authority;
    }

    /// A new key and certificate of an agent, in the place of older ones.
    ///
    /// @param names of the server, the first of them that of the files
    public CertificateAuthority agent(String... names) {
        run("agent", names);
        return this;
    }

    public CertificateAuthority manager(String name) {
        run("manager", name);
        return this;
    }

    /// A certificate of an agent that has just ended, in the place of the good one.
    public void expire(String... names) {
        String host = names[0];
        String more = Arrays.stream(names).map(CertificateAuthority::subject).collect(joining(","));
        Shell.run(
                """
                cd '%s'
                printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' >expired.extensions
                openssl req -new -key '%s.key' -subj '/CN=%s' |
                  openssl x509 -req -CA ca.crt -CAkey ca.key -set_serial 1 -days 0 -extfile expired.extensions -out expired.new
                mv expired.new '%s.crt'
                """
                        .formatted(directory, more, host, host, host));
    }

    private static String subject(String name) {
        return (name.matches("[0-9.]+") ? "IP:" : "DNS:") + name;
    }

    public Path root() {
        return certificate("ca");
    }

    public Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /// What an agent with `--mtls` needs of its environment.
    public Map<String, String> forAgent(String name) {
        return Map.of(
                "HALO_CA_CERT",
                root().toString(),
                "HALO_SERVER_CERT",
                certificate(name).toString(),
                "HALO_SERVER_KEY",
                key(name).toString());
    }

    /// What a manager with `--mtls` needs.
    public Map<String, String> forManager(String name) {
        return Map.of(
                "HALO_CA_CERT",
                root().toString(),
                "HALO_CLIENT_CERT",
                certificate(name).toString(),
                "HALO_CLIENT_KEY",
                key(name).toString());
    }

    private void run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(script.toString(), command));
        line.add(directory.toString());
        line.addAll(List.of(arguments));
        CommandResult result = Shell.run(line, Map.of(), DEADLINE);
        if (result.exit() != 0) {
            throw new IllegalStateException(result.words());
        }
    }
}
