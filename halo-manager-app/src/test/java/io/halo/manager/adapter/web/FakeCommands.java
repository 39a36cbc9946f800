package io.halo.manager.adapter.web;

import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.engine.Commands;
import io.halo.engine.Operations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A core that takes every command, unless it was told what to answer.
final class FakeCommands implements Commands, Operations {
    /// A command as it was put.
    record Asked(Command command, String actor, String comment) {}

    /// What becomes of the next command.
    sealed interface Next {
        record Say(Answer answer) implements Next {}

        record Become(CommandRecord.State state) implements Next {}

        record BeSilent() implements Next {}
    }

    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    final BlockingQueue<Next> next = new LinkedBlockingQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<CommandId, CommandRecord> records = new TreeMap<>();

    @Override
    public Answer ask(Command command, String actor, String comment, Duration patience)
            throws TimeoutException {
        Next what = next.poll();
        try {
            return answer(what == null ? done(true) : what, command, actor, comment);
        } finally {
            asked.add(new Asked(command, actor, comment));
        }
    }

    private Answer answer(Next what, Command command, String actor, String comment)
            throws TimeoutException {
        return switch (what) {
            case Next.Say(Answer answer) -> answer;
            case Next.BeSilent _ -> throw new TimeoutException();
            case Next.Become(CommandRecord.State state) -> {
                lock.lock();
                try {
                    var id = new CommandId(3, records.size() + 1, 1);
                    var record =
                            new CommandRecord(
                                    id,
                                    command.kind(),
                                    command.target(),
                                    actor,
                                    comment,
                                    TestManager.NOW,
                                    state,
                                    List.of());
                    records.put(id, record.step(TestManager.NOW, "judged"));
                    yield new Answer.Accepted(id);
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    static Next done(boolean changed) {
        return new Next.Become(new CommandRecord.State.Done(TestManager.NOW, changed));
    }

    static Next running() {
        return new Next.Become(new CommandRecord.State.Running());
    }

    void end(CommandId id, CommandRecord.State state) {
        lock.lock();
        try {
            records.computeIfPresent(id, (_, record) -> record.withState(state));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<CommandRecord> all() {
        lock.lock();
        try {
            return new ArrayList<>(records.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<CommandRecord> one(CommandId id) {
        return all().stream().filter(record -> record.id().equals(id)).findFirst();
    }

    @Override
    public Optional<CommandRecord> ended(CommandId id, Duration patience)
            throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && records.containsKey(id) && records.get(id).running()) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return one(id);
    }

    Asked taken() throws InterruptedException {
        Asked one = asked.poll(20, TimeUnit.SECONDS);
        if (one == null) {
            throw new AssertionError("no command was put");
        }
        return one;
    }
}
