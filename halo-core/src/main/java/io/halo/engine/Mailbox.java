package io.halo.engine;

import io.halo.core.input.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The loop's inbox: bounded, first in first out. What is routine waits until more has come
/// together; everything else ends the loop's rest at once, and takes along what waits.
public final class Mailbox implements Inbox {
    /// Inputs that may wait: two answers for each resource of a large cluster. A fuller inbox slows
    /// its sources.
    static final int MAX = 16_384;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition room = lock.newCondition();
    private List<Input> waiting = new ArrayList<>();
    private boolean urgent;
    private boolean anyWillDo;
    private volatile Predicate<Input> routine = _ -> false;

    @Override
    public void put(Input input) {
        boolean canWait = routine.test(input);
        lock.lock();
        try {
            while (waiting.size() >= MAX) {
                hurry();
                room.await();
            }
            add(input, canWait);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// How many inputs wait.
    public int depth() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Everything that waits, as soon as something of it is urgent, or something is there and the
    /// rest is over, or nothing has come for so long.
    ///
    /// @param rest how long what is routine may wait
    /// @param longest how long to wait at most
    List<Input> take(Duration rest, Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean rests = rest.compareTo(longest) < 0;
            long left = (rests ? rest : longest).toNanos();
            while (!urgent && left > 0) {
                left = news.awaitNanos(left);
            }
            anyWillDo = true;
            left = rests ? longest.minus(rest).toNanos() : 0;
            while (waiting.isEmpty() && left > 0) {
                left = news.awaitNanos(left);
            }
            return takeAll();
        } finally {
            anyWillDo = false;
            lock.unlock();
        }
    }

    /// From now on this says what can wait. Asked by whoever brings the input, on its thread.
    void canWait(Predicate<Input> what) {
        routine = what;
    }

    /// Ends a wait of the loop.
    void wake() {
        lock.lock();
        try {
            if (waiting.size() < MAX) {
                add(new Input.StoreWorks(), false);
            }
            hurry();
        } finally {
            lock.unlock();
        }
    }

    private void add(Input input, boolean canWait) {
        waiting.add(input);
        if (!canWait) {
            hurry();
        } else if (anyWillDo) {
            news.signal();
        }
    }

    private void hurry() {
        urgent = true;
        news.signal();
    }

    private List<Input> takeAll() {
        List<Input> taken = waiting;
        waiting = new ArrayList<>();
        urgent = false;
        room.signalAll();
        return taken;
    }
}
