package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import io.halo.shell.client.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `halo power` with a fence program whose devices are files: one that says `on`, `off`, or
/// anything else.
@Timeout(300)
class PowerIT {
    @TempDir Path directory;

    private Halo halo;

    @BeforeEach
    void cluster() throws IOException {
        executable(
                "agent",
                """
                #!/bin/sh
                while IFS='=' read -r name value; do
                  case $name in action) action=$value ;; plug) plug=$value ;; esac
                done
                file=$(dirname "$0")/$plug
                echo "$action $plug" >>"$(dirname "$0")/calls"
                case $action in
                  on | off)
                    case $plug in
                      stuck*) echo "relay is stuck" >&2; exit 1 ;;
                      slow*) until [ -e "$(dirname "$0")/go" ]; do sleep 0.1; done; echo $action >"$file" ;;
                      *) echo $action >"$file" ;;
                    esac ;;
                  status)
                    case $(cat "$file" 2>/dev/null) in
                      on) echo "Status: ON"; exit 0 ;;
                      off) echo "Status: OFF"; exit 2 ;;
                      *) echo "no answer from the device" >&2; exit 1 ;;
                    esac ;;
                esac
                """);
        Files.writeString(
                directory.resolve("halo.conf"),
                """
                hosts:
                - { hostname: a, fence_agent: ./agent }
                - { hostname: b, fence_agent: ./agent }
                - { hostname: stuck, fence_agent: ./agent }
                - { hostname: silent, fence_agent: ./agent }
                - { hostname: bare }
                - hostname: dual
                  fence_agent: ./agent
                  fence_parameters: { plug: dual1 }
                  fence_also: [ { fence_agent: ./agent, fence_parameters: { plug: dual2 } } ]
                resources:
                - { name: r, kind: heartbeat/Dummy }
                resource_groups:
                - { root: r, home_host: a, failover_hosts: [ b ] }
                """);
        for (String device : new String[] {"a", "b", "stuck", "dual1", "dual2"}) {
            Files.writeString(directory.resolve(device), "on\n");
        }
        halo = new Halo(directory).with("HALO_CONFIG", "halo.conf").with("HALO_SOCKET", "s");
    }

    private void executable(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void statusAsksThemAll() throws IOException {
        Files.writeString(directory.resolve("dual2"), "off\n");
        Files.writeString(directory.resolve("b"), "off\n");
        Result result = halo.run("power", "status");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("a is on"),
                        line -> assertThat(line).isEqualTo("b is off"),
                        line -> assertThat(line).isEqualTo("stuck is on"),
                        line ->
                                assertThat(line)
                                        .startsWith("silent is unknown (")
                                        .contains("no answer from the device"),
                        line ->
                                assertThat(line)
                                        .isEqualTo("bare is unknown (it has no fence_agent)"),
                        line -> assertThat(line).isEqualTo("dual is on"));
    }

    @Test
    void namedHostsOnly() {
        assertThat(halo.run("power", "status", "b", "a"))
                .isEqualTo(new Result(0, "b is on\na is on\n", ""));
    }

    @Test
    void severalHostsAsOneWord() throws IOException {
        hosts("n00", "n01", "n02", "n07");
        assertThat(halo.run("power", "off", "n[00-01,07]", "n01"))
                .isEqualTo(new Result(0, "n00 is off\nn01 is off\nn07 is off\n", ""));
        assertThat(halo.run("power", "status", "n[00-02]"))
                .isEqualTo(new Result(0, "n00 is off\nn01 is off\nn02 is on\n", ""));
        assertThat(halo.run("power", "on", "--all"))
                .isEqualTo(new Result(0, "n00 is on\nn01 is on\nn02 is on\nn07 is on\n", ""));
        Result unknown = halo.run("power", "off", "n[01-03]");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no host 'n03'");
        assertThat(halo.run("power", "status", "n01").out()).isEqualTo("n01 is on\n");
    }

    /// Each waits until all are being asked.
    @Test
    void allAreAskedAtTheSameTime() throws IOException {
        executable(
                "agent",
                """
                #!/bin/sh
                while IFS='=' read -r name value; do
                  case $name in plug) plug=$value ;; esac
                done
                cd "$(dirname "$0")" || exit 1
                touch "asked.$plug"
                while [ "$(ls asked.* | wc -l)" -lt 12 ]; do sleep 0.1; done
                echo "Status: ON"
                """);
        String[] names = new String[12];
        for (int i = 0; i < names.length; i++) {
            names[i] = "m%02d".formatted(i);
        }
        hosts(names);
        Result result = halo.run("power", "status");
        assertThat(result.status()).isZero();
        assertThat(result.out().lines().toList())
                .hasSize(12)
                .allMatch(line -> line.endsWith(" is on"));
    }

