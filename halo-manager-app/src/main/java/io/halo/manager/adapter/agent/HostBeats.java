package io.halo.manager.adapter.agent;

import io.grpc.Status;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.core.input.Input;
import io.halo.core.input.Input.Trouble;
import io.halo.core.model.AgentInstance;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The heartbeats of one host: one every beat whatever else goes on, each failure followed by a
/// fresh connection. On the gateway's thread only.
final class HostBeats implements BeatLine.Owner {
    /// How many heartbeats may wait for an answer. With `dead_after` of ten seconds the first six
    /// tries cover its first half; TCP's own repetitions of their connects cover the rest.
    static final int AT_ONCE = 6;

    /// The same with those that the core asks for: a witness is asked even while others are
    /// overdue.
    static final int AT_ONCE_WITH_ASKED = 12;

    /// A connection is quiet, and the next heartbeat takes a fresh one, when an answer is overdue
    /// for so many beats.
    private static final int PATIENCE = 2;

    private static final int TICKS = 20;
    private static final long NANOS = 1_000_000_000;

    /// A name is resolved again this often while its host does not answer.
    private static final Duration RESOLVE_EVERY = Duration.ofSeconds(30);

    private final Link link;
    private final FreshLine freshLine;
    private final AtomicInteger undelivered = new AtomicInteger();
    private final List<BeatLine> lines = new ArrayList<>();
    private @Nullable BeatLine current;
    private ConnectSlots.@Nullable Slot slot;
    private boolean waitsForSlot;
    private int unanswered;
    private @Nullable Instant heardAt;
    private @Nullable Instant resolvedAt;
    private boolean closed;

    /// Told when an agent has answered over a connection that it had not answered over before.
    interface FreshLine {
        void answered(Instant readyAt, AgentInstance instance);
    }

    private @Nullable BeatLine answering;

    HostBeats(Link link, FreshLine freshLine) {
        this.link = link;
        this.freshLine = freshLine;
    }

    /// Sends the first one at once.
    ///
    /// @param offset spreads the hosts over the beat
    void open(Duration offset) {
        later(link.beat().plus(offset));
        if (link.addresses().current().isEmpty()) {
            resolve(link.clock().now());
        } else {
            sendNow();
        }
    }

    /// Besides the regular ones.
    void sendNow() {
        send(AT_ONCE_WITH_ASKED);
    }

    void close() {
        closed = true;
        lines.forEach(BeatLine::close);
        lines.clear();
    }

    private void regular() {
        if (!closed) {
            later(pause());
            send(AT_ONCE);
        }
    }

