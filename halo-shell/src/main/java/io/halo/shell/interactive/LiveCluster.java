package io.halo.shell.interactive;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.client.Reply;
import io.halo.shell.client.Reply.Answer;
import io.halo.shell.client.Reply.Unreachable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What the session wants to know of the cluster while somebody types. Thread-safe.
///
/// The status of a large cluster is megabytes, and the manager gives it only as a whole: one
/// reading serves prompts and completions until it is too old. It is made in the background, and
/// nobody waits long for it; one that comes late serves the next prompt.
final class LiveCluster {
    /// A prompt that comes later than this feels broken.
    private static final Duration FOR_PROMPT = Duration.ofMillis(400);

    private static final Duration FOR_COMPLETION = Duration.ofSeconds(1);

    /// Somebody may press Enter to see whether the verdict has changed.
    private static final Duration VERDICT_KEPT = Duration.ofSeconds(1);

    /// Hosts and groups come and go with the configuration.
    private static final Duration NAMES_KEPT = Duration.ofSeconds(10);

    /// As long as a command waits.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// What is kept of an answer; the document itself would be several times as large.
    private record Known(String verdict, List<String> hosts, List<String> groups) {}

    private record Reading(CompletableFuture<Known> known, long begunAt) {}

    private final ManagerClient manager;
    private final LongSupplier nanoTime;
    private @Nullable Reading newest;

    LiveCluster(Path socket) {
        this(socket, System::nanoTime);
    }

    /// @param nanoTime what tells how old a reading is
    LiveCluster(Path socket, LongSupplier nanoTime) {
        manager = new ManagerClient(socket);
        this.nanoTime = nanoTime;
    }

    /// The verdict's word, or why there is none.
    String verdict() {
        return read(VERDICT_KEPT, FOR_PROMPT).map(Known::verdict).orElse("no answer");
    }

    List<String> hosts() {
        return read(NAMES_KEPT, FOR_COMPLETION).map(Known::hosts).orElse(List.of());
    }

    List<String> groups() {
        return read(NAMES_KEPT, FOR_COMPLETION).map(Known::groups).orElse(List.of());
    }

    /// Something is being changed: what is known now is not true for long.
    synchronized void forget() {
        newest = null;
    }

    /// Ids of the newest.
    List<String> operations() {
        Reply reply = manager.get("/operations?limit=20", FOR_COMPLETION);
        return reply instanceof Answer answer
                ? answer.body().list().stream().map(one -> one.text("id")).toList()
                : List.of();
    }

    private Optional<Known> read(Duration kept, Duration patience) {
        try {
            return Optional.of(
                    reading(kept).known().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt(); // Ctrl-C is for the line that is being typed
            return Optional.empty();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /// One that is under way is young enough: a manager that is slow is not asked twice.
    private synchronized Reading reading(Duration kept) {
        Reading known = newest;
        if (known != null
                && (!known.known().isDone()
                        || nanoTime.getAsLong() - known.begunAt() < kept.toNanos())) {
            return known;
        }
        long now = nanoTime.getAsLong();
        CompletableFuture<Known> answer =
                CompletableFuture.supplyAsync(
                        () -> known(manager.get("/status", PATIENCE)),
                        Thread.ofVirtual().name("halo-status")::start);
        Reading begun = new Reading(answer, now);
        newest = begun;
        return begun;
    }

    private static Known known(Reply reply) {
        if (reply instanceof Answer answer) {
            ClusterStatus status = ClusterStatus.of(answer.body());
            String level = status.verdict().level();
            return new Known(
                    level.isEmpty() ? "no verdict" : level,
                    status.hosts().stream().map(ClusterStatus.Host::id).toList(),
                    status.resources().stream()
                            .map(ClusterStatus.Resource::group)
                            .filter(group -> !group.isEmpty())
                            .distinct()
                            .toList());
        }
        return new Known(why(reply), List.of(), List.of());
    }

    private static String why(Reply reply) {
        if (!(reply instanceof Unreachable unreachable)) {
            return "no answer";
        }
        return switch (unreachable.failure()) {
            case NO_SOCKET, NOT_LISTENING -> "no manager";
            case NOT_PERMITTED -> "not permitted";
            case TIMED_OUT, INTERRUPTED, BROKEN -> "no answer";
        };
    }
}