    @Test
    void atATerminalItSaysWhomItWaitsFor() throws Exception {
        assumeTrue(Terminal.isPossible(), "script (bsdutils) is not installed");
        executable(
                "agent",
                """
                #!/bin/sh
                while IFS='=' read -r name value; do
                  case $name in plug) plug=$value ;; esac
                done
                cd "$(dirname "$0")" || exit 1
                while [ "$plug" = slow ] && [ ! -e go ]; do sleep 0.1; done
                echo "Status: ON"
                """);
        hosts("fast", "slow");
        try (Terminal terminal = new Terminal(100, halo, "power", "status")) {
            terminal.expect("fast is on");
            terminal.expect("power status: 1 of 2 done, ");
            terminal.expect(" s; waiting for slow");
            Files.writeString(directory.resolve("go"), "");
            assertThat(terminal.expect("slow is on")).doesNotContain("\n");
        }
    }

    private void hosts(String... names) throws IOException {
        var text = new StringBuilder("hosts:\n");
        for (String name : names) {
            text.append("- { hostname: ").append(name).append(", fence_agent: ./agent }\n");
            Files.writeString(directory.resolve(name), "on\n");
        }
        text.append("resources:\n- { name: r, kind: heartbeat/Dummy }\nresource_groups:\n");
        text.append("- { root: r, home_host: ")
                .append(names[0])
                .append(", failover_hosts: [ ")
                .append(names[1])
                .append(" ] }\n");
        Files.writeString(directory.resolve("halo.conf"), text);
    }

    /// What the program says of itself is compared with what is configured, and it is called all
    /// the same.
    @Test
    void aParameterThatTheProgramDoesNotKnowIsNamed() throws IOException {
        executable(
                "fence_file",
                """
                #!/bin/sh
                while IFS='=' read -r name value; do
                  case $name in action) action=$value ;; plug) plug=$value ;; esac
                done
                case $action in
                  metadata) cat <<'XML'
                <resource-agent name="fence_file"><parameters>
                <parameter name="plug" required="1"/><parameter name="password"/>
                <parameter name="ip" required="1" obsoletes="ipaddr"/>
                </parameters><actions><action name="off"/><action name="status"/></actions></resource-agent>
                XML
                  ;;
                  status) echo "Status: ON" ;;
                esac
                """);
        Files.writeString(
                directory.resolve("halo.conf"),
                Files.readString(directory.resolve("halo.conf"))
                        .replace(
                                "{ hostname: a, fence_agent: ./agent }",
                                "{ hostname: a, fence_agent: ./fence_file, fence_parameters: { pasword: geheim1 } }"));
        assertThat(halo.run("power", "status", "a"))
                .isEqualTo(
                        new Result(
                                0,
                                "a is on\n",
                                """
                                halo: a: fence_file does not know the parameter 'pasword'; did you mean 'password'?
                                halo: a: fence_file needs the parameter 'ip'
                                """));
    }

    @Test
    void offIsConfirmedOnEverySupply() throws IOException {
        assertThat(halo.run("power", "off", "dual")).isEqualTo(new Result(0, "dual is off\n", ""));
        assertThat(Files.readString(directory.resolve("dual1"))).isEqualTo("off\n");
        assertThat(Files.readString(directory.resolve("dual2"))).isEqualTo("off\n");
        assertThat(halo.run("power", "on", "dual")).isEqualTo(new Result(0, "dual is on\n", ""));
    }

    @Test
    void whatFailedIsSaid() {
        Result result = halo.run("power", "off", "stuck", "a", "--output", "json");
        assertThat(result.status()).isEqualTo(1);
        assertThat(JsonReader.read(result.out()).orElseThrow().list())
                .satisfiesExactly(
                        stuck -> {
                            assertThat(stuck.text("power")).isEqualTo("on");
                            assertThat(stuck.text("reason"))
                                    .contains("off failed")
                                    .contains("relay is stuck");
                        },
                        a -> assertThat(a.text("power")).isEqualTo("off"));
    }

    @Test
    void anUnknownHostStopsTheWholeCommand() {
        Result result = halo.run("power", "off", "a", "daul");
        assertThat(result)
                .isEqualTo(
                        new Result(
                                2,
                                "",
                                "halo: there is no host 'daul' in the file; did you mean dual?\n"));
        assertThat(directory.resolve("calls")).doesNotExist();
    }

