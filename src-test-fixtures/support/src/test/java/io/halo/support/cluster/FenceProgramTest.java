package io.halo.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fence_halo_test`, against processes that look like agents.
class FenceProgramTest {
    private static final ProjectFiles FILES = ProjectFiles.find();

    @TempDir Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aLivingAgentIsOnAndAKilledOneWithoutResourcesIsOff() throws Exception {
        assertThat(fence("status")).isEqualTo("2 a is OFF");
        Process agent = agent("a");
        assertThat(fence("status")).isEqualTo("0 a is ON");
        agent.destroyForcibly().waitFor();
        assertThat(fence("status")).isEqualTo("2 a is OFF");
    }

    @Test
    void aKilledAgentWithResourcesIsAServerThatIsStillOn() {
        TextFile.write(directory.resolve("a.zfs.p"), "");
        assertThat(fence("status")).isEqualTo("0 a is ON");
        assertThat(fence("off")).isEqualTo("0 Success: a is OFF");
        assertThat(directory.resolve("a.zfs.p")).doesNotExist();
        assertThat(fence("status")).isEqualTo("2 a is OFF");
    }

    @Test
    void offKillsTheAgentItsScriptsAndItsResources() throws Exception {
        Process agent = agent("a");
        Process script = hangingStart("a");
        Process other = hangingStart("b");
        TextFile.write(directory.resolve("b.zfs.q"), "");
        assertThat(fence("off")).isEqualTo("0 Success: a is OFF");
        assertThat(agent.waitFor()).isEqualTo(137);
        assertThat(script.waitFor()).isEqualTo(137);
        assertThat(other.isAlive()).isTrue();
        assertThat(directory.resolve("a.pid")).doesNotExist();
        assertThat(directory.resolve("b.zfs.q")).exists();
    }

    @Test
    void aProcessThatIsNotThatAgentIsLeftAlone() throws IOException {
        Process other = agent("b");
        Files.writeString(directory.resolve("a.pid"), other.pid() + "\n");
        assertThat(fence("status")).isEqualTo("2 a is OFF");
        assertThat(fence("off")).isEqualTo("0 Success: a is OFF");
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void aPausedAgentCanBePoweredOff() throws Exception {
        Process agent = agent("a");
        Shell.run("kill -s STOP " + agent.pid());
        assertThat(fence("off")).isEqualTo("0 Success: a is OFF");
        assertThat(agent.waitFor()).isEqualTo(137);
    }

    @Test
    void faults() {
        TextFile.write(directory.resolve("a.zfs.p"), "");
        plant("only off", "times 2", "fail");
        assertThat(fence("off")).isEqualTo("1 fence_halo_test: told to fail");
        assertThat(fence("status")).isEqualTo("0 a is ON");
        assertThat(fence("off")).isEqualTo("1 fence_halo_test: told to fail");
        plant("always-off");
        assertThat(fence("off")).isEqualTo("0 Success: a");
        assertThat(fence("status")).isEqualTo("2 a is OFF");
        plant("lie");
        assertThat(fence("off")).isEqualTo("0 Success: a");
        assertThat(fence("status")).isEqualTo("0 a is ON");
        assertThat(directory.resolve("a.zfs.p")).exists();
    }

    @Test
    void onRunsTheHook() {
        TextFile.makeDirectory(directory.resolve("hooks"));
        Path hook = directory.resolve("hooks/a.start");
        TextFile.write(hook, "#!/bin/sh\ntouch " + directory.resolve("started") + "\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        assertThat(fence("on")).isEqualTo("0 Success: a is ON");
        assertThat(directory.resolve("started")).exists();
    }

    @Test
    void writesDownEveryCall() {
        fence("status");
        fence("off");
        List<FenceCall> calls = new Records(ClusterPlan.empty(), directory).fences();
        assertThat(calls).extracting(FenceCall::action).containsExactly("status", "off");
        assertThat(calls).extracting(call -> call.exit().orElse(-1)).containsExactly(2, 0);
    }

    @Test
    void describesItself() {
        assertThat(fence("metadata")).startsWith("0 <?xml").contains("name=\"test_directory\"");
        assertThat(fence("reset")).isEqualTo("1 fence_halo_test: unknown action reset");
    }

    private void plant(String... steps) {
        TextFile.makeDirectory(directory.resolve("faults"));
        TextFile.write(directory.resolve("faults/a.fence"), String.join("\n", steps) + "\n");
    }

    /// @return exit status and words
    private String fence(String action) {
        String input =
                "action=%s\\nnodename=a\\ntest_directory=%s\\ntarget=a\\n"
                        .formatted(action, directory);
        CommandResult result =
                Shell.run(
                        List.of("sh", "-c", "printf '" + input + "' | " + FILES.fenceProgram()),
                        Map.of(),
                        Duration.ofSeconds(20));
        return (result.exit() + " " + result.words()).strip();
    }

    private Process agent(String id) throws IOException {
        Process process =
                keep(
                        new ProcessBuilder("sh", "-c", "sleep 60; :", "agent", "--test-id", id)
                                .start());
        Files.writeString(directory.resolve(id + ".pid"), process.pid() + "\n");
        return process;
    }

    private Process hangingStart(String id) throws IOException {
        TextFile.makeDirectory(directory.resolve("faults"));
        TextFile.write(directory.resolve("faults/" + id + ".zfs.p.start"), "hang\n");
        Path script = FILES.ocfRoot().resolve("resource.d/heartbeat/ZFS");
        ProcessBuilder builder = new ProcessBuilder("setsid", script.toString(), "start");
        Path log = directory.resolve("log-" + id);
        builder.environment().put("HALO_TEST_DIRECTORY", directory.toString());
        builder.environment().put("HALO_TEST_ID", id);
        builder.environment().put("HALO_TEST_LOG", log.toString());
        builder.environment().put("OCF_RESKEY_pool", "p");
        Process process = keep(builder.start());
        Await.until("the script hangs", Duration.ofSeconds(10), () -> Files.exists(log));
        return process;
    }

    private Process keep(Process process) {
        started.add(process);
        return process;
    }
}
