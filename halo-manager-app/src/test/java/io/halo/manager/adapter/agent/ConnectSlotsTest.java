package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectSlotsTest {
    private static final int HOSTS = 3 * ConnectSlots.AT_ONCE;

    @Test
    void onlySoManyConnectAtATimeAndAllGetTheirTurn() throws InterruptedException {
        try (var thread = new GatewayThread()) {
            var slots = new ConnectSlots(thread);
            var counts = new LinkedBlockingQueue<Integer>();
            thread.execute(() -> {
                List<ConnectSlots.Slot> held = new ArrayList<>();
                for (int host = 0; host < HOSTS; host++) {
                    slots.take(held::add);
                }
                counts.add(held.size());
                while (!held.isEmpty()) {
                    ConnectSlots.Slot slot = held.removeFirst();
                    slot.release();
                    slot.release();
                    counts.add(held.size());
                }
            });
            assertThat(counts.poll(20, TimeUnit.SECONDS)).isEqualTo(ConnectSlots.AT_ONCE);
            for (int host = 0; host < HOSTS; host++) {
                assertThat(counts.poll(20, TimeUnit.SECONDS))
                        .isLessThanOrEqualTo(ConnectSlots.AT_ONCE);
            }
        }
    }

    @Test
    void hostsThatNeverAnswerDoNotKeepTheOthersWaiting() throws InterruptedException {
        try (var thread = new GatewayThread()) {
            var slots = new ConnectSlots(thread);
            BlockingQueue<ConnectSlots.Slot> granted = new LinkedBlockingQueue<>();
            thread.execute(() -> {
                for (int host = 0; host < HOSTS; host++) {
                    slots.take(granted::add);
                }
            });
            for (int host = 0; host < HOSTS; host++) {
                assertThat(granted.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void aCrowdThatNeedsItsSlotsNoLongerIsServedOnAFlatStack() throws InterruptedException {
        try (var thread = new GatewayThread()) {
            var slots = new ConnectSlots(thread);
            var served = new CountDownLatch(100_000);
            thread.execute(() -> {
                var first = new ArrayList<ConnectSlots.Slot>();
                for (int host = 0; host < ConnectSlots.AT_ONCE; host++) {
                    slots.take(first::add);
                }
                for (int host = 0; host < 100_000; host++) {
                    slots.take(slot -> {
                        served.countDown();
                        slot.release();
                    });
                }
                first.getFirst().release();
            });
            assertThat(served.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
