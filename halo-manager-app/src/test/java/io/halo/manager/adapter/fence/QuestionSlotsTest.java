package io.halo.manager.adapter.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuestionSlotsTest {
    private static final int AT_ONCE = QuestionSlots.AT_ONCE;

    @Test
    void soManyAtOnceAndNoMore() {
        var slots = new QuestionSlots(Duration.ofMinutes(10));
        var full = new CountDownLatch(AT_ONCE);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40 * AT_ONCE; i++) {
                threads.execute(() ->
                        slots.within(() -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            full.countDown();
                            awaited(full);
                            return running.decrementAndGet();
                        }));
            }
        }
        assertThat(most.get()).isEqualTo(AT_ONCE);
    }

    @Test
    void devicesThatDoNotAnswerDoNotKeepOthersWaiting() throws Exception {
        var slots = new QuestionSlots(Duration.ofMillis(10));
        var answer = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.execute(() -> slots.within(() -> awaited(answer)));
            }
            var other = threads.submit(() -> slots.within(() -> "asked"));
            try {
                assertThat(other.get()).isEqualTo("asked");
            } finally {
                answer.countDown();
            }
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
