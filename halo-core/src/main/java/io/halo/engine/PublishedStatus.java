package io.halo.engine;

import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.World;
import io.halo.core.view.ClusterStatus;
import io.halo.core.view.EventLine;
import io.halo.core.view.StatusView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Holds the newest World for readers. Publishing costs the loop one store; the picture is made by
/// whoever asks first.
public final class PublishedStatus implements Snapshots, Operations {
    private static final System.Logger LOG = System.getLogger(PublishedStatus.class.getName());

    /// The verdict depends on time too: a picture is made anew after that, even if nothing was
    /// published.
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Supplier<Instant> clock;
    private final NewestEvents events;
    private final StatusView view = new StatusView();
    private final AtomicReference<World> published;
    private final ReentrantLock making = new ReentrantLock();
    private final Map<CountDownLatch, CommandId> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Picture picture;

    /// @param clock the loop's clock
    public PublishedStatus(World first, Supplier<Instant> clock, History history) {
        this.clock = clock;
        events = new NewestEvents(history);
        published = new AtomicReference<>(first);
    }

    /// The newest one that was published.
    public World newest() {
        return published.get();
    }

    /// Called by the loop, as often as it likes.
    public void publish(World world) {
        published.set(world);
        if (!waiting.isEmpty()) {
            waiting.forEach((wait, id) -> {
                if (over(world.commands().get(id))) {
                    wait.countDown();
                }
            });
        }
    }

    @Override
    public List<CommandRecord> all() {
        return List.copyOf(published.get().commands().values());
    }

    @Override
    public Optional<CommandRecord> one(CommandId id) {
        return Optional.ofNullable(published.get().commands().get(id));
    }

    @Override
    public Optional<CommandRecord> ended(CommandId id, Duration patience)
            throws InterruptedException {
        var wait = new CountDownLatch(1);
        waiting.put(wait, id);
        try {
            // Looked at after the wait was noted: an end in between is not missed.
            if (!over(published.get().commands().get(id))) {
                var _ = wait.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            }
        } finally {
            waiting.remove(wait);
        }
        return one(id);
    }

    private static boolean over(@Nullable CommandRecord command) {
        return command == null || !command.running();
    }

    @Override
    public ClusterStatus current() {
        Picture known = picture;
        if (known != null && known.fits(published.get(), clock.get())) {
            return known.status();
        }
        // One maker at a time: in a large cluster the picture is not for free.
        making.lock();
        try {
            World world = published.get();
            Instant now = clock.get();
            Picture again = picture;
            if (again != null && again.fits(world, now)) {
                return again.status();
            }
            ClusterStatus status = view.next(world, now, events());
            if (again != null && again.status().equals(status)) {
                status = again.status();
            }
            picture = new Picture(world, now, status);
            return status;
        } finally {
            making.unlock();
        }
    }

    /// A history that cannot be read must not hide the cluster.
    private List<EventLine> events() {
        try {
            return events.lines();
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The status is shown without events: " + e.getMessage());
            return List.of();
        }
    }

    private record Picture(World world, Instant madeAt, ClusterStatus status) {
        @SuppressWarnings("ReferenceEquality") // worlds are large, and a new one is a new object
        boolean fits(World newest, Instant now) {
            return world == newest && now.isBefore(madeAt.plus(FRESH));
        }
    }
}
