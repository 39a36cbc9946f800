package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.halo.agent.grpc.Client;
import io.halo.agent.grpc.OcfScripts;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.HeartbeatRequest;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.support.cluster.CertificateAuthority;
import io.halo.support.cluster.Shell;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets in, and what the log says of those who do not.
class TlsTest {
    private static final String AGENT = "127.0.0.1";

    @TempDir private static Path certificates;
    private static CertificateAuthority authority;
    private static CertificateAuthority foreign;

    @TempDir private Path directory;
    private OcfScripts scripts;

    @BeforeAll
    static void makeCertificates() {
        authority = CertificateAuthority.in(certificates.resolve("ours"));
        authority.agent(AGENT).agent("other").manager("manager");
        foreign = CertificateAuthority.in(certificates.resolve("theirs")).manager("manager");
    }

    @BeforeEach
    void prepare() {
        scripts = new OcfScripts(directory);
    }

    @Test
    void managersOnly() throws IOException {
        try (var agent = start(authority.forAgent(AGENT))) {
            assertThat(beat(agent, client(authority, "manager")).getAgent().getInstance())
                    .isEqualTo(agent.instance());

            assertRefused(agent, client(authority, null), "it has shown no certificate");
        }
    }

    @Test
    void whoIsSignedBySomebodyElseIsNamed() throws IOException {
        try (var agent = start(authority.forAgent(AGENT))) {
            assertRefused(
                    agent,
                    context(
                            authority.root(),
                            foreign.certificate("manager"),
                            foreign.key("manager")),
                    "its certificate is of no authority in HALO_CA_CERT");
        }
    }

    @Test
    void anAgentIsNoManager() throws IOException {
        try (var agent = start(authority.forAgent(AGENT))) {
            assertRefused(agent, client(authority, "other"), "Extended key usage");
        }
    }

    @Test
    void aCertificateThatSaysNothingOfItsUseIsNoManagers() throws IOException {
        Path plain = withoutUse();
        try (var agent = start(authority.forAgent(AGENT))) {
            assertRefused(
                    agent,
                    context(authority.root(), plain, authority.key("manager")),
                    "CN=plain is not a manager's: its extended key usage has no clientAuth");
        }
    }

    @Test
    void plainTextIsRefusedAndSoIsWhoGoesAway() throws IOException {
        try (var agent = start(authority.forAgent(AGENT))) {
            var refused =
                    catchThrowableOfType(
                            StatusRuntimeException.class, () -> new Client(agent.port()).close());
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            awaitWords(agent, "refused a connection from 127.0.0.1: it does not speak TLS");
        }
        try (var agent = start(authority.forAgent(AGENT))) {
            beginAndGoAway(agent);
            awaitWords(agent, "it went away before it had shown a certificate");
        }
    }

