package io.halo.manager.adapter.agent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A virtual thread that does one thing after the other. What still comes when it has been shut
/// down is dropped. Its queue is bounded by those who give it work.
final class OneThread {
    private OneThread() {}

    static ExecutorService named(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofVirtual().name(name).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }
}
