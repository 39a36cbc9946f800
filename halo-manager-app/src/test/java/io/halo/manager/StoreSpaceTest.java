package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Finding;
import io.halo.core.model.Severity;
import io.halo.support.machine.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StoreSpaceTest {
    private static final Path FILE = Path.of("/var/lib/halo/halo.state");

    @TempDir Path directory;

    private final Notices notices = new Notices();
    private final AtomicLong free = new AtomicLong();

    @Test
    void littleSpaceIsAWarningUntilThereIsEnough() {
        try (var space = new StoreSpace(FILE, _ -> free.get(), notices::space)) {
            look(space, 100_000_000);
            assertThat(notices.all()).isEmpty();
            look(space, 99_999_999);
            assertThat(notices.all())
                    .containsExactly(
                            new Finding(
                                    Finding.Code.STORE_SPACE,
                                    Severity.WARNING,
                                    "manager",
                                    "only 90 MB are free where the state is (/var/lib/halo/halo.state): when it"
                                            + " cannot be written, commands are refused and nothing fails over",
                                    "free space on the disk of the state file"));
            look(space, 0);
            assertThat(text()).startsWith("less than 10 MB");
            look(space, 119_000_000);
            assertThat(text()).startsWith("only 110 MB");
            look(space, 120_000_000);
            assertThat(notices.all()).isEmpty();
            look(space, 119_000_000);
            assertThat(notices.all()).isEmpty();
        }
    }

    /// Who cannot tell says nothing new.
    @Test
    void aDiskThatCannotBeAskedChangesNothing() {
        StoreSpace.Disk disk =
                _ -> {
                    if (free.get() < 0) {
                        throw new IOException("gone");
                    }
                    return free.get();
                };
        try (var space = new StoreSpace(FILE, disk, notices::space)) {
            look(space, -1);
            assertThat(notices.all()).isEmpty();
            look(space, 1);
            look(space, -1);
            assertThat(text()).startsWith("less than 10 MB");
        }
    }

    @Test
    @Timeout(60)
    void itLooksByItself() throws IOException, InterruptedException {
        BlockingQueue<Optional<Finding>> said = new LinkedBlockingQueue<>();
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "60m")) {
            Path file = Files.createFile(disk.path().resolve("state"));
            try (var space = new StoreSpace(file, StoreSpace.Disk.ofTheSystem(), said::add)) {
                space.start(Duration.ofMillis(10));
                assertThat(said.take())
                        .hasValueSatisfying(finding ->
                                assertThat(finding.text()).startsWith("only 60 MB are free"));
                disk.resize("300m");
                while (said.take().isPresent()) {
                    // What was looked at before.
                }
            }
        }
    }

    private void look(StoreSpace space, long now) {
        free.set(now);
        space.look();
    }

    private String text() {
        return notices.all().getFirst().text();
    }
}