    @Test
    void allMustBeSaid() {
        assertThat(halo.run("power", "on").status()).isEqualTo(2);
        assertThat(halo.run("power", "on", "a", "--all").status()).isEqualTo(2);
        assertThat(directory.resolve("calls")).doesNotExist();
    }

    @Test
    void aBadFileIsOneLine() throws IOException {
        Files.writeString(directory.resolve("halo.conf"), "hosts: x\n");
        Result result = halo.run("power", "status");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("halo: halo.conf:")
                .contains("halo validate --config")
                .hasLineCount(1);
    }

    private static FakeManager.Answer fencing(String state) {
        return FakeManager.json(
                200,
                "{\"hosts\":[{\"id\":\"a\",\"fence\":{\"state\":\""
                        + state
                        + "\"}},{\"id\":\"b\"}]}");
    }

    @Test
    void aHostThatIsBeingFencedIsNotSwitchedOn() throws IOException {
        try (FakeManager manager = new FakeManager(directory.resolve("s"), fencing("running"))) {
            Result result = halo.run("power", "on", "a", "b");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).isEqualTo("b is on\n");
            assertThat(result.err()).contains("the manager is fencing a").hasLineCount(1);

            manager.answer(fencing("confirmed"));
            assertThat(halo.run("power", "on", "a")).isEqualTo(new Result(0, "a is on\n", ""));
        }
    }

    @Test
    void aManagerThatCannotBeAskedIsNoPermission() throws IOException {
        try (FakeManager _ =
                new FakeManager(directory.resolve("s"), FakeManager.raw("nonsense\r\n\r\n"))) {
            Result refused = halo.run("power", "on", "a");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err())
                    .contains("cannot ask the manager")
                    .contains("--force")
                    .hasLineCount(1);
            assertThat(halo.run("power", "on", "a", "--force").status()).isZero();
        }
    }

    @Test
    void offBesideAManagerWarnsAndGoesOn() throws IOException {
        try (FakeManager _ = new FakeManager(directory.resolve("s"), FakeManager.json(200, "{}"))) {
            Result result = halo.run("power", "off", "a");
            assertThat(result.status()).isZero();
            assertThat(result.out()).isEqualTo("a is off\n");
            assertThat(result.err()).contains("a manager is running").hasLineCount(1);
        }
    }

    /// Whoever does not wait for a fence program does not end it.
    @Test
    void ctrlCTellsThatItGoesOn() throws Exception {
        assumeTrue(Terminal.isPossible(), "script (bsdutils) is not installed");
        hosts("slow1", "slow2");
        try (Terminal left = new Terminal(halo, "power", "off", "slow[1-2]")) {
            left.expect("waiting for slow[1-2]");
            left.type(Terminal.CTRL_C);
            left.expect("halo: power off goes on; halo power status slow[1-2] shows it");
            assertThat(left.end()).isEqualTo(130);
        }
        Files.writeString(directory.resolve("go"), "");
    }

    /// Of one that was fenced nothing is lost.
    @Test
    void offBesideAManagerAsksAtATerminal() throws Exception {
        assumeTrue(Terminal.isPossible(), "script (bsdutils) is not installed");
        String status = "{\"hosts\":[{\"id\":\"b\",\"fenced\":true}]}";
        try (FakeManager _ =
                new FakeManager(directory.resolve("s"), FakeManager.json(200, status))) {
            try (Terminal refused = new Terminal(halo, "power", "off", "a", "b")) {
                refused.expect("a manager is running: it will take a for dead and fail its groups");
                refused.type("no" + Terminal.ENTER);
                refused.expect("not confirmed; nothing was done");
                assertThat(refused.end()).isEqualTo(1);
            }
            assertThat(Files.readString(directory.resolve("a"))).isEqualTo("on\n");
            try (Terminal given = new Terminal(halo, "power", "off", "a")) {
                given.expect("groups over.");
                given.type("yes" + Terminal.ENTER);
                given.expect("a is off");
                assertThat(given.end()).isZero();
            }
            for (String[] line :
                    new String[][] {{"power", "off", "b"}, {"power", "off", "a", "--yes"}}) {
                try (Terminal unasked = new Terminal(halo, line)) {
                    unasked.expect(" is off");
                    assertThat(unasked.end()).isZero();
                }
            }
        }
    }
}
