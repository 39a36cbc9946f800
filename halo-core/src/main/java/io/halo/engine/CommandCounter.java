package io.halo.engine;

import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.input.Input;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Hands commands to the loop and its answers back to whoever waits for them.
public final class CommandCounter implements Commands, Answers {
    private final Inbox inbox;
    private final AtomicLong tickets = new AtomicLong();
    private final Map<Long, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();

    public CommandCounter(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public Answer ask(Command command, String actor, String comment, Duration patience)
            throws InterruptedException, TimeoutException {
        long ticket = tickets.incrementAndGet();
        var answer = new CompletableFuture<Answer>();
        waiting.put(ticket, answer);
        try {
            inbox.put(new Input.Commanded(ticket, command, actor, comment));
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers are never failures", e);
        } finally {
            waiting.remove(ticket);
        }
    }

    @Override
    public void answer(List<Answer.Given> answers) {
        for (Answer.Given given : answers) {
            CompletableFuture<Answer> one = waiting.get(given.ticket());
            if (one != null) {
                one.complete(given.answer());
            }
        }
    }
}
