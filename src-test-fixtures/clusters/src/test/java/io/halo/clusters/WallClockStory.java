package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.Json;
import io.halo.support.cluster.Manager;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Status;
import io.halo.support.cluster.TestCluster;
import io.halo.support.machine.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A11: somebody sets the wall clock of a manager that runs.
@Timeout(300)
class WallClockStory {
    /// `dead_after` counts, not a closed connection.
    private static final ManagerOptions OPTIONS = ManagerOptions.normalMode();

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private Path clock;

    @BeforeEach
    void allAtHome() throws IOException {
        Needed.program("faketime", "faketime");
        cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        clock = cluster.directory().resolve("clock");
        set(Duration.ZERO);
        // Only the wall clock. The last one is about waiting: with the "fix" each wait of Java ends
        // at once.
        cluster.manager()
                .set(
                        Map.of(
                                "LD_PRELOAD",
                                "/usr/$LIB/faketime/libfaketime.so.1",
                                "FAKETIME_TIMESTAMP_FILE",
                                clock.toString(),
                                "FAKETIME_NO_CACHE",
                                "1",
                                "FAKETIME_DONT_FAKE_MONOTONIC",
                                "1",
                                "FAKETIME_FORCE_MONOTONIC_FIX",
                                "0"));
        cluster.bringUp(OPTIONS);
    }

    @Test
    void nobodyDiesOfItAndNothingIsForgotten() throws IOException {
        int mark = cluster.records().mark();
        List<Long> before = numbers();
        assertThat(before).isNotEmpty().first().isEqualTo(1L);

        for (int days : new int[] {3, -10, 400, -9_000, 0}) {
            set(Duration.ofDays(days));
            long last = numbers().getLast();
            restart();
            assertThat(time(since(last, "start", "mds_pool0").getLast()))
                    .as("the time of an event")
                    .isCloseTo(
                            Instant.now().plus(Duration.ofDays(days)), within(1, ChronoUnit.HOURS));
            cluster.awaitStatus(
                    "nobody is missed " + days + " days away",
                    status -> allConnected(status) && status.verdict().equals("OK"));
        }
        cluster.truth().remove("mds_b0", "mds01");
        cluster.await("what dies is healed", () -> cluster.truth().runs("mds_b0", "mds01"));
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
        assertThat(cluster.records().fences("off", "mds01")).isEmpty();
        assertThat(cluster.records().changes(mark))
                .filteredOn(call -> call.host().equals("mds01"))
                .as("nothing else is done on the host where nobody restarted anything")
                .singleElement()
                .matches(call -> call.operation().equals("start"));
        isWholeHistory();
    }

    /// Deadlines count what has passed, also those that were running when the clock went.
    @Test
    void afterItADeathIsNoticedAndFencedOnce() throws IOException {
        for (int days : new int[] {400, -400}) {
            set(Duration.ofDays(days));
            restart();
        }
        cluster.agents().pause("mds01");
        set(Duration.ofDays(30));
        cluster.awaitGroupOn("mds_pool1", "mds00");
        assertThat(cluster.records().fences("off", "mds01")).hasSize(1);
        cluster.manager().kill();
        set(Duration.ofDays(800));
        cluster.manager().start(OPTIONS);
        cluster.awaitStatus("it stays fenced", status -> status.fenced("mds01"));
        cluster.awaitGroupOn("mds_pool1", "mds00");
        assertThat(cluster.records().fences("off", "mds01")).hasSize(1);
        isWholeHistory();
    }

    /// Many turns of the loop, with records, scripts on a host and deadlines for them.
    private void restart() {
        Manager.Reply reply = cluster.manager().post("/resources/mds_pool0/restart");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.body().at("state").text()).isEqualTo("done");
    }

    private boolean allConnected(Status status) {
        return cluster.plan().hosts().stream().allMatch(status::connected);
    }

    /// Every event that ever was, in the order in which they happened.
    private void isWholeHistory() {
        List<Long> numbers = numbers();
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.getLast()).boxed().toList());
    }

    private List<Long> numbers() {
        return events("?limit=1000").stream()
                .map(event -> Long.parseLong(event.at("seq").text()))
                .toList();
    }

    private List<Json> since(long number, String kind, String object) {
        return events("?limit=1000&since=" + number + "&object=" + object).stream()
                .filter(event -> event.at("kind").text().equals(kind))
                .toList();
    }

    private List<Json> events(String query) {
        return cluster.manager().send("GET", "/events" + query, "").body().items();
    }

    private static Instant time(Json event) {
        return Instant.parse(event.at("time").text());
    }

    /// By how much its clock goes wrong from now on.
    private void set(Duration offset) throws IOException {
        Path next = clock.resolveSibling("clock.new");
        String text = (offset.isNegative() ? "" : "+") + offset.toSeconds() + "\n";
        Files.writeString(next, text);
        Files.move(
                next, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
