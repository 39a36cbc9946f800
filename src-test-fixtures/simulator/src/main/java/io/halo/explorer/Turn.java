package io.halo.explorer;

import io.halo.core.Cycle;
import io.halo.core.Step;
import io.halo.core.input.Answer;
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.input.Restore;
import io.halo.core.model.Change;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.Manager;
import io.halo.core.model.Operation;
import io.halo.core.model.Row;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import io.halo.explorer.HostTruth.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// From one moment to the next: something happens, and everything that is answered at once is
/// answered until the manager comes to rest. A new one for each event.
final class Turn {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final long SECOND = 1_000_000_000L;

    /// An answer that comes at once is under way so long: so short that hundreds of them add
    /// nothing up.
    private static final long MOMENT = 4;

    /// A request leaves, or an answer comes, a little after the step before.
    static final long SOON = MOMENT / 2;

    /// So long no host is unheard while all is well.
    private static final long GAP = 4 * SECOND;

    private static final int ROUNDS_MAX = 80;

    final Names names;
    final Truth truth;
    World world;
    long now;
    private World saved;
    private SortedMap<Row.Key, Row> disk;
    final List<Input> heard = new ArrayList<>();
    private final Consumer<Step> watcher;
    private final Judge judge;
    private @Nullable Event event;
    private boolean killed;

    /// What a manager knows when it starts is written in its first step.
    private boolean justStarted;

    private @Nullable String violation;

    Turn(Names names, Moment from, Consumer<Step> watcher) {
        this.names = names;
        this.world = from.world();
        this.saved = from.world();
        this.disk = from.disk();
        this.truth = new Truth(from.truth());
        this.now = from.now();
        this.watcher = watcher;
        this.judge = new Judge(this);
    }

    /// A cluster just installed: its manager starts for the first time.
    static Moment begin(Names names) {
        return begin(names, 0);
    }

    /// The same, so many nanoseconds after [#START].
    static Moment begin(Names names, long now) {
        return new Moment(fresh(names.spec, 1, now), new TreeMap<>(), new Truth(names), now);
    }

    /// A manager with nothing in its store.
    static World fresh(ClusterSpec spec, long epoch, long now) {
        return Restore.world(spec, manager(epoch, now), List.of(), START.plusNanos(now));
    }

    /// The next moment, or null if the event cannot happen here, or has broken something.
    @Nullable Moment after(Event what) {
        event = what;
        truth.disturbances += what.cost();
        new Happening(this).happen(what);
        settle(what.killed());
        if (violation != null || (what.killed() && !killed)) {
            return null;
        }
        judge.atRest(what);
        return violation != null ? null : moment();
    }

    Moment moment() {
        return new Moment(world, disk, truth, now);
    }

    /// What was broken, or null.
    @Nullable String violation() {
        return violation;
    }

    void broken(String what) {
        if (violation == null) {
            violation = what;
        }
    }

    Instant at(long nanos) {
        return START.plusNanos(nanos);
    }

    private void settle(boolean kill) {
        boolean mayKill = kill;
        deliver();
        for (int round = 0; violation == null; round++) {
            if (round == ROUNDS_MAX) {
                broken("the manager does not come to rest: " + heard);
                return;
            }
            now += MOMENT;
            var inputs = List.copyOf(heard);
            heard.clear();
            inputs.forEach(this::note);
            Step step = Cycle.step(saved, world, inputs, at(now));
            watcher.accept(step);
            world = step.world();
            write(step.change());
            justStarted = false;
            judge.step();
            answered(step.answers());
            if (mayKill && step.actions().stream().anyMatch(Turn::matters)) {
                mayKill = false;
                killed = true;
                restart();
            } else {
                step.actions().forEach(this::dispatch);
            }
            deliver();
            if (!justStarted && heard.isEmpty() && Waits.wake(world).isAfter(at(now))) {
                return;
            }
        }
    }

    private void write(Change change) {
        saved = world;
        if (!change.isEmpty()) {
            var written = new TreeMap<>(disk);
            change.remove().forEach(written::remove);
            change.put().forEach(row -> written.put(row.key(), row));
            disk = written;
        }
    }

    private static boolean matters(Action action) {
        return action instanceof Action.Operate
                || action instanceof Action.PowerOff
                || action instanceof Action.PowerOn;
    }

    private void dispatch(Action action) {
        judge.sends(action);
        if (action instanceof Action.Sent sent) {
            new Servers(this).take(sent);
        }
    }

