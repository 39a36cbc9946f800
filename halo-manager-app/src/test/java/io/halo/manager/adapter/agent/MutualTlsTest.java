package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.netty.GrpcSslContexts;
import io.halo.core.input.Input;
import io.halo.core.input.Input.Trouble;
import io.halo.manager.support.FakeAgent;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MutualTlsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir private static Path directory;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(directory);
        certificates.make("agent", "-validity", "10");
        certificates.make("manager", "-validity", "10");
        certificates.make("rogue", "-validity", "10");
        certificates.makeIssued("expired", "-startdate", "-10d", "-validity", "5");
    }

    @Test
    void bothSidesProveWhoTheyAre() throws IOException {
        try (var agent = FakeAgent.start(server("agent", "manager"));
                var fixture = open(agent.port(), "agent", "manager")) {
            assertThat(fixture.connected().value()).isEqualTo(agent.instance);
        }
    }

    @Test
    void aTlsAgentThatIsKilledIsNoticedAtOnce() throws IOException {
        try (var agent = FakeAgent.start(server("agent", "manager"));
                var fixture = open(agent.port(), "agent", "manager")) {
            fixture.connected();
            var killedAt = fixture.clock.now();
            agent.kill();
            fixture.heard.next(Input.ConnectionClosed.class);
            fixture.gateway.beat(Fixture.HOST);
            var refused =
                    fixture.heard.next(
                            Input.BeatFailed.class, failed -> failed.why().contains("refused"));

            assertThat(refused.trouble()).isEqualTo(Trouble.ALIVE_NOT_SERVING);
            assertThat(Duration.between(killedAt, refused.at())).isLessThan(Duration.ofMillis(900));
        }
    }

    @Test
    void anExpiredCertificateIsNotDeath() throws IOException {
        try (var agent = FakeAgent.start(server("expired", "manager"));
                var fixture = open(agent.port(), "expired-ca", "manager")) {
            assertThat(assertAlive(fixture).why())
                    .startsWith("TLS: the agent's certificate is refused: CertificateExpired");
        }
    }

    @Test
    void anAgentThatDoesNotLikeOurCertificateIsAlive() throws IOException {
        try (var agent = FakeAgent.start(server("agent", "manager"));
                var fixture = open(agent.port(), "agent", "rogue")) {
            assertThat(assertAlive(fixture).why())
                    .startsWith("TLS: the agent refuses our certificate, HALO_CLIENT_CERT (");
        }
    }

    @Test
    void anAgentWithoutTlsIsAliveAndGetsNoPlaintext() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = open(agent.port(), "agent", "manager")) {
            assertThat(assertAlive(fixture).why()).contains("runs without --mtls");
            assertThat(agent.beats).hasValue(0);
        }
    }

    @Test
    void anAgentThatWantsTlsIsAliveAndItsWordsSaySo() throws IOException {
        try (var agent = FakeAgent.start(server("agent", "manager"));
                var fixture =
                        new Fixture(new AgentAddress("127.0.0.1", agent.port(), false), LONG, null)
                                .open()) {
            assertThat(assertAlive(fixture).why()).contains("--mtls");
        }
    }

    @Test
    void anAgentOfAnotherNameIsRefusedAndNamed() throws IOException {
        try (var agent = FakeAgent.start(server("agent", "manager"));
                var fixture =
                        new Fixture(
                                        new AgentAddress("localhost", agent.port(), true),
                                        LONG,
                                        new TlsContext(files("agent", "manager")))
                                .open()) {
            assertThat(assertAlive(fixture).why())
                    .startsWith("TLS: the agent's certificate is refused: ")
                    .contains("localhost");
        }
    }

    @Test
    void whoAcceptsAndSaysNothingIsSilent() throws IOException {
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var fixture =
                        new Fixture(
                                new AgentAddress("127.0.0.1", hole.getLocalPort(), true),
                                Duration.ofSeconds(1),
                                new TlsContext(files("agent", "manager")))) {
            fixture.open();

            assertThat(fixture.heard.next(Input.BeatFailed.class).trouble())
                    .isEqualTo(Trouble.SILENT);
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.key"), "");

        assertThatThrownBy(() ->
                        new TlsContext(
                                new TlsFiles(
                                        directory.resolve("none.crt"),
                                        certificates.certificate("agent"),
                                        empty)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.crt");
        assertThatThrownBy(() ->
                        new TlsContext(
                                new TlsFiles(
                                        certificates.certificate("agent"),
                                        certificates.certificate("agent"),
                                        empty)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("empty.key");
    }

    /// Without this each agent would be the one to find out.
    @Test
    void aKeyOfAnotherCertificateIsNoticedAtOnce() {
        assertThatThrownBy(() ->
                        new TlsContext(
                                new TlsFiles(
                                        certificates.certificate("agent"),
                                        certificates.certificate("manager"),
                                        certificates.key("rogue"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rogue.key")
                .hasMessageContaining("matches none of the certificates");
    }

    @Test
    void aRenewalThatWentWrongKeepsTheOldCertificate() throws IOException {
        Path key = Files.copy(certificates.key("manager"), directory.resolve("renewed.key"));
        var tls =
                new TlsContext(
                        new TlsFiles(
                                certificates.certificate("agent"),
                                certificates.certificate("manager"),
                                key));
        SslContext before = tls.current();
        Files.writeString(key, "broken");
        Files.setLastModifiedTime(key, FileTime.fromMillis(1));

        assertThat(tls.current()).isSameAs(before);
        Files.copy(certificates.key("manager"), key, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(key, FileTime.fromMillis(2));
        assertThat(tls.current()).isNotSameAs(before);
    }

    private static Input.BeatFailed assertAlive(Fixture fixture) {
        var failed = fixture.heard.next(Input.BeatFailed.class);
        assertThat(failed.trouble()).as(failed.why()).isEqualTo(Trouble.ALIVE_NOT_SERVING);
        return failed;
    }

    private static Fixture open(int port, String trusted, String own) throws IOException {
        return new Fixture(
                        new AgentAddress("127.0.0.1", port, true),
                        LONG,
                        new TlsContext(files(trusted, own)))
                .open();
    }

    private static TlsFiles files(String trusted, String own) {
        return new TlsFiles(
                certificates.certificate(trusted),
                certificates.certificate(own),
                certificates.key(own));
    }

    private static SslContext server(String own, String trusted) throws IOException {
        var builder =
                SslContextBuilder.forServer(
                                certificates.certificate(own).toFile(),
                                certificates.key(own).toFile())
                        .trustManager(certificates.certificate(trusted).toFile())
                        .clientAuth(ClientAuth.REQUIRE);
        return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    }
}
