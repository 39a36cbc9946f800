package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.halo.agent.tls.TlsFiles;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {
    private static final Map<String, String> NONE = Map.of("HALO_NET", "127.0.0.0/8");

    @Test
    void what_is_not_said_has_a_default() {
        var settings = settings(NONE);
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.ocfRoot()).isEqualTo(Path.of("/usr/lib/ocf"));
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/var/lib/halo-agent/8000"));
        assertThat(settings.tls()).isNull();
        assertThat(settings.test().isTest()).isFalse();
        assertThat(settings(NONE, "--port", "8010").stateDirectory())
                .isEqualTo(Path.of("/var/lib/halo-agent/8010"));
    }

    @Test
    void an_option_beats_the_environment() {
        var environment =
                Map.of(
                        "HALO_NET",
                        "203.0.113.0/24",
                        "HALO_PORT",
                        "1",
                        "OCF_ROOT",
                        "/env",
                        "HALO_AGENT_STATE",
                        "/env/state");
        var settings =
                settings(
                        environment,
                        "--network=127.0.0.0/8",
                        "--port",
                        "2",
                        "--ocf-root",
                        "/option",
                        "--state-dir=/option/state");
        assertThat(settings.port()).isEqualTo(2);
        assertThat(settings.ocfRoot()).isEqualTo(Path.of("/option"));
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/option/state"));
        var byEnvironment = settings(environment, "--network", "127.0.0.0/8");
        assertThat(byEnvironment.port()).isEqualTo(1);
        assertThat(byEnvironment.ocfRoot()).isEqualTo(Path.of("/env"));
        assertThat(byEnvironment.stateDirectory()).isEqualTo(Path.of("/env/state"));
    }

    @Test
    void a_member_of_a_test_cluster_keeps_its_state_there() {
        var environment = Map.of("HALO_NET", "127.0.0.0/8", "HALO_TEST_DIRECTORY", "/tmp/cluster");
        assertThat(settings(environment, "--test-id", "mds00").stateDirectory())
                .isEqualTo(Path.of("/tmp/cluster/agent-mds00"));
        assertThat(
                        settings(environment, "--test-id", "mds00", "--state-dir", "/x")
                                .stateDirectory())
                .isEqualTo(Path.of("/x"));
        assertThat(settings(environment).stateDirectory())
                .isEqualTo(Path.of("/var/lib/halo-agent/8000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bogus",
                "word",
                "--port",
                "--port=",
                "--port=x",
                "--port=-1",
                "--port=65536",
                "--network=localhost",
                "--test-id=../x",
                "--test-id=a/b",
                "--verbose=yes",
                "-v",
                ""
            })
    void what_makes_no_sense_is_a_matter_of_usage(String argument) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> settings(NONE, argument));
    }

    @Test
    void without_an_address_it_does_not_start_and_names_the_network() {
        assertThatExceptionOfType(StartFailedException.class)
                .isThrownBy(() -> settings(Map.of("HALO_NET", "203.0.113.0/24")))
                .withMessageContaining("203.0.113.0/24")
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(ExitStatus.FAILED));
    }

    @Test
    void tls_needs_its_files() {
        assertThatExceptionOfType(StartFailedException.class)
                .isThrownBy(() -> settings(NONE, "--mtls"))
                .withMessageContaining("HALO_CA_CERT")
                .satisfies(failure ->
                        assertThat(failure.status()).isEqualTo(ExitStatus.CONFIGURATION));
    }

    @Test
    void without_tls_only_loopback_is_closed_to_the_network() {
        var tls = new TlsFiles(Path.of("ca"), Path.of("crt"), Path.of("key"));
        assertThat(listening("127.0.0.1", null).openToTheNetwork()).isFalse();
        assertThat(listening("::1", null).openToTheNetwork()).isFalse();
        assertThat(listening("192.0.2.1", null).openToTheNetwork()).isTrue();
        assertThat(listening("192.0.2.1", tls).openToTheNetwork()).isFalse();
    }

    private static AgentSettings listening(String address, @Nullable TlsFiles tls) {
        var some = settings(NONE);
        return new AgentSettings(
                some.instance(),
                InetAddress.ofLiteral(address),
                some.port(),
                some.ocfRoot(),
                some.stateDirectory(),
                some.test(),
                tls,
                some.verbose(),
                some.environment());
    }

    private static AgentSettings settings(Map<String, String> environment, String... arguments) {
        var given = new Arguments(List.of(arguments), environment);
        return AgentSettings.from(given, TestOptions.from(given), environment, "instance");
    }
}
