package io.halo.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is asked of a fence program about itself, when, and what follows from its answer.
class KnownAgentsTest {
    @TempDir Path directory;

    Bench bench;

    @BeforeEach
    void bench() {
        bench = new Bench(directory);
    }

    @Test
    void nothingButTheActionIsSaid() {
        learn(agent("plug"), "passwd", "geheim");
        assertThat(bench.firstInput()).containsExactly("action=metadata");
    }

    @Test
    void itIsAskedOnceAsLongAsItsFileIsTheSame() throws IOException {
        var device = learn(agent("plug"));
        bench.agents().learn(device.program());
        assertThat(bench.calls()).containsExactly("metadata");
        assertThat(bench.agents().known(device.program()).orElseThrow().names())
                .containsExactly("action", "plug");

        learn(agent("port", "ip"));
        Files.setLastModifiedTime(Path.of(device.program()), FileTime.fromMillis(1));
        assertThat(bench.agents().learn(device.program()).orElseThrow().names())
                .containsExactly("action", "port", "ip");
    }

    @Test
    void thePlugIsSaidUnderTheNameThatItKnows() {
        assertThat(told(agent("plug", "port"))).containsExactly("nodename=mds00", "plug=mds00");
        assertThat(told(agent("port"))).containsExactly("nodename=mds00", "port=mds00");
        assertThat(told(agent("port"), "plug", "7")).containsExactly("nodename=mds00", "plug=7");
        assertThat(told(agent("file"), "file", "x")).containsExactly("nodename=mds00", "file=x");
        assertThat(told("exit 1", "file", "x"))
                .containsExactly("nodename=mds00", "file=x", "plug=mds00");
    }

    @Test
    void oldNamesAreHandedOnAsTheyAre() {
        assertThat(
                        told(
                                agent("plug", "port", "ip", "username", "password"),
                                "ipaddr",
                                "pdu",
                                "login",
                                "root",
                                "passwd",
                                "x",
                                "port",
                                "3"))
                .containsExactly(
                        "nodename=mds00", "ipaddr=pdu", "login=root", "passwd=x", "port=3");
    }

    @Test
    void theFamiliesWithDefaultsOfTheirOwnUseKnownNamesToo() {
        assertThat(toldBy("fence_powerman", agent("ip", "port")))
                .containsExactly("nodename=mds00", "ip=localhost", "port=mds00");
        assertThat(toldBy("fence_powerman", agent("nothing")))
                .containsExactly("nodename=mds00", "ipaddr=localhost", "plug=mds00");
        assertThat(toldBy("fence_redfish", agent("ipaddr", "plug")))
                .containsExactly("nodename=mds00", "ipaddr=mds00.example");
    }

    /// As if nobody had asked it, and it is not asked again.
    @Test
    void withoutUsableMetadataNothingChanges() {
        for (String script :
                List.of(
                        "exit 1",
                        "kill -9 $$",
                        "echo nonsense",
                        "echo '<resource-agent>'",
                        "head -c 10M /dev/zero",
                        agent("file") + "; exit 1")) {
            bench.write("calls", "");
            var device = learn("[ $action = metadata ] || exit 2; " + script);
            bench.agents().learn(device.program());
            assertThat(bench.calls()).as(script).containsExactly("metadata");
            assertThat(bench.agents().known(device.program())).as(script).isEmpty();
            assertThat(told(device)).as(script).contains("plug=mds00");
        }
    }

    @Test
    void aProgramThatNeverAnswersIsKilledAndAChildThatHoldsItsPipesToo() {
        var agents = new KnownAgents(System.getenv(), Duration.ofSeconds(1));
        var hangs = bench.deviceNamed("fence_hangs", "sleep 1000");
        var forks = bench.deviceNamed("fence_forks", "sleep 1000 & " + agent("ip"));
        assertThat(agents.learn(hangs.program())).isEmpty();
        assertThat(agents.learn(forks.program()).orElseThrow().names()).contains("ip");
        assertThat(bench.calls()).containsExactly("metadata", "metadata");
    }

    /// Its author may have meant every word but `status` to be *off*.
    @Test
    void aProgramThatIsNotCalledLikeOneOfTheFamilyIsNotAsked() {
        var device = bench.deviceNamed("switch_off", agent("ip"));
        assertThat(bench.agents().learn(device.program())).isEmpty();
        assertThat(bench.calls()).isEmpty();
        assertThat(bench.agents().learn("/nowhere/fence_x")).isEmpty();
        assertThat(bench.agents().learn("fence_nowhere_on_path")).isEmpty();
    }

    /// Whoever powers a host off waits for nothing.
    @Test
    void anAttemptDoesNotAskForMetadata() {
        bench.write("power", "OFF\n");
        var device = bench.device("case $action in off) ;; status) answer;; *) sleep 1000;; esac");
        assertThat(bench.program().off(device, Bench.LONG))
                .isInstanceOf(FenceAttempt.Confirmed.class);
        assertThat(bench.calls()).containsExactly("off", "status");
    }

    /// A script that says of itself that it takes these parameters.
    private static String agent(String... names) {
        String parameters =
                Arrays.stream(names)
                        .map("<parameter name=\"%s\"/>"::formatted)
                        .collect(Collectors.joining());
        return "[ $action = metadata ] && echo '<resource-agent><parameter name=\"action\"/>"
                + parameters
                + "</resource-agent>'";
    }

    private FenceDevice learn(String script, String... parameters) {
        FenceDevice device = bench.device(script, parameters);
        bench.agents().learn(device.program());
        return device;
    }

    private List<String> told(String script, String... parameters) {
        return toldBy("fence_test", script, parameters);
    }

    /// A program whose file is another one each time, however fast this machine is.
    private List<String> toldBy(String name, String script, String... parameters) {
        var device = bench.deviceNamed(name, script, parameters);
        var agents = new KnownAgents();
        agents.learn(device.program());
        return lines(device, agents);
    }

    private List<String> told(FenceDevice device) {
        return lines(device, bench.agents());
    }

    private static List<String> lines(FenceDevice device, KnownAgents agents) {
        var input = FenceInput.of(device, Map.of(), agents.known(device.program()));
        return new LinkedHashMap<>(((FenceInput.Ready) input).values())
                .entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
    }
}
