package io.halo.clusters.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.CertificateAuthority;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.Shell;
import io.halo.support.machine.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is in `deploy/` is what its readers understand: systemd, Prometheus, and the programs.
class DeployTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;

    /// The programs are not installed here, so that one is named which is.
    @ParameterizedTest
    @ValueSource(strings = {"halo-agent", "halo-manager"})
    void systemdUnderstandsTheUnit(String program) throws IOException {
        Needed.program("systemd-analyze", "systemd");
        String unit = Deployment.text(Deployment.unit(program));
        assertThat(unit).contains("\nExecStart=/opt/halo/bin/" + program + " ");
        Path copy = directory.resolve(program + ".service");
        Files.writeString(copy, unit.replaceAll("(?m)^ExecStart=\\S+", "ExecStart=/bin/true"));
        CommandResult result = run("systemd-analyze", "verify", "--man=no", copy.toString());
        assertThat(result.words()).doesNotContain(program);
        assertThat(result.exit()).as(result.words()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"halo-agent", "halo-manager"})
    void aDaemonIsStartedAgainForEverButNotWithABadFile(String program) {
        assertThat(Deployment.text(Deployment.unit(program)).lines())
                .contains(
                        "Restart=always",
                        "StartLimitIntervalSec=0",
                        "RestartPreventExitStatus=2 64",
                        "SuccessExitStatus=143",
                        "EnvironmentFile=-/etc/sysconfig/" + program,
                        "EnvironmentFile=-/etc/default/" + program);
    }

    @Test
    void servicesOutliveTheAgentAndSeeTheWholeServer() {
        Path unit = Deployment.unit("halo-agent");
        assertThat(Deployment.text(unit).lines())
                .contains("KillMode=process", "OOMPolicy=continue", "TasksMax=infinity");
        assertThat(Deployment.find(unit, "^([A-Za-z]+)="))
                .as("nothing puts scripts into a namespace or takes rights from them")
                .noneMatch(
                        key -> key.matches("(Private|Protect|Restrict(?!Prevent)|NoNew|Capab).*"))
                .doesNotContain("ReadOnlyPaths", "SystemCallFilter", "User", "DynamicUser")
                .noneMatch(key -> key.startsWith("Root"));
    }

    /// Every variable that a program knows is in its file, and nothing else.
    @ParameterizedTest
    @CsvSource({"halo-agent, halo-agent-app", "halo-manager, halo-manager-app"})
    void theEnvironmentFileNamesWhatTheProgramKnows(String program, String module) {
        SortedSet<String> known = new TreeSet<>();
        known.addAll(Deployment.find(module + "/src/main/java", "\"(HALO_[A-Z_]+|OCF_ROOT)\""));
        known.removeIf(name -> name.startsWith("HALO_TEST_"));
        known.addAll(Deployment.find("bin/lib/launch", "\\$\\{(HALO_JAVA_[A-Z]+)"));
        known.addAll(Deployment.find(Deployment.unit(program), "^ExecStart=.*\\$([A-Z_]+)"));
        assertThat(Deployment.find(Deployment.sysconfig(program), "^#?([A-Z_]+)="))
                .isEqualTo(known)
                .hasSizeGreaterThan(8);
    }

    @Test
    void prometheusUnderstandsTheScrapeJob() {
        promtool("check", "config", Deployment.file("prometheus/scrape.yml").toString());
    }

    @Test
    void prometheusUnderstandsTheAlerts() {
        promtool("check", "rules", Deployment.alerts().toString());
    }

    @Test
    void eachAlertFiresWhenItShouldAndIsSilentWhenItShouldBe() {
        Path tests = Deployment.file("prometheus/alerts_test.yml");
        SortedSet<String> alerts = Deployment.find(Deployment.alerts(), "- alert: (\\w+)");
        assertThat(alerts).hasSizeGreaterThan(8);
        assertThat(Deployment.find(tests, "alertname: (\\w+)\\s+exp_alerts:\\s+- exp_labels"))
                .as("alerts with a test in which they fire")
                .isEqualTo(alerts);
        assertThat(Deployment.find(tests, "\\{eval_time: \\w+, alertname: (\\w+)\\}"))
                .as("alerts with a test in which they are silent")
                .isEqualTo(alerts);
        promtool("test", "rules", tests.toString());
    }

    @Test
    void theSmallAuthorityMakesWhatEachSideNeedsAndShowsIt() {
        Path made = directory.resolve("ca");
        var authority = CertificateAuthority.in(made).manager("manager");
        authority.agent("mds00", "mds00.site", "10.1.2.3", "fd00::1");
        CommandResult shown = authority("show", made.toString());
        assertThat(shown.out())
                .contains("DNS:mds00, DNS:mds00.site, IP Address:10.1.2.3, IP Address:FD00:")
                .contains("TLS Web Server Authentication", "TLS Web Client Authentication")
                .contains("notAfter=");
        assertThat(run("stat", "-c", "%a", made.resolve("mds00.key").toString()).out())
                .isEqualTo("600\n");
    }

    @Test
    void theSmallAuthorityRefusesWhatItCannotMake() {
        Path made = directory.resolve("ca");
        Path root = CertificateAuthority.in(made).root();
        String before = Deployment.text(root);
        assertRefused("has an authority already", "init", made.toString());
        assertThat(Deployment.text(root)).isEqualTo(before);
        assertRefused("is no name", "agent", made.toString(), "a b");
        assertRefused("is no name", "agent", made.toString(), "../../etc/passwd");
        assertRefused("that file is taken", "agent", made.toString(), "ca");
        assertRefused("make one with: halo-ca init", "manager", directory.resolve("no").toString());
        assertThat(authority("help").exit()).isEqualTo(2);
    }

    private static void assertRefused(String words, String... arguments) {
        CommandResult result = authority(arguments);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains(words);
    }

    private static CommandResult authority(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Deployment.file("tls/halo-ca").toString());
        command.addAll(List.of(arguments));
        return Shell.run(command, Map.of(), PATIENCE);
    }

    private static void promtool(String... arguments) {
        Needed.program("promtool", "prometheus");
        String[] command = new String[arguments.length + 1];
        command[0] = "promtool";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        CommandResult result = run(command);
        assertThat(result.exit()).as(result.words()).isZero();
    }

    private static CommandResult run(String... command) {
        return Shell.run(List.of(command), Map.of(), PATIENCE);
    }
}
