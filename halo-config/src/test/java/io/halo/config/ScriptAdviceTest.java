package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Timeouts;
import io.halo.process.metadata.AgentDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptAdviceTest {
    private static final AgentDocument DAEMON =
            document(
                    """
                    <parameter name="config" required="1" unique="1"><content type="string"/></parameter>
                    <parameter name="binary" required="1"><content type="string" default="/bin/d"/></parameter>
                    <parameter name="port" unique-group="address"><content type="integer" default="80"/></parameter>
                    <parameter name="bind" unique-group="address"><content type="string"/></parameter>
                    <parameter name="fast"><content type="boolean" default="no"/></parameter>
                    <parameter name="mode">
                      <content type="select" default="live"><option value="live"/><option value="dry"/></content>
                    </parameter>
                    """);

    @TempDir private Path directory;

    @Test
    void whatFitsIsNotSpokenOf() {
        assertThat(advice("config: /a, port: 8080, bind: 10.0.0.1, fast: on, mode: dry")).isEmpty();
    }

    @Test
    void whatItDoesNotKnow() {
        assertThat(advice("config: /a, prot: 8080, zzz: 1"))
                .containsExactly(
                        "my/daemon does not know the parameter 'prot'; did you mean 'port'?",
                        "my/daemon does not know the parameter 'zzz'");
    }

    /// What has a default need not be given, whatever else is said of it.
    @Test
    void whatItNeeds() {
        assertThat(advice("port: 1")).containsExactly("my/daemon needs the parameter 'config'");
    }

    @Test
    void whatItTakes() {
        assertThat(advice("config: /a, port: http, fast: maybe, mode: tested"))
                .containsExactly(
                        "my/daemon takes only whole numbers for the parameter 'port'",
                        "my/daemon takes only yes or no for the parameter 'fast'",
                        "my/daemon takes only one of live, dry for the parameter 'mode'");
    }

    @Test
    void twoThatItCannotTellApart() {
        ClusterSpec spec =
                cluster(
                        "config: /a, port: 1, bind: x",
                        "config: /a, port: 2, bind: x",
                        "config: /b, port: 2, bind: x",
                        "config: /c, port: 2",
                        "config: /d, fast: yes",
                        "config: /e, fast: yes");
        assertThat(ScriptAdvice.of("my/daemon", DAEMON, spec))
                .isEqualTo(
                        Map.of(
                                new ResourceId("r0"),
                                List.of(
                                        "has the same config as r1, so my/daemon cannot tell them apart"),
                                new ResourceId("r1"),
                                List.of(
                                        "has the same config as r0, so my/daemon cannot tell them apart"),
                                new ResourceId("r2"),
                                List.of(
                                        "has the same port and bind as r1, so my/daemon cannot tell them apart")));
    }

    /// Each has its own daemon with its own file.
    @Test
    void twoThatNeverMeetMayBeAlike() {
        assertThat(ScriptAdvice.of("my/daemon", DAEMON, lone("config: /a", "config: /a")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "60s, PT1M",
        "60, PT1M",
        "500ms, PT0.5S",
        "20 msec, PT0.02S",
        "2m, PT2M",
        "2min, PT2M",
        "1h, PT1H",
        "3 HR, PT3H",
        "700us, PT0.0007S",
        "99h, PT24H"
    })
    void timeoutsAsTheyAreWritten(String written, Duration meant) {
        assertThat(
                        ScriptAdvice.timeouts(
                                actions("<action name='stop' timeout='" + written + "'/>")))
                .isEqualTo(Map.of(Timeouts.Op.STOP, meant));
    }

    @Test
    void whatIsNoTimeIsNoAdvice() {
        assertThat(
                        ScriptAdvice.timeouts(
                                actions(
                                        "<action name='start' timeout='soon'/><action name='stop' timeout='0'/>"
                                                + "<action name='monitor'/><action name='promote' timeout='9'/>")))
                .isEmpty();
    }

    /// Nobody asks for more than depth 0.
    @Test
    void theLongestPlainMonitorCounts() {
        assertThat(
                        ScriptAdvice.timeouts(
                                actions(
                                        "<action name='monitor' depth='0' timeout='20'/><action name='monitor' timeout='30'/>"
                                                + "<action name='monitor' timeout='25' role='Promoted'/>"
                                                + "<action name='monitor' depth='10' timeout='90'/>")))
                .isEqualTo(Map.of(Timeouts.Op.MONITOR, Duration.ofSeconds(30)));
    }

    private List<String> advice(String parameters) {
        return ScriptAdvice.of("my/daemon", DAEMON, cluster(parameters))
                .getOrDefault(new ResourceId("r0"), List.of());
    }

    /// Resources `r0`, `r1` and so on, each of which may run on both hosts.
    private ClusterSpec cluster(String... parameters) {
        return cluster(parameters, false);
    }

    /// Each on a host of its own.
    private ClusterSpec lone(String... parameters) {
        return cluster(parameters, true);
    }

    private ClusterSpec cluster(String[] parameters, boolean lone) {
        var hosts = new StringBuilder("hosts:\n");
        var resources = new StringBuilder("resources:\n");
        var groups = new StringBuilder("resource_groups:\n");
        for (int i = 0; i < parameters.length; i++) {
            hosts.append("- { hostname: h%d }\n".formatted(i));
            resources.append(
                    "- { name: r%d, kind: my/daemon, parameters: {%s} }\n"
                            .formatted(i, parameters[i]));
            String failover = lone || parameters.length == 1 ? "" : "h" + (i == 0 ? 1 : 0);
            groups.append(
                    "- { root: r%d, home_host: h%d, failover_hosts: [%s] }\n"
                            .formatted(i, i, failover));
        }
        return Load.good(directory, hosts.toString() + resources + groups).cluster();
    }

    private static AgentDocument document(String parameters) {
        return AgentDocument.read(
                        "<resource-agent><parameters>"
                                + parameters
                                + "</parameters></resource-agent>")
                .orElseThrow();
    }

    private static AgentDocument actions(String actions) {
        return AgentDocument.read(
                        "<resource-agent><actions>" + actions + "</actions></resource-agent>")
                .orElseThrow();
    }
}
