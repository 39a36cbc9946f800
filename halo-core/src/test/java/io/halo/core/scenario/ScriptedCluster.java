package io.halo.core.scenario;

import static io.halo.core.scenario.Scenario.option;
import static io.halo.core.scenario.Scenario.span;

import io.halo.core.Cycle;
import io.halo.core.Step;
import io.halo.core.input.Answer;
import io.halo.core.input.Input;
import io.halo.core.input.Restore;
import io.halo.core.model.Admin;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Row;
import io.halo.core.model.Rows;
import io.halo.core.model.SetView;
import io.halo.core.model.Timeouts;
import io.halo.core.model.World;
import io.halo.core.text.BadTextException;
import io.halo.core.text.WorldText;
import io.halo.core.view.LogLine;
import io.halo.core.view.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A cluster in virtual time: the production core against servers, scripts and fence devices that
/// do what the scenario says.
final class ScriptedCluster {

    private final SpecText text = new SpecText();
    final TreeMap<String, HostTruth> truth = new TreeMap<>();
    private final PriorityQueue<Timed> queue = new PriorityQueue<>();
    private final List<Input> heard = new ArrayList<>();
    private final List<Row> given = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final TreeSet<String> doubleRuns = new TreeSet<>();
    private List<String> lines = new ArrayList<>();
    private List<Row> snapshot = List.of();
    private long snapshotEpoch;

    /// Steps a millisecond apart with nothing heard: fences, moves and shared resources take two.
    private static final int IN_A_ROW_MAX = 20;

    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private Instant now = start;
    private Instant frozenUntil = start;
    private Instant steppedAt = start;
    private int inARow;
    private long ticket;
    private long epoch = 1;
    private int managers;
    private boolean storeBroken;
    private final TreeMap<Row.Key, Row> disk = new TreeMap<>();
    private @Nullable ClusterSpec spec;
    private @Nullable World world;
    private @Nullable World saved;

    /// What a dump began with.
    private @Nullable World begun;

    private final Consumer<ScriptedCluster> watcher;
    private final Narrator narrator = new Narrator();
    private List<String> logged = new ArrayList<>();
    private LogLines log = new LogLines();

    private record Timed(Instant at, long ticket, Runnable what) implements Comparable<Timed> {
        @Override
        public int compareTo(Timed other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(ticket, other.ticket);
        }
    }

    /// @param watcher is shown the cluster after each step
    ScriptedCluster(Consumer<ScriptedCluster> watcher) {
        this.watcher = watcher;
    }

    void configure(String verb, List<String> words) {
        switch (verb) {
            case "cluster" -> text.cluster(words);
            case "host" -> {
                text.host(words);
                words.stream()
                        .filter(word -> !word.contains("="))
                        .forEach(name -> truth.put(name, new HostTruth(name)));
            }
            case "group" -> text.group(words);
            case "given" -> given(words);
            default -> throw new IllegalArgumentException(verb);
        }
    }

