package io.halo.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.process.ProgramFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a program is told, and what nobody else is.
class FenceInputTest {
    @TempDir Path directory;

    Bench bench;

    @BeforeEach
    void bench() {
        bench = new Bench(directory);
    }

    @Test
    void any_agent_gets_action_nodename_parameters_and_its_plug() {
        assertThat(input("fence_apc", "ip", "pdu 1", "login", "x=y"))
                .containsExactly(
                        "action=off", "nodename=mds00", "ip=pdu 1", "login=x=y", "plug=mds00");
        assertThat(input("fence_apc", "plug", "7"))
                .containsExactly("action=off", "nodename=mds00", "plug=7");
        assertThat(input("fence_apc", "port", "7"))
                .containsExactly("action=off", "nodename=mds00", "port=7");
    }

    @Test
    void powerman_is_local_and_names_its_plugs_like_hosts() {
        assertThat(input("fence_powerman"))
                .containsExactly("action=off", "nodename=mds00", "ipaddr=localhost", "plug=mds00");
        assertThat(input("fence_powerman", "ip", "pm", "plug", "n1"))
                .containsExactly("action=off", "nodename=mds00", "ip=pm", "plug=n1");
    }

    @Test
    void redfish_talks_to_the_host_name_and_has_no_plug() {
        assertThat(input("fence_redfish", "username", "root"))
                .containsExactly(
                        "action=off", "nodename=mds00", "username=root", "ip=mds00.example");
    }

    @Test
    void ipmilan_is_lanplus_and_needs_an_address() {
        assertThat(input("fence_ipmilan", "ip", "10.0.0.1"))
                .containsExactly("action=off", "nodename=mds00", "ip=10.0.0.1", "lanplus=1");
        assertThat(input("fence_ipmilan", "ip", "10.0.0.1", "lanplus", "0")).contains("lanplus=0");
        var attempt = bench.program().off(bench.deviceNamed("fence_ipmilan", "exit 0"), Bench.LONG);
        assertThat(((FenceAttempt.Failed) attempt).reason()).contains("fence_ipmilan", "ip");
    }

