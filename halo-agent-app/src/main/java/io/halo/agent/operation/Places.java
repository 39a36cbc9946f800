package io.halo.agent.operation;

import io.halo.agent.operation.Outcome.Busy;
import io.halo.agent.operation.Outcome.Reason;
import io.halo.agent.operation.Outcome.Refused;
import io.halo.agent.operation.Outcome.Since;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One script at a time for each resource. A start or stop waits a little for a monitor; nothing
/// else waits.
final class Places {
    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    private final Remnants remnants;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();

    /// Only resources with something in their place, or waiting for it.
    private final Map<String, Place> places = new LinkedHashMap<>();

    Places(Remnants remnants) {
        this.remnants = remnants;
    }

    /// Takes the place of the request's resource; empty: it is taken, and must be left. Blocks at
    /// most for the request's `startWithin`, counted from when it came in.
    Optional<Outcome> enter(Request request) {
        lock.lock();
        var place = places.computeIfAbsent(request.operation().resource(), resource -> new Place());
        try {
            return enter(request, place);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts those who wait for a place", e);
        } finally {
            place.forget(request);
            places.values().removeIf(Place::isEmpty);
            lock.unlock();
        }
    }

    void leave(Request request) {
        lock.lock();
        try {
            var place = places.get(request.operation().resource());
            if (place != null) {
                place.running = null;
                places.values().removeIf(Place::isEmpty);
                left.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Outcome> enter(Request request, Place place) throws InterruptedException {
        var op = request.operation().call().op();
        while (true) {
            var obstacle = remnants.obstacle(op, request.operation().resource());
            if (obstacle.isPresent()) {
                return obstacle.map(Outcome.class::cast);
            }
            var running = place.running;
            if (running == null) {
                place.running = request;
                return Optional.empty();
            }
            boolean mayWait = op.changes() && !running.operation().call().op().changes();
            if (!mayWait || !request.restToStart().isPositive()) {
                return Optional.of(busy(running.operation()));
            }
            place.await(request);
            boolean signalled = left.await(request.restToStart().toNanos(), TimeUnit.NANOSECONDS);
            LOG.debug(
                    "{} {}",
                    request.operation(),
                    signalled ? "may have its turn" : "has waited in vain");
            if (!place.isAwaitedBy(request)) {
                return Optional.of(
                        new Refused(
                                Reason.STALE,
                                "a newer start or stop of this resource came in meanwhile"));
            }
        }
    }

    private static Busy busy(Operation running) {
        String word = running.call().op().word();
        return new Busy(
                running.id(), running.call().op(), Since.RUNNING, "its " + word + " still runs");
    }

    /// The place of one resource. Guarded by the lock.
    private static final class Place {
        private @Nullable Request running;

        /// The newest start or stop that waits.
        private @Nullable Request waiting;

        void await(Request request) {
            if (waiting == null || !waiting.rank().isAbove(request.rank())) {
                waiting = request;
            }
        }

        boolean isAwaitedBy(Request request) {
            return request.equals(waiting);
        }

        void forget(Request request) {
            if (isAwaitedBy(request)) {
                waiting = null;
            }
        }

        boolean isEmpty() {
            return running == null && waiting == null;
        }
    }
}
