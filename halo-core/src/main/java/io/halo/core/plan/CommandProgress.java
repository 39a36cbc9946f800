package io.halo.core.plan;

import io.halo.core.input.Text;
import io.halo.core.model.Admin;
import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Move;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetId;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Follows the commands that are under way: what was done for each, and when it has ended. Nothing
/// is decided here.
final class CommandProgress {
    /// Commands that have ended are shown for so long.
    static final Duration KEPT = Duration.ofHours(24);

    /// More of them are not kept: the oldest go.
    private static final int KEPT_MAX = 1_000;

    /// A command that waits for a host or for power so long is told as failed; what it wanted stays
    /// wanted.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final World world;
    private final SortedMap<SetId, Plan.Planned> planned;
    private final Instant now;
    private final List<Action> actions = new ArrayList<>();
    private Instant wake = Instant.MAX;

    private CommandProgress(World world, SortedMap<SetId, Plan.Planned> planned, Instant now) {
        this.world = world;
        this.planned = planned;
        this.now = now;
    }

    /// What is to be noted, and when to look again though nothing is heard.
    record Noted(List<Action> actions, Instant wake) {}

    static Noted of(World world, SortedMap<SetId, Plan.Planned> planned, Instant now) {
        var progress = new CommandProgress(world, planned, now);
        world.commands().values().stream().filter(CommandRecord::running).forEach(progress::follow);
        progress.forget();
        progress.remind();
        return new Noted(progress.actions, progress.wake);
    }

    private void follow(CommandRecord command) {
        switch (command.kind()) {
            case START -> group(command, this::started);
            case STOP -> group(command, this::stopped);
            case RESTART -> group(command, this::restarted);
            case DEACTIVATE -> host(command, this::deactivated);
            case FAILBACK -> host(command, this::failedBack);
            case FENCE -> host(command, this::fenced);
            case MANAGE,
                    UNMANAGE,
                    CLEANUP,
                    ACTIVATE,
                    RESET,
                    CONFIRM_OFF,
                    ACCEPT_STATE,
                    FORGET,
                    MAINTENANCE,
                    CLEAR ->
                    end(command, null);
        }
    }

    private void group(CommandRecord command, BiConsumer<CommandRecord, GroupView> how) {
        var id = new GroupId(command.target());
        if (!world.spec().groups().containsKey(id)) {
            end(command, "the group is not configured any more");
            return;
        }
        how.accept(command, world.group(id));
    }

    private void host(CommandRecord command, BiConsumer<CommandRecord, HostView> how) {
        var id = new HostId(command.target());
        if (!world.setOf().containsKey(id)) {
            end(command, "the host is not configured any more");
            return;
        }
        how.accept(command, world.host(id));
    }

    private PhaseReport phase(GroupId id) {
        SetView set = world.setOf(id);
        Plan.Planned fresh = planned.get(set.shape().id());
        return (fresh == null ? set.report() : fresh.report())
                .phase(id)
                .orElseGet(() -> new PhaseReport(id, Phase.RESOLVING, "not planned yet", ""));
    }

    private void started(CommandRecord command, GroupView group) {
        PhaseReport phase = phase(group.id());
        step(command, phase);
        switch (phase.phase()) {
            case RUNNING -> end(command, null);
            case HELD, CONFLICT, UNMANAGED, STOP_FAILED, ERROR, NO_TARGET, STOP_WANTED ->
                    end(command, words(phase));
            case AWAIT_POWER, AWAIT_HOST -> patience(command, phase);
            case BUSY, RESOLVING, LEFTOVER, MOVING, HEALING, STARTING -> {}
        }
    }