    @Test
    void nothing_configured_changes_the_action() {
        assertThat(
                        input(
                                "fence_x",
                                "action",
                                "on",
                                "option",
                                "reboot",
                                "nodename",
                                "other",
                                "plug",
                                "1"))
                .containsExactly("action=off", "nodename=mds00", "plug=1");
        var injected = bench.deviceNamed("fence_y", "exit 0", "plug", "1\naction=on");
        assertThat(((FenceAttempt.Failed) bench.program().off(injected, Bench.LONG)).reason())
                .isEqualTo("fence parameter plug has a line break or NUL in it");
        assertThatThrownBy(() -> bench.deviceNamed("fence_z", "", "a=b", "c"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void values_are_read_from_files_and_the_environment_at_each_call() {
        var values = new LinkedHashMap<String, FenceValue>();
        values.put("passwd", new FenceValue.FromFile(bench.write("pw", "first pass word\n")));
        values.put("login", new FenceValue.FromEnvironment("BMC_LOGIN"));
        values.put("plug", new FenceValue.Literal("1"));
        var device = bench.device("fence_x", "exit 0", values);
        bench.environment("BMC_LOGIN", "admin-of-bmc").program().status(device, Bench.LONG);
        bench.write("pw", "second\r\n");
        bench.program().status(device, Bench.LONG);
        assertThat(bench.firstInput()).contains("passwd=first pass word", "login=admin-of-bmc");
        assertThat(bench.read("stdin.1").lines()).contains("passwd=second");
    }

    @Test
    void what_cannot_be_read_is_named_without_its_value() throws Exception {
        assertThat(problem(new FenceValue.FromFile(directory.resolve("none"))))
                .contains("passwd", "none", "no such file");
        assertThat(problem(new FenceValue.FromFile(directory))).contains("no such file");
        assertThat(problem(new FenceValue.FromEnvironment("HALO_NOT_SET")))
                .contains("HALO_NOT_SET", "not set");
        var twoLines = Files.writeString(directory.resolve("two"), "geheim\naction=on\n");
        assertThat(problem(new FenceValue.FromFile(twoLines)))
                .contains("line break")
                .doesNotContain("geheim");
        var huge = Files.writeString(directory.resolve("huge"), "geheim".repeat(10_000));
        assertThat(problem(new FenceValue.FromFile(huge)))
                .contains("longer")
                .doesNotContain("geheim");
    }

    @Test
    void the_environment_is_a_few_variables_and_those_of_tests() {
        var own =
                Map.of(
                        "PATH",
                        "/opt/x:/usr/bin",
                        "HOME",
                        "/root",
                        "HALO_TEST_ID",
                        "t",
                        "SECRET",
                        "geheim");
        assertThat(FenceEnvironment.of(own))
                .containsOnlyKeys("PATH", "LC_ALL", "HOME", "HALO_TEST_ID")
                .containsEntry("LC_ALL", "C")
                .containsEntry("HOME", "/root")
                .containsEntry(
                        "PATH",
                        "/opt/x:/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/bin");
        bench.environment("HALO_TEST_FOO", "bar").environment("SECRET", "geheim");
        bench.program().status(bench.device("env > env; exit 0"), Bench.LONG);
        assertThat(bench.read("env")).contains("HALO_TEST_FOO=bar\n").doesNotContain("geheim");
    }

    @Test
    void secrets_are_in_stdin_and_nowhere_else() {
        var values = new LinkedHashMap<String, FenceValue>();
        values.put("passwd", new FenceValue.Literal("geheim1"));
        values.put("login", new FenceValue.FromFile(bench.write("pw", "geheim2\n")));
        values.put("snmp_priv_passwd", new FenceValue.Literal("geheim12"));
        values.put("plug", new FenceValue.Literal("outlet7"));
        var device =
                bench.device(
                        "fence_x",
                        "cat /proc/$$/cmdline > argv; env > env; cat stdin.0; cat stdin.0 >&2; exit 1",
                        values);
        var status = bench.program().status(device, Bench.LONG);
        assertThat(status.toString())
                .contains("passwd=***", "login=***", "outlet7")
                .doesNotContain("geheim");
        assertThat(device.toString() + values)
                .contains("passwd")
                .doesNotContain("geheim1")
                .doesNotContain("outlet7");
        assertThat(bench.read("argv")).doesNotContain("geheim");
        assertThat(bench.read("env")).doesNotContain("geheim");
        assertThat(bench.firstInput()).contains("passwd=geheim1", "login=geheim2");
    }

    /// An agent repeats the line that it does not understand: a misspelt name is no reason to show
    /// what was meant to be a password.
    @Test
    void what_stands_under_any_name_is_not_repeated() {
        var device =
                bench.deviceNamed(
                        "fence_x",
                        "sed \"s/.*/Ignoring unknown option '&'/\" stdin.0 >&2; exit 1",
                        "pasword",
                        " geheim1 ",
                        "login",
                        "root",
                        "ip",
                        "10.0.0.1",
                        "plug",
                        "7");
        assertThat(bench.program().status(device, Bench.LONG).report().words())
                .contains("'pasword=", "'login=***'", "'ip=10.0.0.1'", "'plug=7'")
                .doesNotContain("geheim");
    }

    @Test
    void a_secret_is_found_in_other_spellings_too() {
        var device =
                bench.deviceNamed(
                        "fence_x",
                        """
                        echo 'https://root:ge%40heim%20%27x@bmc/' >&2
                        echo "Basic $(printf "ge@heim 'x" | base64)" >&2
                        echo "Basic $(printf "root:ge@heim 'x" | base64)" >&2
                        echo "{'password': 'ge@heim \\\\'x'}" >&2
                        exit 1\
                        """,
                        "passwd",
                        "ge@heim 'x",
                        "login",
                        "root");
        assertThat(bench.program().status(device, Bench.LONG).report().words())
                .contains("https://root:***@bmc/", "Basic *** / Basic ***", "'password': '***'")
                .doesNotContain("heim");
    }

    @Test
    void half_a_secret_at_the_edge_of_what_was_kept_is_taken_out_too() {
        var device =
                bench.deviceNamed(
                        "fence_x",
                        """
                        head -c 65530 /dev/zero | tr '\\0' ' '; printf 'geheimnisvoll and more'
                        printf 'geheimnisvoll' >&2; head -c 65530 /dev/zero | tr '\\0' ' ' >&2; exit 1\
                        """,
                        "passwd",
                        "geheimnisvoll");
        var words = bench.program().status(device, Bench.LONG).report().words();
        assertThat(words)
                .doesNotContain("geheim")
                .doesNotContain("nisvoll")
                .doesNotContain("svoll");
    }

    @Test
    void words_are_one_line_without_control_characters() {
        var device =
                bench.device(
                        "printf 'a\\033[31m\\n\\n  b\\tc\\r\\n\\377\\n' ; printf '\\n e1\\ne2\\n' >&2; exit 1");
        assertThat(bench.program().status(device, Bench.LONG).report().words())
                .isEqualTo("status: exit 1 (e1 / e2 | a [31m / b c)");
    }

    @Test
    void agents_are_found_by_name_and_by_path() {
        assertThat(FenceAgentLocator.program("powerman", directory)).isEqualTo("fence_powerman");
        assertThat(FenceAgentLocator.program("fence_xyz", directory)).isEqualTo("fence_xyz");
        assertThat(FenceAgentLocator.program("../x/fence_test", Path.of("/etc/halo")))
                .isEqualTo("/etc/x/fence_test");
        assertThat(FenceAgentLocator.program("/opt/fence_test", directory))
                .isEqualTo("/opt/fence_test");
        assertThat(FenceAgentLocator.find("sh")).isInstanceOf(ProgramFile.class);
        assertThat(FenceAgentLocator.family("/opt/x/fence_powerman")).isEqualTo("powerman");
        assertThat(FenceAgentLocator.family("tests/fence")).isEqualTo("fence");
    }

    private String problem(FenceValue value) {
        var values = new LinkedHashMap<String, FenceValue>();
        values.put("passwd", value);
        var attempt = bench.program().off(bench.device("fence_x", "exit 0", values), Bench.LONG);
        assertThat(attempt.report().calls()).isEmpty();
        assertThat(bench.calls()).isEmpty();
        return ((FenceAttempt.Failed) attempt).reason();
    }

    private List<String> input(String agent, String... parameters) {
        new java.io.File(directory.toFile(), "stdin.0").delete();
        bench.program().off(bench.deviceNamed(agent, "exit 1", parameters), Bench.LONG);
        new java.io.File(directory.toFile(), "stdin.1").delete();
        return bench.firstInput();
    }
}
