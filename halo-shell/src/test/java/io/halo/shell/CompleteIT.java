package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `halo complete KIND`, which the completion of bash calls.
@Timeout(300)
class CompleteIT {
    @TempDir Path directory;

    @Test
    void namesOfTheLiveCluster() throws IOException {
        try (FakeCluster _ = new FakeCluster(directory)) {
            assertThat(names("host")).containsExactly("fence_mds00", "fence_mds01");
            assertThat(names("group")).containsExactly("test_zpool_00", "test_zpool_01");
            assertThat(names("scope"))
                    .containsExactly(
                            "cluster",
                            "fence_mds00",
                            "fence_mds01",
                            "test_zpool_00",
                            "test_zpool_01");
            assertThat(names("operation")).containsExactly("1-7");
        }
    }

    private List<String> names(String kind) {
        Result result = new Halo(directory).run("complete", kind, "--socket", "s");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.out().lines().toList();
    }

    @Test
    void nothingIsSaidIfThereIsNoAnswer() throws IOException {
        Result silent = new Result(1, "", "");
        Halo halo = new Halo(directory);
        assertThat(halo.run("complete", "host", "--socket", "s")).isEqualTo(silent);
        try (FakeManager _ = new FakeManager(directory.resolve("s"), FakeManager.silence())) {
            assertThat(halo.run("complete", "host", "--socket", "s")).isEqualTo(silent);
        }
        String refusal = "{\"status\":503,\"detail\":\"no\"}";
        try (FakeManager _ =
                new FakeManager(directory.resolve("s"), FakeManager.json(503, refusal))) {
            assertThat(halo.run("complete", "group", "--socket", "s")).isEqualTo(silent);
        }
    }

    /// A name that would move the cursor is no name.
    @Test
    void namesAreFitForATerminal() throws IOException {
        String status =
                "{\"hosts\":[{\"id\":\"a\\u001b[2J\"},{\"id\":\"oss 00\"},{\"id\":\"b\\nc\"},{\"id\":\"\"}]}";
        try (FakeManager _ =
                new FakeManager(directory.resolve("s"), FakeManager.json(200, status))) {
            assertThat(names("host")).containsExactly("oss 00");
        }
    }
}
