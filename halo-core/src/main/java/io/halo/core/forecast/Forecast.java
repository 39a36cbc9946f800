package io.halo.core.forecast;

import io.halo.core.Cycle;
import io.halo.core.Step;
import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.input.Input;
import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.Manager;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Runs the core forward from a World: what HALO would do if hosts died or commands were given, and
/// everything else went well. Scripts and fence programs succeed at once; servers stay as they are
/// known.
///
/// A manager in observe mode is taken for one that may act: that is what one wants to know of it.
public final class Forecast {
    /// Further than that nobody looks ahead.
    private static final Duration HORIZON = Duration.ofMinutes(15);

    /// Nothing was done for so long, `dead_after` aside: nothing more comes.
    private static final Duration QUIET = Duration.ofSeconds(15);

    /// A guard against a world that never comes to rest.
    private static final int STEPS_MAX = 20_000;

    /// Whoever asks what would happen.
    private static final String ACTOR = "you";

    private final Instant start;
    private final WillingCluster cluster;
    private final Narrative narrative;
    private final List<Answer> answers = new ArrayList<>();
    private World world;
    private Instant now;
    private Instant lastDeed;

    private Forecast(World world, Set<HostId> dead, Instant now) {
        this.world = world;
        this.start = now;
        this.now = now;
        this.lastDeed = now;
        this.cluster = new WillingCluster(world, dead, now);
        this.narrative = new Narrative(now);
    }

    /// Looks ahead. Total and deterministic, and changes nothing.
    ///
    /// @throws IllegalArgumentException if a supposed dead host is not configured
    public static Foreseen of(World world, Supposition supposition, Instant now) {
        supposition.dead().forEach(world::host);
        World acting = acting(world);
        var forecast = new Forecast(acting, new LinkedHashSet<>(supposition.dead()), now);
        boolean settled = forecast.run(commands(supposition.commands()));
        return new Foreseen(
                forecast.answers,
                forecast.narrative.deeds(),
                ends(acting, forecast.world),
                newFindings(acting, forecast.world),
                settled);
    }

    private static World acting(World world) {
        Manager manager = world.manager();
        return world.withManager(
                new Manager(
                        Manager.Mode.MANAGE,
                        manager.refusedIsSilent(),
                        manager.epoch(),
                        manager.instance(),
                        manager.startedAt(),
                        null,
                        null,
                        manager.pausedUntil()));
    }

    private static List<Input> commands(List<Command> commands) {
        var inputs = new ArrayList<Input>();
        for (int i = 0; i < commands.size(); i++) {
            inputs.add(new Input.Commanded(i, commands.get(i), ACTOR, ""));
        }
        return inputs;
    }

    private boolean run(List<Input> commands) {
        step(commands);
        for (int steps = 0; steps < STEPS_MAX; steps++) {
            Instant next = next();
            if (next.isAfter(start.plus(HORIZON))) {
                return !isBusy();
            }
            if (!isBusy() && next.isAfter(lastDeed.plus(quiet()))) {
                return true;
            }
            now = next;
            step(cluster.heard(now));
        }
        return false;
    }

    private Duration quiet() {
        return world.spec().deadAfter().multipliedBy(2).plus(QUIET);
    }

    /// The next moment at which something is heard or due; later than this one.
    private Instant next() {
        Instant heard = cluster.next();
        Instant wake = wake();
        Instant first = heard.isBefore(wake) ? heard : wake;
        Instant soon = now.plusMillis(1);
        return first.isBefore(soon) ? soon : first;
    }

    private Instant wake() {
        return world.sets().values().stream()
                .map(SetView::nextWake)
                .min(Instant::compareTo)
                .filter(first -> first.isBefore(world.nextWake()))
                .orElse(world.nextWake());
    }

    private void step(List<Input> inputs) {
        Step step = Cycle.step(world, world, inputs, now);
        step.answers().forEach(given -> answers.add(given.answer()));
        if (narrative.tell(step, now)) {
            lastDeed = now;
        }
        world = step.world();
        for (Action action : step.actions()) {
            if (action instanceof Action.Sent sent) {
                cluster.take(sent, world, now);
            }
        }
    }

    /// Whether something is under way that will end.
    private boolean isBusy() {
        for (SetView set : world.sets().values()) {
            boolean hosts =
                    set.hosts().values().stream()
                            .anyMatch(host ->
                                    !host.work().operations().isEmpty()
                                            || host.openFence().isPresent());
            boolean moves =
                    set.groups().values().stream()
                            .anyMatch(group ->
                                    group.moving().filter(move -> move.underWay()).isPresent());
            if (hosts || moves) {
                return true;
            }
        }
        return false;
    }

    private static List<Foreseen.End> ends(World before, World after) {
        var ends = new ArrayList<Foreseen.End>();
        for (SetView set : after.sets().values()) {
            SetView old = before.set(set.shape().id());
            for (PhaseReport report : set.report().phases().values()) {
                var group = set.group(report.group());
                boolean moved = !group.runningOn().equals(old.group(report.group()).runningOn());
                if (moved || group.runningOn().isEmpty()) {
                    ends.add(new Foreseen.End(report, group.runningOn()));
                }
            }
        }
        return ends;
    }

    private static List<Finding> newFindings(World before, World after) {
        var findings = new LinkedHashSet<>(all(after));
        findings.removeAll(all(before));
        return List.copyOf(findings);
    }

    private static Set<Finding> all(World world) {
        var all = new LinkedHashSet<>(world.findings());
        world.sets().values().forEach(set -> all.addAll(set.report().findings()));
        return all;
    }
}
