package io.halo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    @TempDir Path directory;

    Scripts scripts;

    @BeforeEach
    void scripts() {
        scripts = new Scripts(directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 127, 190, 191, 255})
    void reports_the_exit_status(int status) {
        var ended = ended(scripts.spec("exit " + status));
        assertThat(ended.exitStatus()).isEqualTo(status);
        assertThat(ended.signal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11, 15})
    void reports_the_signal_that_ended_it(int signal) {
        assertThat(ended(scripts.spec("kill -" + signal + " $$")).signal()).hasValue(signal);
    }

    @Test
    void keeps_both_outputs_apart_and_reads_them_as_utf_8() {
        var output =
                ended(scripts.spec("echo out; echo 'f\u00fcr \u2713' >&2; printf '\\377' >&2"))
                        .output();
        assertThat(output)
                .isEqualTo(new ProgramOutput("out\n", false, "f\u00fcr \u2713\n\ufffd", false));
    }

    @Test
    void passes_arguments_as_they_are() {
        var spec =
                scripts.spec(
                        "for a in \"$@\"; do echo \"<$a>\"; done",
                        "a b",
                        "",
                        "$HOME;`id`",
                        "'\"\n*");
        assertThat(ended(spec).output().stdout()).isEqualTo("<a b>\n<>\n<$HOME;`id`>\n<'\"\n*>\n");
    }

    @Test
    void gives_exactly_the_environment_of_the_spec_and_the_token() {
        var spec =
                ProgramSpec.of(
                                List.of("/usr/bin/env"),
                                Map.of("A", "1", "B C", "x\ny"),
                                Scripts.LONG)
                        .withToken("token-1");
        assertThat(ended(spec).output().stdout().split("\n"))
                .containsExactlyInAnyOrder(
                        "A=1", "B C=x", "y", Program.TOKEN_VARIABLE + "=token-1");
    }

    @Test
    void is_leader_of_a_session_and_a_group_of_its_own_and_known_at_once() throws IOException {
        var known = scripts.file("known");
        var running =
                started(
                        scripts.spec(
                                "until [ -e \"$1\" ]; do sleep 0.01; done; read -r stat < /proc/$$/stat; echo \"$stat\"",
                                known.toString()));
        var leader = running.tree().leader();
        Files.createFile(known);
        assertThat(leader.bootId()).isEqualTo(ProcTable.SYSTEM.bootId());
        var ended = (ProgramResult.Ended) running.await();
        var entry = ProcEntry.parse(ended.output().stdout()).orElseThrow();
        assertThat(List.of(entry.pid(), entry.group(), entry.session())).containsOnly(leader.pid());
        assertThat(entry.startTime()).isEqualTo(leader.startTime());
        assertThat(leader.isAlive()).isFalse();
    }

    @Test
    void inherits_no_descriptor() {
        assertThat(ended(scripts.spec("ls /proc/self/fd")).output().stdout().lines())
                .as("0, 1, 2 and the directory that ls reads")
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void stdin_is_delivered_and_closed() {
        var text = "key=value with blanks\n".repeat(2500);
        var spec = scripts.spec("cat; echo end").withStdin(text);
        assertThat(ended(spec).output().stdout()).isEqualTo(text + "end\n");
    }

    @Test
    void without_stdin_the_program_reads_nothing() {
        assertThat(ended(scripts.spec("readlink /proc/self/fd/0; cat; echo end")).output().stdout())
                .isEqualTo("/dev/null\nend\n");
    }

    @Test
    void a_program_that_does_not_want_its_stdin_is_no_error() {
        var spec = scripts.spec("exec 0<&-; exit 3").withStdin("x".repeat(ProgramSpec.STDIN_LIMIT));
        assertThat(ended(spec).exitStatus()).isEqualTo(3);
    }

    @Test
    void unwanted_output_goes_nowhere() {
        var spec = scripts.spec("seen=$(readlink /proc/$$/fd/1); echo $seen >&2; echo lost");
        assertThat(ended(spec.withStdoutLimit(0)).output())
                .isEqualTo(new ProgramOutput("", false, "/dev/null\n", false));
    }

    @Test
    void what_cannot_run_says_why() {
        scripts.write("plain", "exit 0").toFile().setExecutable(false, false);
        scripts.write("fine", "exit 0");
        assertThat(notRun("nothing")).returns(NotRun.Reason.NOT_FOUND, NotRun::reason);
        assertThat(notRun("nothing").words())
                .contains(directory.resolve("nothing").toString(), "does not exist");
        assertThat(notRun("plain")).returns(NotRun.Reason.NOT_EXECUTABLE, NotRun::reason);
        assertThat(notRun("plain").words()).contains("not executable");
        assertThat(notRun("fine/below").words()).contains("fine/below");
        assertThat(notRun(".")).returns(NotRun.Reason.NOT_A_FILE, NotRun::reason);
        assertThat(notRun(".").words()).contains("directory");
        var device = ProgramSpec.of(List.of("/dev/null"), Map.of(), Scripts.LONG);
        assertThat(Program.run(device)).isInstanceOf(NotRun.class);
    }

    @Test
    void a_missing_interpreter_is_told_from_a_script_that_exits_with_127() throws Exception {
        Files.writeString(scripts.write("broken", ""), "#!/nowhere/python\n");
        assertThat(notRun("broken")).returns(NotRun.Reason.EXEC_FAILED, NotRun::reason);
        assertThat(notRun("broken").words()).contains("No such file", "interpreter");
        assertThat(ended(scripts.spec("echo 'setsid: failed' >&2; exit 127")).exitStatus())
                .isEqualTo(127);
    }

    @Test
    void arguments_that_are_too_long_are_a_result() {
        var spec =
                ProgramSpec.of(List.of("/bin/true", "x".repeat(4_000_000)), Map.of(), Scripts.LONG);
        assertThat(Program.run(spec)).isInstanceOf(NotRun.class);
    }

    @Test
    void a_bare_name_is_looked_up_on_the_path_of_the_spec() {
        scripts.write("halo-test-program", "echo found");
        scripts.file("d").toFile().mkdir();
        var path = Map.of("PATH", directory.resolve("d") + "::" + directory);
        var found = ProgramSpec.of(List.of("halo-test-program"), path, Scripts.LONG);
        assertThat(ended(found).output().stdout()).isEqualTo("found\n");
        var missing = ProgramSpec.of(List.of("halo-no-program"), path, Scripts.LONG);
        assertThat(((NotRun) Program.run(missing)).words()).contains("halo-no-program", "PATH");
    }

    @Test
    void secrets_do_not_show_in_a_spec() {
        var spec =
                ProgramSpec.of(
                                List.of("/bin/true"),
                                Map.of("OCF_RESKEY_password", "geheim"),
                                Scripts.LONG)
                        .withStdin("passwd=geheim");
        assertThat(spec.toString()).doesNotContain("geheim").contains("/bin/true");
    }

    @Test
    void what_no_program_can_be_given_is_refused() {
        assertThatThrownBy(() -> ProgramSpec.of(List.of("a\0b"), Map.of(), Scripts.LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProgramSpec.of(List.of("a"), Map.of("x=y", ""), Scripts.LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProgramSpec.of(List.of("a"), Map.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_the_locale_cannot_pass_on_is_not_run_in_a_garbled_form() {
        var ascii = new NativeText(StandardCharsets.US_ASCII);
        var pool = Map.of("OCF_RESKEY_pool", "k\u00e4se");
        assertThat(ascii.canPass(ProgramSpec.of(List.of("/bin/true"), pool, Scripts.LONG)))
                .isFalse();
        assertThat(ascii.canPass(ProgramSpec.of(List.of("/bin/k\u00e4se"), Map.of(), Scripts.LONG)))
                .isFalse();
        assertThat(
                        ascii.canPass(
                                ProgramSpec.of(
                                        List.of("/bin/true"), Map.of("A", "b"), Scripts.LONG)))
                .isTrue();
        assertThat(
                        new NativeText(StandardCharsets.UTF_8)
                                .canPass(ProgramSpec.of(List.of("/bin/true"), pool, Scripts.LONG)))
                .isTrue();
    }

    private NotRun notRun(String name) {
        return (NotRun)
                Program.run(
                        ProgramSpec.of(
                                List.of(directory + "/" + name),
                                Scripts.ENVIRONMENT,
                                Scripts.LONG));
    }

    private static RunningProgram started(ProgramSpec spec) {
        return (RunningProgram) Program.start(spec);
    }

    private static ProgramResult.Ended ended(ProgramSpec spec) {
        return (ProgramResult.Ended) Program.run(spec);
    }
}
