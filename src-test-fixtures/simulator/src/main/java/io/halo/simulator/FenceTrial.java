package io.halo.simulator;

import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether an automatic power-off for silence was right, by what the network has delivered (L4).
final class FenceTrial {
    private final Ground ground;
    private final ManagerProcess manager;
    private final Ear ear;

    FenceTrial(Ground ground, ManagerProcess manager, Ear ear) {
        this.ground = ground;
        this.manager = manager;
        this.ear = ear;
    }

    /// @param attempt of the record; later ones are not asked for witnesses again
    void judge(HostId host, FenceRecord fence, int attempt) {
        long deadAfter = manager.spec().deadAfter().toNanos();
        long last = ear.last(host);
        long unheard = ear.unheard(host, ground.now());
        if (unheard < deadAfter) {
            ground.judge.broken(
                    "L4 silent",
                    host
                            + " is powered off, and was unheard for "
                            + Spans.words(unheard)
                            + " only");
            return;
        }
        if (attempt > 1 || ground.excuses.ofEverything().isPresent()) {
            return;
        }
        long silent = last + deadAfter;
        boolean cycle = fence.kind() == FenceRecord.Kind.CYCLE;
        List<HostId> near =
                cycle
                        ? List.copyOf(manager.spec().hosts().keySet())
                        : manager.world().setOf(host).shape().hosts();
        if (near.stream()
                .filter(other -> !other.equals(host) && ear.answered(other, silent))
                .noneMatch(other -> testifies(other, last, cycle))) {
            ground.judge.broken(
                    "L4 witness", host + " is powered off, and nobody has answered who can tell");
        }
        mass(host, last, silent);
        useful(host, silent, cycle);
    }

    /// One that could take groups, and was not unheard itself.
    private boolean testifies(HostId other, long last, boolean cycle) {
        long deadAfter = manager.spec().deadAfter().toNanos();
        boolean heard =
                manager.world().manager().refusedIsSilent()
                        || ear.testifies(other, last, deadAfter, ground.now());
        return heard && (cycle || receives(other));
    }

    /// What an operator has typed for the first manager, a second one does not know.
    private boolean receives(HostId other) {
        List<Row> rows = manager.seat().disk().rows();
        Intents intents = ground.judge.intents();
        boolean outOfService =
                manager.seat().number() == 0
                        && (intents.inactive(other) || intents.inMaintenance(other));
        boolean inService = !outOfService && Targets.fence(rows, other).isEmpty();
        return inService || Targets.takesBack(rows, other);
    }

    /// Some group could start elsewhere then, that does not run: a power-off that helps nobody is
    /// only harm, and the last host that can take a group is left alone.
    private void useful(HostId host, long silent, boolean cycle) {
        boolean helps =
                manager.spec().groups().values().stream()
                        .filter(group ->
                                cycle
                                        ? group.lone() && group.home().equals(host)
                                        : mayBeOn(group, host)
                                                || ground.judge
                                                        .awaited()
                                                        .holdsBack(host, group, rowsOf(group)))
                        .filter(group -> !ground.judge.intents().unmanaged(group.id()))
                        .filter(group -> !ground.judge.intents().stopped(group.id()))
                        .filter(group ->
                                ground.excuses.of(group).isPresent()
                                        || ground.wasLiedAbout(group.root())
                                        || !runsOnOther(group, host, silent))
                        .anyMatch(group -> cycle || someOther(group, host));
        if (!helps) {
            ground.judge.broken(
                    "L4 reason", host + " is powered off, and no group is helped by that");
        }
    }

    /// A candidate, or one where it was started before the file was changed.
    private boolean mayBeOn(GroupSpec group, HostId host) {
        return group.candidates().contains(host) || rowsOf(group).contains(host);
    }

    private Set<HostId> rowsOf(GroupSpec group) {
        return manager.seat().disk().rows().stream()
                .filter(Row.OfHosted.class::isInstance)
                .map(Row.OfHosted.class::cast)
                .filter(row -> row.group().equals(group.id()))
                .map(Row.OfHosted::host)
                .collect(Collectors.toSet());
    }

    private boolean runsOnOther(GroupSpec group, HostId host, long silent) {
        long deadAfter = manager.spec().deadAfter().toNanos();
        return ground.servers().stream()
                .anyMatch(server ->
                        !server.id.equals(host)
                                && server.copies.containsKey(group.root())
                                && ground.now() - copySince(server, group) > SETTLED
                                && ear.answered(server.id, silent)
                                && ground.now() - ear.last(server.id) < deadAfter);
    }

    /// What has come up a moment ago is not seen yet.
    private static final long SETTLED = 40 * Timeline.S;

    private static long copySince(Server server, GroupSpec group) {
        Copy copy = server.copies.get(group.root());
        return copy == null ? 0 : copy.since();
    }

    /// One that is heard: it need not be the one that testifies.
    private boolean someOther(GroupSpec group, HostId host) {
        long deadAfter = manager.spec().deadAfter().toNanos();
        return group.candidates().stream()
                .anyMatch(
                        other -> !other.equals(host) && ground.now() - ear.last(other) < deadAfter);
    }

    /// Half of the cluster does not die at once: it is this manager that is cut off.
    private void mass(HostId host, long last, long silent) {
        long deadAfter = manager.spec().deadAfter().toNanos();
        int together = 0;
        int answered = 0;
        for (HostId other : manager.spec().hosts().keySet()) {
            if (!other.equals(host) && ear.lives(other, silent)) {
                answered++;
            } else if (Math.abs(ear.last(other) - last) <= deadAfter
                    && ground.server(other).hadPowerFor(Bystanders.ASKED_AGAIN)
                    && ground.excuses.of(other).isEmpty()) {
                together++;
            }
        }
        int all = together + answered;
        if (2 * together > all || together > Math.max(2, all / 10)) {
            ground.judge.broken(
                    "L4 mass",
                    host
                            + " is powered off, and "
                            + together
                            + " of "
                            + all
                            + " fell silent together");
        }
    }
}
