package io.halo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Event;
import io.halo.core.model.Fencing;
import io.halo.core.model.Manager;
import io.halo.core.model.World;
import io.halo.core.view.ClusterStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedStatusTest {
    private static final Instant START = Instant.parse("2026-04-28T12:54:34Z");

    private Instant now = START;
    private final World world =
            World.unknown(
                    new ClusterSpec(
                            "test",
                            ClusterSpec.DEFAULT_DEAD_AFTER,
                            ClusterSpec.DEFAULT_MONITOR_INTERVAL,
                            Fencing.DEFAULT,
                            new LinkedHashMap<>(),
                            new LinkedHashMap<>(),
                            new LinkedHashMap<>()),
                    new Manager(Manager.Mode.MANAGE, false, 3, "me", START, null, null, null),
                    START);

    @Test
    void isTheSameObjectUntilSomethingChanges() {
        var published = new PublishedStatus(world, () -> now, query -> List.of());
        ClusterStatus first = published.current();

        assertThat(published.current()).isSameAs(first);
        now = START.plus(Duration.ofSeconds(5));
        assertThat(published.current()).isSameAs(first);
        published.publish(world.nextStep());
        assertThat(published.current()).isSameAs(first);
        published.publish(world.withManager(world.manager().withStoreFailure("full")));
        assertThat(published.current()).isNotSameAs(first);
        assertThat(published.current().cluster().storeFailure()).isEqualTo("full");
    }

    @Test
    void showsTheNewestEvents() {
        var event = Event.of(Event.Kind.START, "g", "");
        var published =
                new PublishedStatus(
                        world, () -> now, _ -> List.of(new StateStore.Stored(7, START, event)));

        assertThat(published.current().events()).extracting("seq").containsExactly(7L);
    }

    @Test
    void aHistoryThatCannotBeReadHidesNothingElse() {
        var published =
                new PublishedStatus(
                        world,
                        () -> now,
                        query -> {
                            throw new IOException("damaged");
                        });

        assertThat(published.current().cluster().name()).isEqualTo("test");
        assertThat(published.current().events()).isEmpty();
    }
}