    private void stopped(CommandRecord command, GroupView group) {
        PhaseReport phase = phase(group.id());
        step(command, phase);
        if (group.wanted()) {
            end(command, "it was started again meanwhile");
            return;
        }
        switch (phase.phase()) {
            case HELD, CONFLICT, UNMANAGED, STOP_FAILED -> end(command, words(phase));
            case STOP_WANTED -> {
                List<HostId> left = StopWanted.left(facts(group));
                if (left.isEmpty()) {
                    end(command, null);
                } else if (left.stream()
                        .noneMatch(id ->
                                world.setOf().containsKey(id)
                                        && (world.host(id).connected()
                                                || world.host(id).contact().awaited()))) {
                    end(
                            command,
                            "it may still run on "
                                    + left
                                    + ", which is not connected; it is stopped there when it answers");
                } else if (left.stream().allMatch(id -> isStoppedInVain(group, id))) {
                    patience(command, phase);
                }
            }
            case BUSY,
                    RESOLVING,
                    LEFTOVER,
                    MOVING,
                    RUNNING,
                    ERROR,
                    HEALING,
                    AWAIT_POWER,
                    AWAIT_HOST,
                    NO_TARGET,
                    STARTING -> {}
        }
    }

    /// Looks do not tell whether its stop there was one.
    private boolean isStoppedInVain(GroupView group, HostId id) {
        GroupFacts facts = facts(group);
        return facts.members().stream().anyMatch(member -> facts.stoppedInVain(id, member));
    }

    private void restarted(CommandRecord command, GroupView group) {
        PhaseReport phase = phase(group.id());
        step(command, phase);
        moved(command, List.of(group));
    }

    private void failedBack(CommandRecord command, HostView home) {
        List<GroupView> groups =
                world.setOf(home.id()).groups().values().stream()
                        .filter(group -> group.move() instanceof Move move && ours(move, command))
                        .toList();
        groups.forEach(group -> step(command, phase(group.id())));
        moved(command, groups);
    }

    /// Moves of this command: under way, failed and still known, or over well.
    private void moved(CommandRecord command, List<GroupView> groups) {
        var failed = new ArrayList<String>();
        for (GroupView group : groups) {
            if (group.move() instanceof Move move && ours(move, command)) {
                if (move.underWay()) {
                    return;
                }
                if (move.state() instanceof Move.State.Failed(String why)) {
                    failed.add(group.id() + ": " + why);
                }
            }
        }
        end(command, failed.isEmpty() ? null : String.join("; ", failed));
    }

    private static boolean ours(Move move, CommandRecord command) {
        return command.id().equals(move.command());
    }

    private void deactivated(CommandRecord command, HostView host) {
        if (!(host.admin() instanceof Admin.Inactive inactive)) {
            end(command, "the host is not deactivated any more");
            return;
        }
        if (host.contact().awaited()) {
            return;
        }
        if (!host.connected()) {
            end(command, host.id() + " is not connected any more: failover decides");
            return;
        }
        var failed = new ArrayList<String>();
        boolean working = false;
        for (GroupView group : world.setOf(host.id()).groups().values()) {
            GroupFacts facts = facts(group);
            boolean here =
                    group.managed()
                            && group.wanted()
                            && (host.id().equals(group.seenRunning())
                                    || group.hosted().containsKey(host.id())
                                    || group.moving()
                                            .filter(move -> move.from().equals(host.id()))
                                            .isPresent());
            if (!here) {
                continue;
            }
            PhaseReport phase = phase(group.id());
            step(command, phase);
            if (group.move() instanceof Move move
                    && move.state() instanceof Move.State.Failed(String why)) {
                failed.add(group.id() + ": " + why);
            } else if (phase.phase() == Phase.STOP_FAILED
                    || phase.phase() == Phase.ERROR
                    || phase.phase() == Phase.CONFLICT) {
                failed.add(group.id() + ": " + words(phase));
            } else if (!inactive.forced()
                    && group.moving().isEmpty()
                    && facts.running().isPresent()
                    && facts.receiverBut(host.id()).isEmpty()) {
                failed.add(group.id() + ": no other host can take it any more");
            } else {
                working = true;
            }
        }
        if (!working) {
            end(command, failed.isEmpty() ? null : String.join("; ", failed));
        }
    }

