package io.halo.manager.adapter.fence;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Does the same with several devices at once.
final class Parallel {
    private Parallel() {}

    /// Waits for all of them; the work itself must be bounded. Results are in the order of the
    /// items.
    static <T, R> List<R> map(List<T> items, Function<T, R> work) {
        if (items.size() == 1) {
            return List.of(work.apply(items.getFirst()));
        }
        List<Future<R>> futures;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            futures = items.stream().map(item -> executor.submit(() -> work.apply(item))).toList();
        }
        return futures.stream().map(Parallel::ended).toList();
    }

    private static <R> R ended(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted, though all had ended", e);
        }
    }
}