    /// Answers that wait for a connection.
    private void deliver() {
        for (HostTruth host : truth.hosts) {
            if (host.answers()) {
                for (Script script : List.copyOf(host.scripts)) {
                    if (script.waited() && !script.runs()) {
                        boolean known = script.code() >= 0 && script.agent() == host.process;
                        ended(
                                host,
                                script,
                                known
                                        ? new Outcome.Ended(script.code(), "")
                                        : new Outcome.Unknown("connection lost"),
                                known);
                        host.replace(script, null);
                    }
                }
            }
        }
    }

    void ended(HostTruth host, Script script, Outcome outcome, boolean byHost) {
        hear(
                new Input.OperationEnded(
                        names.hosts.get(index(host)),
                        names.resources.get(script.resource()),
                        new io.halo.core.model.OperationId(script.id()),
                        at(now + SOON),
                        new Outcome.From(outcome, byHost ? host.answerer() : null)));
    }

    int index(HostTruth host) {
        for (int i = 0; i < truth.hosts.length; i++) {
            if (truth.hosts[i].name.equals(host.name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(host.name);
    }

    void hear(Input input) {
        heard.add(input);
    }

    /// The manager is given signs of life of hosts.
    private void note(Input input) {
        switch (input) {
            case Input.BeatAnswered beat -> heardOf(beat.host(), beat.sentAt());
            case Input.BeatFailed beat when beat.trouble() == Input.Trouble.ALIVE_NOT_SERVING ->
                    heardOf(beat.host(), beat.sentAt());
            case Input.Looked look when look.result().answerer() != null ->
                    heardOf(look.host(), sentAt(look));
            case Input.OperationEnded ended when ended.result().answerer() != null ->
                    heardOf(ended.host(), sentAt(ended));
            default -> {}
        }
    }

    private Instant sentAt(Input.Looked look) {
        Work.Look sent = world.host(look.host()).work().monitors().get(look.resource());
        return sent != null && sent.id().equals(look.id()) ? sent.sentAt() : START;
    }

    private Instant sentAt(Input.OperationEnded ended) {
        Operation sent = world.host(ended.host()).work().operations().get(ended.resource());
        return sent != null && sent.id().equals(ended.id()) ? sent.sentAt() : START;
    }

    private void heardOf(HostId id, Instant sentAt) {
        HostTruth host = truth.hosts[names.host(id)];
        if (host.heardAt >= 0 && now - host.heardAt > GAP) {
            host.gapEndedAt = now;
        }
        host.heardAt = now;
        long sent = Duration.between(START, sentAt).toNanos();
        host.heardSentAt = Math.max(host.heardSentAt, sent);
    }

    private void answered(List<Answer.Given> answers) {
        for (Answer.Given given : answers) {
            if (given.answer() instanceof Answer.Accepted && event != null) {
                Commands.accepted(truth, event);
            }
        }
    }

    /// The manager dies here and is started again: all that it waits for is lost, and its fence
    /// programs are ended.
    void restart() {
        heard.clear();
        for (HostTruth host : truth.hosts) {
            host.off = null;
            host.late = null;
            host.lostLooks.clear();
            for (Script script : List.copyOf(host.scripts)) {
                host.replace(script, script.runs() ? script.orphan() : null);
            }
        }
        truth.epoch++;
        now += MOMENT;
        judge.restarts(disk);
        disk = withEpoch(truth.epoch);
        justStarted = true;
        List<Row> rows = List.copyOf(disk.values());
        world = Restore.world(names.spec, manager(truth.epoch, now), rows, at(now));
        saved = Restore.saved(names.spec, manager(truth.epoch, now), rows, at(now));
    }

    /// The store hands out the next epoch, and keeps it.
    private SortedMap<Row.Key, Row> withEpoch(long epoch) {
        var none = new Row.OfCluster(epoch, null, List.of());
        Row.OfCluster before =
                disk.get(none.key()) instanceof Row.OfCluster cluster ? cluster : none;
        var next = new TreeMap<>(disk);
        next.put(
                none.key(), new Row.OfCluster(epoch, before.maintenance(), before.fencesStarted()));
        return next;
    }

    private static Manager manager(long epoch, long now) {
        return new Manager(
                Manager.Mode.MANAGE,
                false,
                epoch,
                "m" + epoch,
                START.plusNanos(now),
                null,
                null,
                null);
    }
}