    private void fenced(CommandRecord command, HostView host) {
        if (host.fence() == null) {
            end(command, "the fence was withdrawn");
            return;
        }
        switch (host.fence().state()) {
            case FenceRecord.State.Planned _ -> step(command, "waiting for a witness");
            case FenceRecord.State.Running running ->
                    step(command, "powering off, attempt " + running.attempt());
            case FenceRecord.State.Failed failed ->
                    notYet(command, host.fence(), "failed: " + failed.why(), failed.retryAt());
            case FenceRecord.State.Unknown unknown ->
                    notYet(
                            command,
                            host.fence(),
                            "ended without proof: " + unknown.why(),
                            unknown.retryAt());
            case FenceRecord.State.Abandoned _ ->
                    end(command, "its fence program hangs and cannot be killed");
            case FenceRecord.State.Confirmed _, FenceRecord.State.Returned _ -> {
                step(command, "power-off confirmed");
                end(command, null);
            }
            case FenceRecord.State.Lied _ -> end(command, "its fence device lied");
        }
    }

    /// What HALO does by itself it repeats for ever, and nobody waits for that: one try is told.
    private void notYet(CommandRecord command, FenceRecord fence, String words, Instant retryAt) {
        step(command, words);
        if (fence.by() == FenceRecord.By.AUTO && retryAt.isAfter(command.started())) {
            end(
                    command,
                    words
                            + "; it is tried again; if it is off: halo fence --confirm-off "
                            + fence.host());
        }
    }

    private void patience(CommandRecord command, PhaseReport phase) {
        Instant end = command.started().plus(PATIENCE);
        if (now.isBefore(end)) {
            wakeAt(end);
        } else {
            end(
                    command,
                    "after " + Text.span(PATIENCE) + " still: " + words(phase) + "; it goes on");
        }
    }

    private GroupFacts facts(GroupView group) {
        return GroupFacts.of(world, world.setOf(group.id()), group, now);
    }

    private static String words(PhaseReport phase) {
        return phase.phase().title() + (phase.reason().isEmpty() ? "" : ": " + phase.reason());
    }

    private void step(CommandRecord command, PhaseReport phase) {
        step(command, phase.group() + " " + words(phase));
    }

    private void step(CommandRecord command, String text) {
        boolean known = command.steps().stream().anyMatch(step -> step.text().equals(text));
        if (!known) {
            actions.add(new Action.StepCommand(command.id(), text));
        }
    }

    private void end(CommandRecord command, @Nullable String failure) {
        actions.add(new Action.EndCommand(command.id(), failure));
    }

    private void forget() {
        var old = new ArrayList<CommandId>();
        int surplus = world.commands().size() - KEPT_MAX;
        for (CommandRecord command : world.commands().values()) {
            Optional<Instant> ended = ended(command);
            if (ended.isPresent()) {
                Instant due = ended.get().plus(KEPT);
                if (!due.isAfter(now) || surplus-- > 0) {
                    old.add(command.id());
                } else {
                    wakeAt(due);
                }
            }
        }
        if (!old.isEmpty()) {
            actions.add(new Action.ForgetCommands(old));
        }
    }

    private static Optional<Instant> ended(CommandRecord command) {
        return switch (command.state()) {
            case CommandRecord.State.Running _ -> Optional.empty();
            case CommandRecord.State.Done done -> Optional.of(done.at());
            case CommandRecord.State.Failed failed -> Optional.of(failed.at());
        };
    }

    private void remind() {
        if (world.maintenance() instanceof Maintenance what
                && what.until() != null
                && !what.over()) {
            if (what.until().isAfter(now)) {
                wakeAt(what.until());
            } else {
                actions.add(new Action.RemindMaintenance(what));
            }
        }
    }

    private void wakeAt(Instant moment) {
        if (moment.isBefore(wake)) {
            wake = moment;
        }
    }
}
