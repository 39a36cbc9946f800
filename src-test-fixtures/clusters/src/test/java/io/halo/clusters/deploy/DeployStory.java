package io.halo.clusters.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.clusters.Scrape;
import io.halo.support.cluster.Await;
import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Shell;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is installed runs, and what the files say about the programs is true.
class DeployStory {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern READING = Pattern.compile("reading over (http://\\S+)");

    @TempDir Path directory;

    /// With `AOTMode=on` a program ends with an error if its cache does not fit the installed jars.
    @Test
    void whatIsInstalledRunsWithItsCaches() {
        install("all");
        for (String program : List.of("halo", "halo-agent", "halo-manager")) {
            CommandResult result =
                    installed(program, Map.of("HALO_JAVA_OPTS", "-XX:AOTMode=on"), "--version");
            assertThat(result.exit()).as(result.words()).isZero();
            assertThat(result.out()).contains(program);
        }
        assertThat(directory.resolve("etc/systemd/system/halo-agent.service")).exists();
        assertThat(directory.resolve("etc/systemd/system/halo-manager.service")).exists();
        assertThat(directory.resolve("opt/halo/share/prometheus/alerts.yml")).exists();
        assertThat(directory.resolve("opt/halo/share/tls/halo-ca")).isExecutable();
        assertThat(directory.resolve("opt/halo/share/halo.conf.schema.json")).exists();
        assertThat(directory.resolve("usr/local/share/man/man5/halo.conf.5")).exists();
    }

    /// `man` and bash find what belongs to each program by its name.
    @Test
    void manualsAndCompletionComeWithTheirPrograms() {
        Path share = directory.resolve("usr/local/share");
        install("agent");
        assertThat(names(share.resolve("man/man1"))).containsExactly("halo-agent.1");
        assertThat(names(share.resolve("bash-completion/completions")))
                .containsExactly("halo-agent");
        install("manager");
        assertThat(names(share.resolve("man/man1")))
                .containsExactly("halo-agent.1", "halo-manager.1", "halo.1");
        assertThat(names(share.resolve("bash-completion/completions")))
                .containsExactly("halo", "halo-agent", "halo-manager");
        CommandResult found =
                Shell.run(
                        List.of("man", "-M", share.resolve("man").toString(), "-w", "halo.conf"),
                        Map.of(),
                        PATIENCE);
        assertThat(found.out().strip()).endsWith("man5/halo.conf.5");
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The installed file, by the path that an operator may type as well.
    @Test
    void bashCompletesTheInstalledConsole() {
        install("manager");
        Path file = directory.resolve("usr/local/share/bash-completion/completions/halo");
        String halo = directory.resolve("opt/halo/bin/halo").toString();
        String script =
                """
                source '%s'
                complete -p halo
                COMP_LINE='%s pow' COMP_CWORD=1 COMP_WORDS=('%s' pow)
                COMP_POINT=${#COMP_LINE}
                _halo '%s'
                echo "${COMPREPLY[@]}"
                """
                        .formatted(file, halo, halo, halo);
        CommandResult result =
                Shell.run(List.of("bash", "--norc", "-c", script), Map.of(), PATIENCE);
        assertThat(result.words()).contains("complete -F _halo halo");
        assertThat(result.out().lines().toList().getLast()).isEqualTo("power");
    }

    @Test
    void aServerGetsTheAgentAloneAndKeepsItsSettings() throws IOException {
        install("agent");
        assertThat(directory.resolve("opt/halo/lib/halo-manager")).doesNotExist();
        Path settings = directory.resolve("etc/sysconfig/halo-agent");
        Files.writeString(settings, "HALO_NET=10.1.0.0/16\n");
        Path gone = directory.resolve("opt/halo/lib/halo-agent/lib/of-an-older-version.jar");
        Files.writeString(gone, "");
        install("agent");
        assertThat(settings).hasContent("HALO_NET=10.1.0.0/16");
        assertThat(gone).doesNotExist();
    }

    /// The defaults in the environment files are those that `--help` tells.
    @Test
    void theDefaultsAreThoseOfTheProgram() {
        install("all");
        for (String program : List.of("halo-agent", "halo-manager")) {
            String help = installed(program, Map.of(), "--help").out();
            String settings = Deployment.text(Deployment.sysconfig(program));
            Matcher named =
                    Pattern.compile("\\((HALO_[A-Z_]+|OCF_ROOT), (?!HALO_)([^;)]+)").matcher(help);
            int count = 0;
            while (named.find()) {
                String value = named.group(2).replace("PORT", "8000");
                assertThat(settings).contains("\n#" + named.group(1) + "=" + value + "\n");
                count++;
            }
            assertThat(count).isGreaterThan(2);
        }
    }

    /// Who is woken by an alert types what it says.
    @Test
    void everyCommandInTheAlertsIsOneOfTheConsole() {
        install("manager");
        assertThat(Deployment.find(Deployment.alerts(), "\\bhalo ([a-z]+(?:-[a-z]+)?)"))
                .contains("status", "reset", "failback")
                .allSatisfy(command -> {
                    CommandResult result = installed("halo", Map.of(), "help", command);
                    assertThat(result.exit()).as(command + ": " + result.words()).isZero();
                });
    }

    /// An alert on a figure that does not exist never fires.
    @Test
    void everyFigureInTheAlertsIsScraped() {
        try (TestCluster cluster = TestCluster.of(ClusterPlan.pair("mds", 2))) {
            cluster.manager().start(ManagerOptions.observeMode().with("--http", "127.0.0.1:0"));
            String address =
                    Await.value(
                            "the manager says where it can be read",
                            PATIENCE,
                            () -> {
                                Matcher line = READING.matcher(cluster.manager().program().log());
                                return line.find() ? Optional.of(line.group(1)) : Optional.empty();
                            });
            var wanted = Deployment.find(Deployment.alerts(), "\\b(halo_[a-z_]+)\\b");
            Await.value(
                    "all of " + wanted + " are scraped",
                    PATIENCE,
                    () ->
                            Optional.of(Scrape.of(URI.create(address)))
                                    .filter(scrape -> scrape.names().containsAll(wanted)));
            Scrape scrape = Scrape.of(URI.create(address));
            assertThat(scrape.value("halo_manager_active")).isZero();
        }
    }

    private void install(String what) {
        CommandResult result =
                Shell.run(
                        List.of(Deployment.file("install").toString(), what),
                        Map.of("DESTDIR", directory.toString()),
                        PATIENCE);
        assertThat(result.exit()).as(result.words()).isZero();
    }

    private CommandResult installed(
            String program, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(directory.resolve("opt/halo/bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return Shell.run(command, environment, PATIENCE);
    }
}
