package io.halo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Input;
import io.halo.core.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailboxTest {
    /// Nobody waits so long unless something is broken.
    private static final Duration FOREVER = Duration.ofMinutes(10);

    private static final Duration REST = Duration.ofMillis(50);
    private static final Input ROUTINE =
            new Input.ConnectionClosed(new HostId("a"), Instant.EPOCH, "closed");
    private static final Input URGENT = new Input.StoreWorks();

    private final Mailbox inbox = new Mailbox();

    MailboxTest() {
        inbox.canWait(ROUTINE::equals);
    }

    @Test
    void whatIsUrgentEndsTheRestAndTakesAlongWhatWaits() throws Exception {
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = other.submit(() -> inbox.take(FOREVER, FOREVER));
            inbox.put(ROUTINE);
            inbox.put(ROUTINE);
            inbox.put(URGENT);
            assertThat(taken.get()).containsExactly(ROUTINE, ROUTINE, URGENT);
        }
        assertThat(inbox.depth()).isZero();
    }

    @Test
    void whatIsRoutineWaitsUntilTheRestIsOver() throws Exception {
        inbox.put(ROUTINE);
        long start = System.nanoTime();
        assertThat(inbox.take(REST, FOREVER)).containsExactly(ROUTINE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(REST);
    }

    @Test
    void afterTheRestAnythingEndsTheWait() throws Exception {
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = other.submit(() -> inbox.take(Duration.ZERO, FOREVER));
            inbox.put(ROUTINE);
            assertThat(taken.get()).containsExactly(ROUTINE);
        }
    }

    @Test
    void whatIsDueAtOnceDoesNotWaitForTheRest() throws Exception {
        inbox.put(ROUTINE);
        assertThat(inbox.take(FOREVER, Duration.ZERO)).containsExactly(ROUTINE);
    }

    @Test
    void nothingIsTheAnswerWhenTheTimeIsOver() throws Exception {
        assertThat(inbox.take(REST, REST.multipliedBy(2))).isEmpty();
    }

    @Test
    void aFullOneMakesItsSourcesWaitAndLosesNothing() throws Exception {
        for (int i = 0; i < Mailbox.MAX; i++) {
            inbox.put(ROUTINE);
        }
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var source = other.submit(() -> inbox.put(URGENT));
            assertThat(inbox.take(FOREVER, FOREVER)).hasSize(Mailbox.MAX);
            source.get();
        }
        assertThat(inbox.take(FOREVER, FOREVER)).isEqualTo(List.of(URGENT));
    }
}
