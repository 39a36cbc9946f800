package io.halo.shell.client;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Closes a channel when its time is up. Blocking reads and writes on a unix socket have no timeout
/// of their own.
final class Deadline implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);

    private Deadline() {}

    static Deadline closing(Closeable channel, Duration after) {
        Deadline deadline = new Deadline();
        Thread.ofPlatform()
                .daemon()
                .name("halo-deadline")
                .start(() -> deadline.watch(channel, after));
        return deadline;
    }

    private void watch(Closeable channel, Duration after) {
        try {
            if (!done.await(after.toNanos(), TimeUnit.NANOSECONDS)) {
                channel.close();
            }
        } catch (InterruptedException | IOException gone) {
            System.getLogger(Deadline.class.getName())
                    .log(Level.DEBUG, "closing a connection", gone);
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
