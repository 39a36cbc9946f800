package io.halo.shell.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveClusterTest {
    private static final String STATUS =
            "{\"verdict\":{\"level\":\"OK\",\"text\":\"\"},\"hosts\":[{\"id\":\"h0\"}],"
                    + "\"resources\":[{\"id\":\"g\",\"group\":\"g\"},{\"id\":\"m\",\"group\":\"g\"}]}";

    @TempDir Path directory;

    private final AtomicLong clock = new AtomicLong();

    private FakeManager manager(FakeManager.Answer answer) throws IOException {
        return new FakeManager(directory.resolve("s"), answer);
    }

    private LiveCluster cluster() {
        return new LiveCluster(directory.resolve("s"), clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void oneReadingServesAllUntilItIsTooOld() throws IOException {
        try (FakeManager manager = manager(FakeManager.json(200, STATUS))) {
            LiveCluster cluster = cluster();
            assertThat(cluster.verdict()).isEqualTo("OK");
            assertThat(cluster.hosts()).containsExactly("h0");
            assertThat(cluster.groups()).containsExactly("g");
            assertThat(cluster.verdict()).isEqualTo("OK");
            assertThat(manager.requests()).hasSize(1);

            pass(Duration.ofSeconds(2));
            assertThat(cluster.hosts()).containsExactly("h0");
            assertThat(manager.requests()).hasSize(1);
            assertThat(cluster.verdict()).isEqualTo("OK");
            assertThat(manager.requests()).hasSize(2);

            pass(Duration.ofSeconds(20));
            assertThat(cluster.hosts()).containsExactly("h0");
            assertThat(manager.requests()).hasSize(3);
        }
    }

    @Test
    void whatACommandMayHaveChangedIsReadAgain() throws IOException {
        try (FakeManager manager = manager(FakeManager.json(200, STATUS))) {
            LiveCluster cluster = cluster();
            assertThat(cluster.verdict()).isEqualTo("OK");
            manager.answer(FakeManager.json(200, STATUS.replace("OK", "DEGRADED")));
            assertThat(cluster.verdict()).isEqualTo("OK");
            cluster.forget();
            assertThat(cluster.verdict()).isEqualTo("DEGRADED");
        }
    }

    @Test
    void aManagerThatIsSilentIsAskedOnceAndALateAnswerCounts() throws IOException {
        var late = new CountDownLatch(1);
        try (FakeManager manager =
                manager(client -> {
                    try {
                        late.await();
                    } catch (InterruptedException over) {
                        throw new IOException(over);
                    }
                    FakeManager.json(200, STATUS).give(client);
                })) {
            LiveCluster cluster = cluster();
            assertThat(cluster.verdict()).isEqualTo("no answer");
            pass(Duration.ofSeconds(5));
            assertThat(cluster.verdict()).isEqualTo("no answer");
            assertThat(cluster.hosts()).isEmpty();
            assertThat(manager.requests()).hasSize(1);
            late.countDown();
            // Until then each waits for it.
            String verdict = cluster.verdict();
            while (verdict.equals("no answer")) {
                verdict = cluster.verdict();
            }
            assertThat(verdict).isEqualTo("OK");
        }
    }

    @Test
    void ctrlCIsLeftToTheLine() throws IOException {
        try (FakeManager _ = manager(FakeManager.silence())) {
            Thread.currentThread().interrupt();
            assertThat(cluster().verdict()).isEqualTo("no answer");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        assertThat(cluster().verdict()).isEqualTo("no manager");
        assertThat(cluster().hosts()).isEmpty();
        try (FakeManager manager = manager(FakeManager.json(500, "{}"))) {
            assertThat(cluster().verdict()).isEqualTo("no answer");
            manager.answer(FakeManager.json(200, "{}"));
            assertThat(cluster().verdict()).isEqualTo("no verdict");
        }
    }
}
