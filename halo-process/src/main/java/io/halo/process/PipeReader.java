package io.halo.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Reads one pipe to its end, keeping what it was told to keep.
///
/// On platform threads, from a pool that shrinks again: a read of a pipe blocks the thread that
/// carries a virtual one, and a few hundred hanging scripts would take away all of those.
final class PipeReader implements Runnable {
    /// A quarter of what a pipe holds.
    private static final int CHUNK = 16 * 1024;

    /// After the program's end nothing new comes from it; what is in the pipe only has to be read.
    /// Who still holds the pipe open then is a daemon that it left behind, and nobody waits for
    /// that.
    private static final Duration AFTER_EXIT = Duration.ofMillis(100);

    /// Ten times as much where bytes still come: on a busy machine the reader may be late.
    private static final int MOST_WAITS = 10;

    static final ExecutorService THREADS =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("program-output-", 0).factory());

    private final InputStream stream;
    private final Kept kept;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean abandoned;

    private PipeReader(InputStream stream, Kept kept) {
        this.stream = stream;
        this.kept = kept;
    }

    static PipeReader start(InputStream stream, Kept kept) {
        var reader = new PipeReader(stream, kept);
        THREADS.execute(reader);
        return reader;
    }

    /// The stream is locked all the time: at the program's end the JDK wants to read, under that
    /// lock, whatever is still coming into memory, without a limit. It finds the stream closed or
    /// at its end instead.
    @Override
    public void run() {
        synchronized (stream) {
            try (stream) {
                byte[] chunk = new byte[CHUNK];
                for (int count = stream.read(chunk);
                        count >= 0 && !abandoned;
                        count = stream.read(chunk)) {
                    kept.add(ByteBuffer.wrap(chunk, 0, count));
                }
            } catch (IOException e) {
                // What was read until then is all there is.
            } finally {
                ended.countDown();
            }
        }
    }

    /// To be called once the program has ended: waits a moment for the rest.
    ///
    /// @return whether all reached the end; if not, somebody left behind holds a pipe, and what he
    ///   writes from now on is not kept. The next byte that comes, or the end, closes the pipe
    static boolean finish(List<PipeReader> readers) {
        for (int i = 0; i < MOST_WAITS; i++) {
            long before = total(readers);
            if (Waits.uninterruptibly(
                    AFTER_EXIT, (amount, unit) -> allEnded(readers, amount, unit))) {
                return true;
            }
            if (total(readers) == before) {
                break;
            }
        }
        readers.forEach(reader -> reader.abandoned = true);
        return readers.stream().allMatch(reader -> reader.ended.getCount() == 0);
    }

    private static boolean allEnded(List<PipeReader> readers, long amount, TimeUnit unit)
            throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(amount);
        for (PipeReader reader : readers) {
            if (!reader.ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static long total(List<PipeReader> readers) {
        return readers.stream().mapToLong(reader -> reader.kept.total()).sum();
    }
}
