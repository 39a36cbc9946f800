package io.halo.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupView;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.Reach;
import io.halo.core.model.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Wherever in a command or a failover the manager is killed and started again: nothing runs twice,
/// no command stays open, and what ran in the end runs in the end (A8, safety.md section 10, 7).
class RestartTest {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    /// Every so many steps. `-Dhalo.restarts=1` takes every step.
    private static final int STRIDE = Integer.getInteger("halo.restarts", 67);

    /// In one scenario: those that last an hour would take most of the time.
    private static final int KILLS = Integer.getInteger("halo.restarts") == null ? 40 : 1_000_000;

    /// Assumptions are broken there, and what one manager could still know, its successor cannot: a
    /// device lies beyond what T2 can find (S3); an agent has no memory of what it ran (S4); a
    /// member was left running by hand without its root, and its script was taken away.
    private static final List<String> BROKEN =
            List.of(
                    "neighbours-outlet.txt",
                    "memory-not-durable-orphan.txt",
                    "managed-again-and-a-script-vanishes.txt");

    private static final String LATER = "\nadvance 3m\n----\n";

    @Test
    void aManagerThatIsRestartedAnywhereFinishesWhatItBegan() throws IOException {
        var wrong = new ArrayList<String>();
        int kills = 0;
        for (Path file : files()) {
            String text = Files.readString(file) + LATER;
            var own = new Run();
            Scenario.run(Files.readString(file), own::watch);
            var straight = new Run();
            String told = Scenario.run(text, straight::watch);
            int stride = Math.max(STRIDE, own.steps / KILLS);
            for (int at = 1 + kills % stride; at < own.steps; at += stride) {
                kills++;
                int kill = at;
                var run = new Run();
                String output =
                        Scenario.run(
                                text,
                                cluster -> {
                                    run.watch(cluster);
                                    if (run.steps == kill) {
                                        cluster.restartNow();
                                    }
                                });
                String why =
                        judge(
                                straight,
                                BROKEN.contains(file.getFileName().toString()) ? output : told,
                                run,
                                output);
                if (!why.isEmpty()) {
                    wrong.add(file.getFileName() + ", killed at step " + kill + ": " + why);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(kills).isGreaterThan(300);
    }

    private static String judge(Run straight, String told, Run run, String output) {
        if (output.contains("DOUBLE RUN") && !told.contains("DOUBLE RUN")) {
            return "runs twice";
        }
        World end = run.last.world();
        if (end.commands().values().stream().anyMatch(command -> command.running())
                && straight.last.world().commands().values().stream()
                        .noneMatch(command -> command.running())) {
            return "a command stays open";
        }
        for (var entry : straight.running().entrySet()) {
            boolean ranBefore = entry.getValue();
            boolean runs = run.running().getOrDefault(entry.getKey(), false);
            if (ranBefore && !runs && !cannotBeFenced(end) && !mustNotAct(end)) {
                return entry.getKey() + " does not run: " + phase(end, entry.getKey());
            }
        }
        return "";
    }

    private static String phase(World end, String group) {
        return end.sets().values().stream()
                .flatMap(set -> set.report().phases().values().stream())
                .filter(phase -> phase.group().value().equals(group))
                .toList()
                .toString();
    }

    /// A new manager knows less than the one before, and waits for a person where that one did not:
    /// it is refused and was asked to take over before it knew; what a server ran when its agent
    /// left, and what a script said that fails now, went with the old one; and hosts that died one
    /// after the other are silent together for it; and it does not believe `confirm-off` at once.
    private static boolean mustNotAct(World end) {
        return end.manager().refusal() != null
                || end.hosts().values().stream()
                        .anyMatch(host -> host.contact().reach() instanceof Reach.AliveNotServing)
                || end.sets().values().stream()
                        .flatMap(set -> set.report().phases().values().stream())
                        .map(PhaseReport::reason)
                        .anyMatch(reason ->
                                reason.contains("fell silent together")
                                        || reason.contains("whose power")
                                        || reason.contains("the script says so"));
    }

    /// Fences that fail are retried ever more slowly, and shown all the while; a device that had no
    /// time to prove itself is none.
    private static boolean cannotBeFenced(World world) {
        return world.hosts().values().stream()
                .anyMatch(host ->
                        (!host.connected()
                                        && host.devices().values().stream()
                                                .noneMatch(DeviceView::proven))
                                || (host.fence() instanceof FenceRecord fence
                                        && (fence.state() instanceof FenceRecord.State.Failed
                                                || fence.state()
                                                        instanceof FenceRecord.State.Unknown)));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    /// One way through a scenario.
    private static final class Run {
        private int steps;
        private ScriptedCluster last = new ScriptedCluster(_ -> {});

        void watch(ScriptedCluster cluster) {
            steps++;
            last = cluster;
        }

        TreeMap<String, Boolean> running() {
            var running = new TreeMap<String, Boolean>();
            for (GroupView group : last.world().groups().values()) {
                running.put(group.id().value(), group.runningOn().isPresent());
            }
            return running;
        }
    }
}