    private static void beginAndGoAway(AgentProcess agent) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), agent.port())) {
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2});
        }
    }

    @Test
    void aRenewedCertificateCountsFromTheNextConnectionOn() throws Exception {
        Path here = copyOf(authority);
        try (var agent = start(environment(here))) {
            assertThat(shownBy(agent)).isEqualTo(serial(authority.certificate(AGENT)));

            var later = CertificateAuthority.in(certificates.resolve("later")).agent(AGENT);
            replace(later.key(AGENT), here.resolve("agent.key"));
            assertThat(shownBy(agent)).isEqualTo(serial(authority.certificate(AGENT)));
            awaitWords(agent, "is not the key of the certificate in");
            replace(later.certificate(AGENT), here.resolve("agent.crt"));
            assertThat(shownBy(agent)).isEqualTo(serial(later.certificate(AGENT)));
            awaitWords(agent, "the TLS files have changed and were read again");

            Files.delete(here.resolve("agent.crt"));
            for (int i = 0; i < 3; i++) {
                assertThat(shownBy(agent)).isEqualTo(serial(later.certificate(AGENT)));
            }
            assertThat(agent.output().lines().filter(line -> line.contains("no such file")))
                    .as("told once")
                    .hasSize(1);
        }
    }

    /// The client offers to go on with its old session, which would spare it the question.
    @Test
    void whoseAuthorityIsTakenAwayIsOutAtItsNextConnection() throws IOException {
        Path here = copyOf(authority);
        SslContext client = client(authority, "manager");
        try (var agent = start(environment(here))) {
            beat(agent, client);
            replace(foreign.root(), here.resolve("ca.crt"));

            assertRefused(agent, client, "its certificate is of no authority in HALO_CA_CERT");
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamedAtStart() throws IOException {
        Path here = copyOf(authority);
        replace(authority.key("manager"), here.resolve("agent.key"));
        assertFails(environment(here), "agent.key: is not the key of the certificate in");
        Files.writeString(here.resolve("agent.key"), "nonsense");
        assertFails(environment(here), "agent.key: has no private key in PEM form");
        Files.delete(here.resolve("ca.crt"));
        assertFails(environment(here), "ca.crt: no such file, or it cannot be read");
    }

    private void assertFails(Map<String, String> environment, String words) {
        try (var agent = start(environment)) {
            assertThat(agent.exitStatus()).isEqualTo(64);
            assertThat(agent.output().lines()).singleElement().asString().contains(words);
        }
    }

    private AgentProcess start(Map<String, String> environment) {
        return AgentProcess.start(
                List.of(),
                environment,
                directory,
                List.of(
                        "--network",
                        "127.0.0.0/8",
                        "--port",
                        "0",
                        "--mtls",
                        "--ocf-root",
                        scripts.root().toString()));
    }

    private static void assertRefused(AgentProcess agent, SslContext client, String words) {
        var refused = catchThrowableOfType(StatusRuntimeException.class, () -> beat(agent, client));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        awaitWords(agent, words);
        assertThat(agent.output()).contains("refused a connection from 127.0.0.1: ");
    }

    private static void awaitWords(AgentProcess agent, String words) {
        try {
            OcfScripts.until("the agent says " + words, () -> agent.output().contains(words));
        } catch (AssertionError e) {
            throw new AssertionError(agent.output(), e);
        }
    }

    private static HeartbeatResponse beat(AgentProcess agent, SslContext tls) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", agent.port())
                        .sslContext(tls)
                        .disableRetry()
                        .build();
        try {
            return AgentGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(OcfScripts.LONG.toSeconds(), TimeUnit.SECONDS)
                    .heartbeat(HeartbeatRequest.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }

    private static SslContext client(CertificateAuthority of, @Nullable String name)
            throws IOException {
        return name == null
                ? context(of.root(), null, null)
                : context(of.root(), of.certificate(name), of.key(name));
    }

    private static SslContext context(Path trusted, @Nullable Path certificate, @Nullable Path key)
            throws SSLException {
        SslContextBuilder builder = GrpcSslContexts.forClient().trustManager(trusted.toFile());
        if (certificate != null && key != null) {
            builder.keyManager(certificate.toFile(), key.toFile());
        }
        return builder.build();
    }

    private static Map<String, String> environment(Path files) {
        return Map.of(
                "HALO_CA_CERT",
                files.resolve("ca.crt").toString(),
                "HALO_SERVER_CERT",
                files.resolve("agent.crt").toString(),
                "HALO_SERVER_KEY",
                files.resolve("agent.key").toString());
    }

    private Path copyOf(CertificateAuthority of) throws IOException {
        Path here = Files.createDirectory(directory.resolve("tls"));
        replace(of.root(), here.resolve("ca.crt"));
        replace(of.certificate(AGENT), here.resolve("agent.crt"));
        replace(of.key(AGENT), here.resolve("agent.key"));
        return here;
    }

    private static void replace(Path by, Path file) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// A client's certificate of our authority as many tools make it: without a use.
    private static Path withoutUse() {
        Path made = certificates.resolve("plain.crt");
        var result =
                Shell.run(
                        List.of(
                                "sh",
                                "-ec",
                                """
                                openssl req -new -key "$1" -subj /CN=plain |
                                  openssl x509 -req -CA "$2" -CAkey "$3" -CAcreateserial -days 1 -out "$4"
                                """,
                                "sh",
                                authority.key("manager").toString(),
                                authority.root().toString(),
                                authority.key("ca").toString(),
                                made.toString()),
                        Map.of(),
                        Duration.ofSeconds(60));
        assertThat(result.exit()).as(result.words()).isZero();
        return made;
    }

    private static BigInteger serial(Path certificate)
            throws IOException, GeneralSecurityException {
        try (var stream = Files.newInputStream(certificate)) {
            return ((X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(stream))
                    .getSerialNumber();
        }
    }

    /// The serial number of the certificate that the agent shows to whoever connects.
    private static BigInteger shownBy(AgentProcess agent)
            throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        try (var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), agent.port())) {
            socket.setSoTimeout(Math.toIntExact(OcfScripts.LONG.toMillis()));
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber();
        }
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // Whoever it is.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // Whoever it is.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