    /// Evenly while all is well; after a failure sooner, and spread, so that a thousand hosts do
    /// not try in step.
    private Duration pause() {
        BeatLine line = current;
        if (line != null && line.stands()) {
            return untilTick(link.clock().now(), link.beat());
        }
        long most = link.beat().toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /// A beat from now, or a little less: hosts whose heartbeats are due within the same part of a
    /// beat send them together. In a large cluster that saves most of the changes between threads,
    /// which cost more than the heartbeats.
    static Duration untilTick(Instant now, Duration beat) {
        long tick = beat.toNanos() / TICKS;
        long due = now.getNano() + now.getEpochSecond() * NANOS + beat.toNanos();
        return beat.minusNanos(due % tick);
    }

    private void later(Duration pause) {
        var _ = link.thread().after(pause, this::regular);
    }

    private void send(int limit) {
        if (closed || unanswered + undelivered.get() >= limit) {
            return;
        }
        if (currentServes()) {
            sendOn(current);
        } else if (link.addresses().current().isEmpty()) {
            cannotTell();
        } else if (!waitsForSlot) {
            waitsForSlot = true;
            link.slots().take(this::sendOnFreshLine);
        }
    }

    private void sendOnFreshLine(ConnectSlots.Slot granted) {
        waitsForSlot = false;
        InetSocketAddress address = link.addresses().current().orElse(null);
        if (closed || address == null) {
            granted.release();
        } else if (currentServes()) {
            granted.release();
            sendOn(current);
        } else {
            releaseSlot();
            slot = granted;
            BeatLine line = new BeatLine(link, address, this);
            lines.add(line);
            current = line;
            closeWhatIsDone();
            sendOn(line);
        }
    }

    private boolean currentServes() {
        BeatLine line = current;
        return line != null && line.serves(link.clock().now(), link.beat().multipliedBy(PATIENCE));
    }

    private void sendOn(@Nullable BeatLine line) {
        if (line != null) {
            unanswered++;
            line.send();
        }
    }

    @Override
    public void answered(
            BeatLine line, BeatLine.Beat beat, Instant at, HeartbeatResponse response) {
        unanswered--;
        heardAt = at;
        if (line.stands() && (current == null || !current.stands())) {
            current = line;
        }
        Input input = HeartbeatAnswers.input(link.host(), beat.sentAt(), at, response);
        report(input);
        Instant readyAt = line.readyAt();
        if (input instanceof Input.BeatAnswered good && answering != line && readyAt != null) {
            answering = line;
            freshLine.answered(readyAt, good.instance());
        }
        closeWhatIsDone();
    }

    @Override
    public void failed(
            BeatLine line, BeatLine.Beat beat, Instant at, Status status, boolean heard) {
        unanswered--;
        if (line.readyAt() == null) {
            link.addresses().failed(line.address());
        }
        report(judge(line, beat, at, status, heard));
        closeWhatIsDone();
        resolve(at);
    }

    @Override
    public void settled(BeatLine line) {
        if (line == current) {
            releaseSlot();
        }
    }

    @Override
    public void lost(BeatLine line, Instant at) {
        if (line == current) {
            report(
                    new Input.ConnectionClosed(
                            link.host(),
                            at,
                            "the connection was closed by " + link.agent().authority()));
        }
    }

    private Input judge(
            BeatLine line, BeatLine.Beat beat, Instant at, Status status, boolean heard) {
        Verdict verdict =
                status.getCode() == Status.Code.DEADLINE_EXCEEDED && !heard
                        ? new Verdict(Trouble.SILENT, "no answer for " + seconds(link.deadAfter()))
                        : TroubleTable.judge(status, heard);
        Instant readyAt = line.readyAt();
        if (verdict.trouble() == Trouble.SILENT && readyAt != null && isNewestSign(readyAt, beat)) {
            // It spoke, if only to make the connection: a sign of life at that moment, and of none
            // later.
            return new Input.BeatFailed(
                    link.host(),
                    beat.sentAt(),
                    readyAt,
                    Trouble.ALIVE_NOT_SERVING,
                    "accepted the connection, but did not answer");
        }
        return new Input.BeatFailed(
                link.host(), beat.sentAt(), at, verdict.trouble(), verdict.why());
    }

    private boolean isNewestSign(Instant readyAt, BeatLine.Beat beat) {
        Instant heard = heardAt;
        return !readyAt.isBefore(beat.sentAt()) && (heard == null || readyAt.isAfter(heard));
    }

    private void cannotTell() {
        Instant now = link.clock().now();
        report(
                new Input.BeatFailed(
                        link.host(),
                        now,
                        now,
                        Trouble.CANNOT_TELL,
                        Words.clean(link.addresses().trouble())));
        resolve(now);
    }

    private void resolve(Instant now) {
        Instant last = resolvedAt;
        boolean unknown = link.addresses().current().isEmpty();
        if (last == null || unknown || last.plus(RESOLVE_EVERY).isBefore(now)) {
            resolvedAt = now;
            link.addresses().resolve(() -> resolved(unknown));
        }
    }

    private void resolved(boolean firstTime) {
        if (firstTime && link.addresses().current().isPresent()) {
            sendNow();
        }
    }

    private void report(Input input) {
        undelivered.incrementAndGet();
        link.answers().put(input, undelivered::decrementAndGet);
    }

    /// Old connections stay until their last heartbeat has its answer: any answer, however late, is
    /// life.
    private void closeWhatIsDone() {
        for (BeatLine line : List.copyOf(lines)) {
            if (line.owesNothing() && (line != current || line.broken())) {
                line.close();
                lines.remove(line);
            }
        }
    }

    private void releaseSlot() {
        if (slot != null) {
            slot.release();
            slot = null;
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }
}
