package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.manager.CommandLine.Parsed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void defaults() {
        ManagerOptions options = run(Map.of());

        assertThat(options.config()).isEqualTo(Path.of("/etc/halo/halo.conf"));
        assertThat(options.socket()).isEqualTo(Path.of("/var/run/halo.socket"));
        assertThat(options.statefile()).isEqualTo(Path.of("/var/lib/halo/halo.state"));
        assertThat(options.manageResources()).isFalse();
        assertThat(options.sleepTime()).isNull();
        assertThat(options.fenceOnConnectionClose()).isFalse();
        assertThat(options.http()).hasToString("/127.0.0.1:8090");
        assertThat(options.mtls()).isFalse();
        assertThat(options.verbose()).isFalse();
        assertThat(options.tls()).isEqualTo(new ManagerOptions.Tls(null, null, null));
    }

    @Test
    void anOptionBeatsTheEnvironmentAndThatTheDefault() {
        var environment =
                Map.of(
                        "HALO_CONFIG", "/env/conf",
                        "HALO_SOCKET", "/env/socket",
                        "HALO_STATEFILE", "",
                        "HALO_HTTP", "off",
                        "HALO_CA_CERT", "/env/ca",
                        "HALO_CLIENT_CERT", "/env/cert",
                        "HALO_CLIENT_KEY", "/env/key",
                        "HALO_LOG", "debug");
        ManagerOptions options = run(environment, "--socket", "/own/socket", "--mtls");

        assertThat(options.config()).isEqualTo(Path.of("/env/conf"));
        assertThat(options.socket()).isEqualTo(Path.of("/own/socket"));
        assertThat(options.statefile()).isEqualTo(Path.of("/var/lib/halo/halo.state"));
        assertThat(options.http()).isNull();
        assertThat(options.mtls()).isTrue();
        assertThat(options.verbose()).isTrue();
        assertThat(options.tls())
                .isEqualTo(
                        new ManagerOptions.Tls(
                                Path.of("/env/ca"), Path.of("/env/cert"), Path.of("/env/key")));
    }

    @Test
    void valuesMayStandBehindAnEqualsSign() {
        ManagerOptions options =
                run(
                        Map.of(),
                        "--config=a=b",
                        "--sleep-time=500",
                        "--manage-resources",
                        "--fence-on-connection-close",
                        "--http=[::1]:0");

        assertThat(options.config()).isEqualTo(Path.of("a=b"));
        assertThat(options.sleepTime()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.manageResources()).isTrue();
        assertThat(options.fenceOnConnectionClose()).isTrue();
        assertThat(options.http().getPort()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--sokcet, unknown option '--sokcet'",
        "start, unknown option 'start'",
        "-v, unknown option '-v'",
        "--manage-resources=yes, unknown option '--manage-resources=yes'",
        "--config, --config wants a value",
        "--config=, --config wants a path",
        "--sleep-time=5s, --sleep-time wants milliseconds",
        "--sleep-time=0, --sleep-time wants milliseconds",
        "--http=8090, --http wants ADDRESS:PORT",
        "--http=localhost:70000, --http wants ADDRESS:PORT",
        "--repair-state=yes, unknown option '--repair-state=yes'",
        "--import-state, --import-state wants a value"
    })
    void whatIsNotUnderstoodIsSaidInOneLine(String argument, String message) {
        var parsed = CommandLine.parse(List.of(argument), Map.of(), "1");

        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Parsed.Wrong.class,
                        wrong ->
                                assertThat(wrong.message())
                                        .startsWith(message)
                                        .endsWith("; see halo-manager --help")
                                        .doesNotContain("\n"));
    }

    @Test
    void aRepairIsNoRun() {
        assertThat(CommandLine.parse(List.of("--repair-state", "--statefile", "/s"), Map.of(), "1"))
                .isInstanceOfSatisfying(
                        Parsed.Repair.class,
                        repair ->
                                assertThat(repair.options().statefile()).isEqualTo(Path.of("/s")));
    }

    @Test
    void anImportNamesTheOldFile() {
        assertThat(CommandLine.parse(List.of("--import-state", "/old"), Map.of(), "1"))
                .isInstanceOfSatisfying(
                        Parsed.Import.class,
                        taken -> assertThat(taken.old()).isEqualTo(Path.of("/old")));
        assertThat(
                        CommandLine.parse(
                                List.of("--import-state=/old", "--repair-state"), Map.of(), "1"))
                .isInstanceOf(Parsed.Wrong.class);
    }

    @Test
    void helpNamesEveryOptionAndVersionTheVersion() {
        assertThat(CommandLine.parse(List.of("--mtls", "--help"), Map.of(), "1"))
                .isInstanceOfSatisfying(
                        Parsed.Tell.class,
                        help ->
                                assertThat(help.text())
                                        .contains(
                                                "--config",
                                                "--socket",
                                                "--statefile",
                                                "--manage-resources",
                                                "--sleep-time")
                                        .contains(
                                                "--fence-on-connection-close",
                                                "--http",
                                                "--mtls",
                                                "--verbose",
                                                "--version"));
        assertThat(CommandLine.parse(List.of("--version"), Map.of(), "1.2.3"))
                .isEqualTo(new Parsed.Tell("halo-manager 1.2.3\n"));
    }

    private static ManagerOptions run(Map<String, String> environment, String... arguments) {
        return ((Parsed.Run) CommandLine.parse(List.of(arguments), environment, "1")).options();
    }
}
