package io.halo.engine;

import io.halo.core.forecast.Forecast;
import io.halo.core.forecast.Foreseen;
import io.halo.core.forecast.Supposition;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.World;
import io.halo.core.text.WorldText;
import io.halo.core.view.Explanation;
import io.halo.core.view.GroupExplanation;
import io.halo.core.view.HostExplanation;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Answers from the newest published World.
public final class LiveOutlook implements Outlook {
    private final Supplier<World> newest;
    private final Supplier<Instant> clock;

    /// To look ahead in a large cluster is work: one at a time, so that the loop keeps its share of
    /// the processors.
    private final ReentrantLock looking = new ReentrantLock();

    /// @param clock the loop's clock
    public LiveOutlook(Supplier<World> newest, Supplier<Instant> clock) {
        this.newest = newest;
        this.clock = clock;
    }

    @Override
    public Optional<Explanation> explain(GroupId id) {
        World world = newest.get();
        return world.spec().groups().containsKey(id)
                ? Optional.of(GroupExplanation.of(world, id, clock.get()))
                : Optional.empty();
    }

    @Override
    public Optional<Explanation> explain(HostId id) {
        World world = newest.get();
        return world.setOf().containsKey(id)
                ? Optional.of(HostExplanation.of(world, id, clock.get()))
                : Optional.empty();
    }

    @Override
    public Foreseen foresee(Supposition supposition) {
        looking.lock();
        try {
            return Forecast.of(newest.get(), supposition, clock.get());
        } finally {
            looking.unlock();
        }
    }

    @Override
    public String dump() {
        return WorldText.write(newest.get(), clock.get());
    }
}
