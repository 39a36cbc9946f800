package io.halo.agent;

import io.halo.agent.tls.TlsFiles;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How this agent was told to run.
///
/// @param instance random id of this process
/// @param port 0: any
/// @param tls null: plain text
/// @param environment of this process; some of it is for scripts
record AgentSettings(
        String instance,
        InetAddress address,
        int port,
        Path ocfRoot,
        Path stateDirectory,
        TestOptions test,
        @Nullable TlsFiles tls,
        boolean verbose,
        Map<String, String> environment) {
    private static final int PORT_MAX = 65_535;

    /// What the parts that Spring Boot makes call our TLS.
    static final String TLS = "agent";

    AgentSettings {
        environment = new TreeMap<>(environment);
    }

    static AgentSettings from(
            Arguments arguments,
            TestOptions test,
            Map<String, String> environment,
            String instance) {
        int port = port(arguments.option("--port", "HALO_PORT").orElse("8000"));
        return new AgentSettings(
                instance,
                address(arguments.option("--network", "HALO_NET").orElse("192.168.1.0/24")),
                port,
                path(arguments.option("--ocf-root", "OCF_ROOT").orElse("/usr/lib/ocf")),
                arguments
                        .option("--state-dir", "HALO_AGENT_STATE")
                        .map(AgentSettings::path)
                        .or(test::stateDirectory)
                        .orElse(Path.of("/var/lib/halo-agent", Integer.toString(port))),
                test,
                arguments.has("--mtls") ? tlsFiles(arguments) : null,
                arguments.has("--verbose"),
                environment);
    }

    /// Whether others than this host can reach it, and nothing but the network says who they are.
    boolean openToTheNetwork() {
        return tls == null && !address.isLoopbackAddress();
    }

    /// The same for the parts that Spring Boot makes.
    SequencedMap<String, Object> springProperties() {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("spring.grpc.server.address", address.getHostAddress());
        properties.put("spring.grpc.server.port", port);
        if (verbose) {
            properties.put("logging.level.io.halo", "debug");
        }
        if (tls != null) {
            properties.put("spring.grpc.server.ssl.bundle", TLS);
            properties.put("spring.grpc.server.ssl.client-auth", "require");
        }
        return properties;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new UsageException("port " + text + " is no number");
        }
        throw new UsageException("port " + text + " is not within 0 and " + PORT_MAX);
    }

    private static TlsFiles tlsFiles(Arguments arguments) {
        return new TlsFiles(
                file(arguments, "HALO_CA_CERT"),
                file(arguments, "HALO_SERVER_CERT"),
                file(arguments, "HALO_SERVER_KEY"));
    }

    private static Path file(Arguments arguments, String variable) {
        return arguments
                .variable(variable)
                .map(AgentSettings::path)
                .orElseThrow(() ->
                        new StartFailedException(
                                ExitStatus.CONFIGURATION,
                                "--mtls needs " + variable + ", the name of a PEM file"));
    }

    private static Path path(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new UsageException("a path must not contain NUL");
        }
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static InetAddress address(String cidr) {
        Network network;
        try {
            network = Network.parse(cidr);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        Optional<InetAddress> address;
        try {
            address = network.localAddress();
        } catch (SocketException e) {
            throw new StartFailedException(
                    ExitStatus.FAILED, "cannot list this host's addresses: " + e);
        }
        return address.orElseThrow(() ->
                new StartFailedException(
                        ExitStatus.FAILED,
                        "no local address is inside " + network.text() + " (--network, HALO_NET)"));
    }
}