    /// Begins with what a manager knew, seen by nobody else: `world TIME` … `end`.
    void begin(String dump) {
        try {
            WorldText.Dump read = WorldText.read(dump);
            start = read.now();
            now = start;
            frozenUntil = start;
            begun = read.world();
            spec = begun.spec();
            world = begun;
            saved = begun;
            onDisk(Rows.all(begun));
            epoch = begun.manager().epoch();
            for (HostView host : begun.hosts().values()) {
                HostTruth own = HostTruth.of(host, begun.manager());
                truth.put(own.name, own);
                beatLoop(own.name);
            }
        } catch (BadTextException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// What an earlier manager left in the state store: `given seen a b`, `given hosted zp0 a`,
    /// `given proven a`, `given unmanaged zp0`, `given stopped zp0`, `given inactive a`
    private void given(List<String> words) {
        var note = new Admin.Note("operator", "", start);
        String name = words.getLast();
        switch (words.getFirst()) {
            case "seen" -> words.stream().skip(1).forEach(host -> given.add(GivenRows.seen(host)));
            case "proven" ->
                    words.stream().skip(1).forEach(host -> given.add(GivenRows.proven(host)));
            case "hosted" -> given.addAll(GivenRows.hosted(words.get(1), name));
            case "unmanaged" ->
                    given.add(
                            new Row.OfGroup(
                                    new GroupId(name),
                                    new GroupView.Control.Unmanaged(note),
                                    new GroupView.Desired.Started(),
                                    null,
                                    null,
                                    null));
            case "stopped" ->
                    given.add(
                            new Row.OfGroup(
                                    new GroupId(name),
                                    new GroupView.Control.Managed(),
                                    new GroupView.Desired.Stopped(note),
                                    null,
                                    null,
                                    null));
            case "inactive" ->
                    given.add(
                            new Row.OfHost(
                                    new HostId(name),
                                    new Admin.Inactive(note),
                                    true,
                                    truth.get(name).bootId(),
                                    "up",
                                    null));
            default -> throw new IllegalArgumentException("given " + words);
        }
    }

    List<String> output() {
        List<String> seen = lines;
        lines = new ArrayList<>();
        return seen;
    }

    /// Something happens in the world, or to the manager.
    void happen(String verb, List<String> words) {
        switch (verb) {
            case "restart" -> restart(words);
            case "snapshot" -> {
                snapshot = rows();
                snapshotEpoch = epoch;
            }
            case "pause" -> {
                frozenUntil = now.plus(span(words.getFirst()));
                lastFreeze = now;
            }
            case "do" -> command(words);
            case "store" -> storeBroken = words.getFirst().equals("fails");
            // advice halo/Thing start=2m stop=40s: what its script says about itself
            case "advice" -> hear(new Input.ScriptAdvised(words.getFirst(), advice(words)));
            case "config" -> {
                text.forgetGroups();
                text.group(words);
            }
            case "config-add" -> text.group(words);
            default -> Happenings.of(this, verb, words);
        }
        judge();
    }

    /// `do stop zp0 because="..."`: an operator's command; answered in the next step.
    private void command(List<String> words) {
        ensureStarted();
        asked.add(String.join(" ", words));
        heard.add(
                new Input.Commanded(
                        asked.size() - 1,
                        CommandText.read(words, now),
                        "root",
                        option(words, "comment", "")));
    }

    void advance(Duration span) {
        ensureStarted();
        Instant end = now.plus(span);
        if (!now.isBefore(frozenUntil)) {
            step();
        }
        while (true) {
            Instant next = next(end);
            if (next.isAfter(end)) {
                break;
            }
            now = next;
            while (!queue.isEmpty() && !queue.peek().at().isAfter(now)) {
                queue.remove().what().run();
            }
            judge();
            boolean due = !wake().isAfter(now);
            if ((!heard.isEmpty() || due) && !now.isBefore(frozenUntil)) {
                notForEver();
                step();
            }
        }
        now = end;
    }

    /// A plan that wants to be looked at again at once must have changed something: else the
    /// manager would do nothing but plan.
    private void notForEver() {
        boolean byItself = heard.isEmpty() && !now.isAfter(steppedAt.plusMillis(1));
        inARow = byItself ? inARow + 1 : 0;
        steppedAt = now;
        if (inARow > IN_A_ROW_MAX) {
            throw new IllegalStateException(at() + " the manager plans again and again");
        }
    }

    /// The next moment at which something happens; not before the next millisecond, so that time
    /// cannot stand still.
    private Instant next(Instant end) {
        Instant wake = wake();
        Instant soon = now.plusMillis(1);
        Instant own = wake.isBefore(soon) ? soon : wake;
        if (own.isBefore(frozenUntil)) {
            own = frozenUntil;
        }
        Instant event = queue.isEmpty() ? Instant.MAX : queue.peek().at();
        Instant first = event.isBefore(own) ? event : own;
        return first.isAfter(end) ? end.plusNanos(1) : first;
    }

    private Instant wake() {
        Instant own = world().nextWake();
        return world().sets().values().stream()
                .map(SetView::nextWake)
                .min(Instant::compareTo)
                .filter(first -> first.isBefore(own))
                .orElse(own);
    }

    private void step() {
        var inputs = new ArrayList<>(heard);
        heard.clear();
        if (frozenUntil.isAfter(start) && !now.isBefore(frozenUntil)) {
            inputs.addFirst(new Input.Paused(pausedFor(), now));
            frozenUntil = start;
        }
        if (world().manager().storeFailure() != null && !storeBroken) {
            inputs.add(new Input.StoreWorks());
        }
        Step step = Cycle.step(saved(), world(), inputs, now);
        if (!step.change().isEmpty() || !step.events().isEmpty()) {
            if (storeBroken) {
                inputs.removeIf(Input.StoreWorks.class::isInstance);
                inputs.addFirst(new Input.StoreFailed("no space left on device"));
                step = Cycle.step(saved(), world(), inputs, now);
            } else {
                saved = step.world();
                step.change().remove().forEach(disk::remove);
                step.change().put().forEach(row -> disk.put(row.key(), row));
            }
        }
        for (Answer.Given given : step.answers()) {
            lines.add(
                    at()
                            + "> "
                            + asked.get((int) given.ticket())
                            + ": "
                            + CommandText.tell(given.answer()));
        }
        narrator.tell(world(), step, Duration.between(start, now), lines);
        world = step.world();
        log.of(step.world(), step.events(), step.actions(), now).stream()
                .filter(line -> line.level() != LogLine.Level.DEBUG)
                .forEach(line -> logged.add(at() + line.level() + " " + line.text()));
        step.actions().forEach(action -> Agents.act(this, action));
        watcher.accept(this);
    }

    private Duration pausedFor() {
        return Duration.between(lastFreeze, now);
    }

    private Instant lastFreeze = Instant.MIN;

    private void ensureStarted() {
        if (world == null) {
            startManager(given);
            for (HostTruth host : truth.values()) {
                beatLoop(host.name);
            }
        }
    }

    private void onDisk(List<Row> rows) {
        disk.clear();
        rows.forEach(row -> disk.put(row.key(), row));
    }

    private void startManager(List<Row> rows) {
        onDisk(rows);
        spec = begun == null ? text.read() : begun.spec();
        var manager =
                new Manager(
                        begun == null ? text.mode() : begun.manager().mode(),
                        begun == null ? text.testMode() : begun.manager().refusedIsSilent(),
                        epoch,
                        "m" + epoch + "-" + ++managers,
                        now,
                        null,
                        null,
                        null);
        saved = Restore.saved(spec, manager, rows, now);
        world = Restore.world(spec, manager, rows, now);
    }

    /// The manager dies after this step was recorded and sent, and is started again.
    void restartNow() {
        restart(List.of("dead=yes"));
    }

    /// What a manager that is started now would find.
    List<Row> rows() {
        return List.copyOf(disk.values());
    }

    boolean storeWorks() {
        return !storeBroken && world().manager().storeFailure() == null;
    }

    /// `restart`, or `restart snapshot`: with the state as it was at the command `snapshot`
    private void restart(List<String> words) {
        boolean old = words.contains("snapshot");
        List<Row> rows = old ? snapshot : rows();
        epoch = (old ? snapshotEpoch : epoch) + 1;
        heard.clear();
        log = new LogLines();
        lines.add(at() + "manager restarted with epoch " + epoch);
        startManager(rows);
        if (option(words, "dead", "").isEmpty()) {
            step();
        }
    }

    private void beatLoop(String name) {
        if (!now.isBefore(frozenUntil)) {
            Agents.beat(this, name);
        }
        later(spec().beat(), () -> beatLoop(name));
    }

    /// Two powered servers that run one exclusive resource: the thing that must never be.
    private void judge() {
        var places = new TreeMap<String, TreeSet<String>>();
        truth.values().stream()
                .filter(host -> host.power)
                .forEach(host ->
                        host.running.forEach(resource ->
                                places.computeIfAbsent(resource, _ -> new TreeSet<>())
                                        .add(host.name)));
        places.forEach((resource, hosts) -> {
            boolean shared =
                    spec().resources().values().stream()
                            .anyMatch(it -> it.id().value().equals(resource) && it.shared());
            if (hosts.size() > 1 && !shared && doubleRuns.add(resource + hosts)) {
                lines.add(at() + "DOUBLE RUN of " + resource + " on " + String.join(", ", hosts));
            }
        });
    }

    void later(Duration span, Runnable what) {
        queue.add(new Timed(now.plus(span), ticket++, what));
    }

    void hear(Input input) {
        heard.add(now.isBefore(frozenUntil) ? whenItGoesOn(input) : input);
    }

    private static TreeMap<Timeouts.Op, Duration> advice(List<String> words) {
        var advice = new TreeMap<Timeouts.Op, Duration>();
        for (Timeouts.Op op : Timeouts.Op.values()) {
            String span = option(words, op.name().toLowerCase(Locale.ROOT), "");
            if (!span.isEmpty()) {
                advice.put(op, span(span));
            }
        }
        return advice;
    }

    /// A manager that is stopped as a whole reads an answer when it goes on, and not before.
    private Input whenItGoesOn(Input input) {
        Instant at = frozenUntil;
        return switch (input) {
            case Input.BeatAnswered(var host, var sent, _, var agent, var boot, var durable) ->
                    new Input.BeatAnswered(host, sent, at, agent, boot, durable);
            case Input.BeatRefused(var host, var sent, _, var highest, var manager) ->
                    new Input.BeatRefused(host, sent, at, highest, manager);
            case Input.BeatFailed(var host, var sent, _, var trouble, var why) ->
                    new Input.BeatFailed(host, sent, at, trouble, why);
            case Input.OperationEnded(var host, var resource, var id, _, var result) ->
                    new Input.OperationEnded(host, resource, id, at, result);
            case Input.Looked(var host, var resource, var id, _, var result) ->
                    new Input.Looked(host, resource, id, at, result);
            case Input.FenceEnded(var host, var fence, int attempt, _, _, var result) ->
                    new Input.FenceEnded(host, fence, attempt, at, at, result);
            default -> input;
        };
    }

    void say(String line) {
        lines.add(at() + line);
    }

    void show(List<String> words) {
        narrator.show(world(), now, words, lines);
    }

    /// Instead of what happened: what the manager's log says of it.
    void log() {
        lines = logged;
        logged = new ArrayList<>();
    }

    /// Leaves out what happened so far, but never a double run.
    void skip() {
        lines.removeIf(line -> !line.contains("DOUBLE RUN"));
    }

    private String at() {
        return Narrator.time(Duration.between(start, now));
    }

    HostTruth host(String name) {
        HostTruth host = truth.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name);
        }
        return host;
    }

    Instant now() {
        return now;
    }

    World world() {
        if (world == null) {
            throw new IllegalStateException("advance first");
        }
        return world;
    }

    private World saved() {
        return saved == null ? world() : saved;
    }

    ClusterSpec spec() {
        return spec == null ? text.read() : spec;
    }
}
