package io.halo.clusters.power;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.Shell;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The part of DMTF's Redfish (DSP0266) that `fence_redfish` uses, over HTTPS with a password: one
/// system for each host, its power state, and `ComputerSystem.Reset`.
public final class RedfishService implements PowerSupply {
    private static final String SYSTEMS = "/redfish/v1/Systems/";
    private static final String RESET = "/Actions/ComputerSystem.Reset";
    private static final Pattern RESET_TYPE = Pattern.compile("\"ResetType\"\\s*:\\s*\"(\\w+)\"");
    private static final String PASSWORD = "secret";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final PowerSwitch power;
    private final List<String> hosts;
    private final HttpsServer server;

    public RedfishService(TestCluster cluster) {
        power = new PowerSwitch(cluster);
        hosts = cluster.plan().hosts();
        try {
            server =
                    HttpsServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(ownCertificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(SYSTEMS, this::system)
                .setAuthenticator(
                        new BasicAuthenticator("redfish") {
                            @Override
                            public boolean checkCredentials(String user, String password) {
                                return user.equals("halo") && password.equals(PASSWORD);
                            }
                        });
        server.start();
    }

    @Override
    public String fenceAgent() {
        return "redfish";
    }

    /// By their old names, which many a configuration has.
    @Override
    public Map<String, String> parameters(String host) {
        return Map.of(
                "ipaddr",
                "127.0.0.1",
                "ipport",
                String.valueOf(server.getAddress().getPort()),
                "systems_uri",
                SYSTEMS + host,
                "login",
                "halo",
                "passwd",
                PASSWORD,
                "ssl_insecure",
                "1");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void system(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(SYSTEMS.length());
            boolean reset = path.endsWith(RESET);
            String host = reset ? path.substring(0, path.length() - RESET.length()) : path;
            if (!hosts.contains(host)) {
                answer(exchange, NOT_FOUND, "{}");
            } else if (!reset) {
                answer(exchange, OK, picture(host));
            } else {
                answer(exchange, reset(exchange, host) ? NO_CONTENT : BAD_REQUEST, "");
            }
        }
    }

    private String picture(String host) {
        return """
        {"@odata.id": "%1$s%2$s", "Id": "%2$s", "PowerState": "%3$s",
         "Actions": {"#ComputerSystem.Reset": {"target": "%1$s%2$s%4$s"}}}
        """
                .formatted(
                        SYSTEMS,
                        host,
                        run(host, "status").strip().equals("1") ? "On" : "Off",
                        RESET);
    }

    private boolean reset(HttpExchange exchange, String host) throws IOException {
        Matcher type =
                RESET_TYPE.matcher(
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!type.find()) {
            return false;
        }
        switch (type.group(1)) {
            case "On" -> run(host, "on");
            case "ForceOff" -> run(host, "off");
            default -> {
                return false;
            }
        }
        return true;
    }

    private String run(String host, String what) {
        CommandResult result =
                Shell.run(List.of(power.script().toString(), host, what), Map.of(), PATIENCE);
        return result.out();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private SSLContext ownCertificate() throws IOException {
        Path file = power.script().resolveSibling("redfish.p12");
        Shell.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "bmc",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=bmc",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD),
                Map.of(),
                PATIENCE);
        try (var in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
