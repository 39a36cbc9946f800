package io.halo.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.Cycle;
import io.halo.core.Step;
import io.halo.core.input.Restore;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostView;
import io.halo.core.model.Row;
import io.halo.core.model.Rows;
import io.halo.core.model.World;
import io.halo.core.text.WorldText;
import io.halo.core.view.Explanation;
import io.halo.core.view.GroupExplanation;
import io.halo.core.view.HostExplanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds of every scenario, whatever it tells.
class EveryScenarioTest {
    @Test
    void theSameScenarioTwiceHasTheSameHistory() throws IOException {
        for (Path file : ScenarioTest.files()) {
            String text = Files.readString(file);
            assertThat(Scenario.run(text)).as(file.toString()).isEqualTo(Scenario.run(text));
        }
    }

    /// Whatever state a cluster is in, its dump is the whole of it.
    @Test
    void everyWorldReadsBackFromItsText() throws Exception {
        var worlds = new ArrayList<World>();
        for (Path file : ScenarioTest.files()) {
            int[] steps = {0};
            Scenario.run(
                    Files.readString(file),
                    cluster -> {
                        if (steps[0]++ % 40 == 7) {
                            worlds.add(cluster.world());
                        }
                    });
        }
        for (World world : worlds) {
            Instant now = Instant.parse("2026-01-01T00:00:00.000000001Z");
            String text = WorldText.write(world, now);
            WorldText.Dump back = WorldText.read(text);
            assertThat(back.world()).isEqualTo(world);
            assertThat(back.now()).isEqualTo(now);
            // Maps compare without order; their order counts.
            assertThat(WorldText.write(back.world(), now)).isEqualTo(text);
        }
        assertThat(worlds).hasSizeGreaterThan(200);
    }

    /// Whatever a manager knows for good is what its successor will find.
    @Test
    void whatIsKnownForGoodIsOnDisk() throws Exception {
        int[] rows = {0};
        for (Path file : ScenarioTest.files()) {
            Scenario.run(
                    Files.readString(file),
                    cluster -> {
                        if (cluster.storeWorks()) {
                            Set<Row> known = telling(cluster, Rows.all(cluster.world()));
                            assertThat(telling(cluster, cluster.rows()))
                                    .as(file.toString())
                                    .isEqualTo(known);
                            rows[0] += known.size();
                        }
                    });
        }
        assertThat(rows[0]).isGreaterThan(10_000);
    }

    /// Rows that tell more than nothing would. The epoch is kept by the store itself.
    private static Set<Row> telling(ScriptedCluster cluster, List<Row> rows) {
        World nothing =
                Restore.world(
                        cluster.world().spec(),
                        cluster.world().manager(),
                        List.of(),
                        cluster.now());
        var telling = new HashSet<>(rows);
        Rows.all(nothing).stream()
                .filter(row -> !(row instanceof Row.OfDefinition))
                .forEach(telling::remove);
        telling.removeIf(row ->
                row instanceof Row.OfCluster it
                        && it.maintenance() == null
                        && it.fencesStarted().isEmpty());
        return telling;
    }

    /// A manager that hears nothing more at this moment comes to rest: no step wants the next one
    /// at once for ever.
    @Test
    void everyPlanComesToRest() throws Exception {
        int[] rested = {0};
        for (Path file : ScenarioTest.files()) {
            int[] steps = {0};
            Scenario.run(
                    Files.readString(file),
                    cluster -> {
                        if (steps[0]++ % 10 == 2) {
                            rest(cluster, file);
                            rested[0]++;
                        }
                    });
        }
        assertThat(rested[0]).isGreaterThan(1_000);
    }

    private static void rest(ScriptedCluster cluster, Path file) {
        World world = cluster.world();
        Step step = Cycle.step(world, world, List.of(), cluster.now());
        for (int i = 0; i < 20 && !step.wake().isAfter(cluster.now()); i++) {
            step = Cycle.step(step.world(), step.world(), List.of(), cluster.now());
        }
        assertThat(step.wake()).as(file.toString()).isAfter(cluster.now());
    }

    /// Whatever state a cluster is in, an operator is told why and what to type.
    @Test
    void everyGroupAndHostCanBeExplained() throws Exception {
        for (Path file : ScenarioTest.files()) {
            int[] steps = {0};
            Scenario.run(
                    Files.readString(file),
                    cluster -> {
                        if (steps[0]++ % 10 == 3) {
                            explained(cluster, file);
                        }
                    });
        }
    }

    private static void explained(ScriptedCluster cluster, Path file) {
        World world = cluster.world();
        for (GroupId id : world.groups().keySet()) {
            Explanation why = GroupExplanation.of(world, id, cluster.now());
            assertThat(why.summary()).as(file + " " + why).isNotBlank();
            if (!why.phase().equals("Running")) {
                assertThat(why.waitsFor()).as(file + " " + why).isNotBlank();
            }
            assertThat(why.evidence()).as(file + " " + why).isNotEmpty();
        }
        for (HostView host : world.hosts().values()) {
            Explanation why = HostExplanation.of(world, host.id(), cluster.now());
            assertThat(why.summary()).as(file + " " + why).isNotBlank();
            if (!host.receiver()) {
                assertThat(why.waitsFor() + why.command()).as(file + " " + why).isNotBlank();
            }
            assertThat(why.evidence()).as(file + " " + why).hasSizeGreaterThan(9);
        }
    }
}
