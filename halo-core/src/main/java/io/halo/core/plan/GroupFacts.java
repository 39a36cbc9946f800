package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.RUNNING;

import io.halo.core.input.Evidence;
import io.halo.core.input.Failing;
import io.halo.core.input.Text;
import io.halo.core.model.Admin;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What follows about one group from the World, in the words of safety.md section 2. Every rule and
/// pass asks here.
///
/// @param members in start order
/// @param exclusive members that no other group reaches
/// @param mayBe candidates, hosts with a row, and hosts where a member was seen: everywhere that
///   the group may be
/// @param connected those of `mayBe` that can be asked: many rules want to know
/// @param wanted the target: so do they
record GroupFacts(
        World world,
        SetView set,
        GroupSpec spec,
        GroupView group,
        List<ResourceId> members,
        List<ResourceId> exclusive,
        SequencedSet<HostId> mayBe,
        Instant now,
        Once<List<HostView>> connected,
        Once<Optional<HostView>> wanted) {

    static GroupFacts of(World world, SetView set, GroupView group, Instant now) {
        GroupSpec spec = world.spec().group(group.id());
        List<ResourceId> exclusive = world.spec().exclusive(spec);
        return new GroupFacts(
                world,
                set,
                spec,
                group,
                spec.members(),
                exclusive,
                mayBe(set, spec, group, exclusive),
                now,
                new Once<>(),
                new Once<>());
    }

    static List<GroupFacts> all(World world, SetView set, Instant now) {
        return set.groups().values().stream().map(group -> of(world, set, group, now)).toList();
    }

    private static SequencedSet<HostId> mayBe(
            SetView set, GroupSpec spec, GroupView group, List<ResourceId> exclusive) {
        var hosts = new LinkedHashSet<>(spec.candidates());
        hosts.addAll(group.hosted().keySet());
        group.candidatesThen().stream().filter(set.hosts()::containsKey).forEach(hosts::add);
        for (HostView host : set.hosts().values()) {
            if (host.work().holds(exclusive)) {
                hosts.add(host.id());
            }
        }
        return hosts;
    }

    ClusterSpec cluster() {
        return world.spec();
    }

    @Nullable HostView host(HostId id) {
        return set.hosts().get(id);
    }

    List<HostView> connectedMayBe() {
        return connected.get(this::findConnected);
    }

    private List<HostView> findConnected() {
        var connected = new ArrayList<HostView>();
        for (HostId id : mayBe()) {
            if (host(id) instanceof HostView host
                    && host.connected()
                    && !Evidence.poweredOff(world.spec(), host, set.hosts(), now)) {
                connected.add(host);
            }
        }
        return connected;
    }

    Optional<HostView> running() {
        return group.runningOn().map(this::host);
    }

    Optional<Sighting> seen(HostId id, ResourceId member) {
        HostView host = host(id);
        return host == null ? Optional.empty() : host.work().sighting(member).filter(this::counts);
    }

    boolean is(HostId id, ResourceId member, Sighting.State state) {
        return host(id) instanceof HostView host
                && host.work().sightings().get(member) instanceof Sighting sighting
                && sighting.is(state)
                && counts(sighting);
    }

    /// Whether something of its own was there when one last looked, in whichever generation.
    boolean seenThere(HostId id) {
        return host(id) instanceof HostView host && host.work().holds(exclusive);
    }

    /// L2: what was seen of a shared member for its other groups, and what an operation has told
    /// that was sent before, is of an older generation and does not count here.
    private boolean counts(Sighting sighting) {
        return sighting.sentStep() >= group.generation();
    }

    Optional<Operation> operation(HostId id, ResourceId member) {
        HostView host = host(id);
        return host == null ? Optional.empty() : host.work().operation(member);
    }

    /// A sighting that was sent after the need arose and after the last operation there ended.
    boolean current(HostId id, ResourceId member) {
        long since = Math.max(group.needStep(), group.operationEnded().getOrDefault(id, 0L));
        return seen(id, member).filter(sighting -> sighting.sentStep() >= since).isPresent();
    }

    /// Since when a member that is down needs a start: older looks at its root prove nothing (L1b).
    long needArose(Sighting down) {
        return Math.max(down.sinceStep(), Math.max(group.needStep(), group.generation()));
    }

    /// Whether a look is still needed: nothing current is known, and it was not tried three times
    /// in vain.
    boolean lacksSighting(HostId id, ResourceId member) {
        Optional<Sighting> sighting = seen(id, member);
        return sighting.isEmpty()
                || !current(id, member)
                || (sighting.get().is(Sighting.State.UNKNOWN) && sighting.get().streak() < TRIES);
    }

    /// Looks without an answer after which a host counts as unknown.
    static final int TRIES = 3;

    /// Proven not to run the group, or why not (safety.md section 2, `clear`).
    Optional<String> notClear(HostId id) {
        HostView host = host(id);
        if (host == null) {
            return Optional.of(id + " is not configured any more");
        }
        if (Evidence.poweredOff(world.spec(), host, set.hosts(), now)) {
            return Optional.empty();
        }
        return unresolved(host)
                .or(() -> onRecord(id))
                .or(() ->
                        host.connected()
                                ? notSeenStopped(id, group.needStep())
                                : notSeenStoppedWhenLost(id));
    }

    /// An operation of its own, on a shared member too.
    private Optional<String> unresolved(HostView host) {
        return host.work().operations().entrySet().stream()
                .filter(entry ->
                        entry.getValue().group().equals(group.id())
                                || exclusive.contains(entry.getKey()))
                .findFirst()
                .map(_ -> "an operation of it on " + host.id() + " is not resolved");
    }

    /// What was started there may hold its disks, whatever looks say (A17).
    private Optional<String> onRecord(HostId id) {
        return group.hosted().containsKey(id)
                ? Optional.of("it may still be held by " + id + whyUnseen(id) + whenDead(id))
                : Optional.empty();
    }

    /// Of one that has missed beats: how long it has.
    private String whenDead(HostId id) {
        return host(id) instanceof HostView host && host.contact().reach() instanceof Reach.Suspect
                ? ", which is taken for dead after "
                        + Text.span(world.spec().deadAfter())
                        + " of silence"
                : "";
    }

    /// What its scripts say on a connected host instead of an answer.
    private String whyUnseen(HostId id) {
        return exclusive().stream()
                .filter(member -> saysNothing(id, member))
                .flatMap(member ->
                        seen(id, member).stream()
                                .map(seen ->
                                        ": "
                                                + member
                                                + " is "
                                                + word(seen.state())
                                                + " there ("
                                                + seen.reason()
                                                + ")"))
                .findFirst()
                .orElse("");
    }

    /// Whether looks there do not tell if it runs.
    boolean saysNothing(HostId id, ResourceId member) {
        return seen(id, member)
                .filter(seen ->
                        seen.is(Sighting.State.CANNOT_RUN)
                                || (seen.is(Sighting.State.UNKNOWN)
                                        && !seen.busy()
                                        && seen.streak() >= TRIES))
                .isPresent();
    }

    private Optional<String> notSeenStoppedWhenLost(HostId id) {
        boolean watched = world.manager().acting() && group.managed();
        return watched && seen(id, spec.root()).isPresent()
                ? notSeenStopped(id, group.generation())
                : Optional.of("nothing is known of it on " + id);
    }

    private Optional<String> notSeenStopped(HostId id, long since) {
        long operationEnded = group.operationEnded().getOrDefault(id, 0L);
        Optional<Sighting> root = seen(id, spec.root());
        if (root.isEmpty() || root.get().sentStep() < Math.max(since, operationEnded)) {
            return Optional.of("not looked at yet on " + id);
        }
        if (!root.get().is(Sighting.State.STOPPED)) {
            String words = root.get().reason();
            return Optional.of(
                    spec.root()
                            + " is "
                            + word(root.get().state())
                            + " on "
                            + id
                            + (words.isEmpty() ? "" : " (" + words + ")"));
        }
        return exclusive().stream()
                .flatMap(member -> speaksAgainst(id, member).stream())
                .findFirst();
    }

    /// What is seen of a member beside a stopped root: somebody may have started that where we
    /// never did. That looks tell nothing of it is no hindrance, unless it was there before.
    private Optional<String> speaksAgainst(HostId id, ResourceId member) {
        if (seen(id, member).isEmpty()) {
            return Optional.of(member + " was not looked at yet on " + id);
        }
        return seen(id, member).filter(Sighting::isThere).isPresent()
                ? Optional.of(member + " is not stopped on " + id)
                : Optional.empty();
    }

    /// What is not known yet of another host that can be asked: it may run there as well.
    Optional<String> notLookedAtBut(HostId here) {
        for (HostView other : connectedMayBe()) {
            for (ResourceId member : other.id().equals(here) ? List.<ResourceId>of() : exclusive) {
                boolean told =
                        seen(other.id(), member)
                                .filter(seen -> !seen.is(Sighting.State.UNKNOWN))
                                .isPresent();
                if (!told && !saysNothing(other.id(), member)) {
                    return Optional.of(member + " was not looked at yet on " + other.id());
                }
            }
        }
        return Optional.empty();
    }

    static String word(Sighting.State state) {
        return switch (state) {
            case RUNNING -> "running";
            case STOPPED -> "stopped";
            case FAILED -> "failed";
            case UNKNOWN -> "unknown";
            case CANNOT_RUN -> "not able to run";
        };
    }

    /// Other hosts that are not clear, with the reason.
    List<HostId> notClearBut(@Nullable HostId target) {
        return mayBe().stream()
                .filter(id -> !id.equals(target) && notClear(id).isPresent())
                .toList();
    }

    /// Where it would start next, clearness aside: receivers in order of preference, then last
    /// resorts.
    Optional<HostView> target() {
        return wanted.get(this::findTarget);
    }

    private Optional<HostView> findTarget() {
        Optional<HostView> wanted = moveTarget();
        if (wanted.isPresent()) {
            return wanted;
        }
        List<HostView> able =
                order().stream()
                        .map(this::host)
                        .filter(host -> host != null && able(host.id()))
                        .toList();
        return able.stream()
                .filter(HostView::receiver)
                .findFirst()
                .or(() -> able.stream().filter(HostView::lastResort).findFirst());
    }

    /// Where a planned move wants it: its destination as long as that can take it; back where it
    /// ran, also if that was deactivated since (L6).
    private Optional<HostView> moveTarget() {
        Move move = group.moving().orElse(null);
        if (move == null) {
            return Optional.empty();
        }
        boolean back = move.state() instanceof Move.State.Returning;
        HostId id = back ? move.from() : move.to();
        if (id == null || !(host(id) instanceof HostView host) || !host.connected() || !able(id)) {
            return Optional.empty();
        }
        boolean allowed;
        if (back) {
            allowed = MovePass.mayReturn(this, host);
        } else {
            allowed = move.restart() ? MovePass.comesBack(this, host) : host.receiver();
        }
        return allowed ? Optional.of(host) : Optional.empty();
    }

    /// Whether the host could be given the group: a receiver, or the host that it goes back to.
    boolean mayTake(HostView host) {
        return host.receiver() || takesBack(host);
    }

    boolean takesBack(HostView host) {
        return group.moving()
                .filter(move ->
                        move.state() instanceof Move.State.Returning
                                && move.from().equals(host.id())
                                && MovePass.mayReturn(this, host))
                .isPresent();
    }

    /// New generation: home first; once seen running: where it was, then home.
    private SequencedSet<HostId> order() {
        var order = new LinkedHashSet<HostId>();
        if (group.everRunning()
                && group.place() != null
                && spec.candidates().contains(group.place())) {
            order.add(group.place());
        }
        order.addAll(spec.candidates());
        return order;
    }

    /// Candidates other than this host that could be given it as far as their state goes.
    List<HostView> receiverBut(HostId id) {
        return spec.candidates().stream()
                .filter(other -> !other.equals(id))
                .map(this::host)
                .filter(host -> host != null && host.receiver() && able(host.id()))
                .map(Objects::requireNonNull)
                .toList();
    }

    /// Whether it can run there: every script of it, as far as is known, and not failed too often.
    boolean able(HostId id) {
        return canRun(id) && !Failing.overLimit(cluster(), group, id, now);
    }

    /// Whether no script of it says that it cannot run there. Where nothing tells that the group
    /// may be there already, looks in vain say the same.
    boolean canRun(HostId id) {
        for (ResourceId member : members) {
            if (is(id, member, Sighting.State.CANNOT_RUN)) {
                return false;
            }
        }
        return group.hosted().containsKey(id) || lookedInVain(id).isEmpty();
    }

    /// Whether looks there have shown something: nobody is powered off for a start on a host that
    /// could not be asked.
    boolean known(HostId id) {
        return seen(id, spec.root()).isPresent()
                && exclusive().stream().noneMatch(member -> is(id, member, Sighting.State.UNKNOWN));
    }

    /// The exclusive member of which it cannot be found out whether it runs there.
    Optional<ResourceId> lookedInVain(HostId id) {
        return lookedInVain(id, exclusive);
    }

    /// The member, a shared one too, of which it cannot be found out whether it runs there.
    Optional<ResourceId> unknownMember(HostId id) {
        return lookedInVain(id, members);
    }

    /// Its stop there has ended well, and looks do not tell: to stop it once more tells no more.
    boolean stoppedInVain(HostId id, ResourceId member) {
        return group.hosted().get(id) instanceof GroupView.Hosted row
                && row.stopped().contains(member)
                && saysNothing(id, member);
    }

    boolean lookedInVain(HostId id, ResourceId member) {
        return is(id, member, Sighting.State.UNKNOWN) && saysNothing(id, member);
    }

    private Optional<ResourceId> lookedInVain(HostId id, List<ResourceId> which) {
        return which.stream().filter(member -> lookedInVain(id, member)).findFirst();
    }

    /// A candidate that has missed a beat, or was not heard since the manager's start, may be a
    /// receiver in a moment: what is given up stays so until somebody types something.
    private boolean mayComeBack() {
        return spec.candidates().stream()
                .anyMatch(id ->
                        host(id) instanceof HostView host
                                && (host.contact().awaited()
                                        || host.contact().reach() instanceof Reach.Suspect)
                                && host.admin() instanceof Admin.Active
                                && able(id));
    }

    /// Whether every host that could take it has failed it too often, or its configuration works
    /// nowhere.
    Optional<String> hopeless() {
        Optional<String> broken =
                group.failures().values().stream()
                        .filter(GroupView.Failures::everywhere)
                        .map(GroupView.Failures::last)
                        .findFirst();
        if (broken.isPresent()) {
            return broken;
        }
        List<HostId> receivers =
                spec.candidates().stream()
                        .filter(id ->
                                host(id) instanceof HostView host
                                        && (host.receiver() || host.lastResort()))
                        .toList();
        boolean all =
                !receivers.isEmpty()
                        && receivers.stream()
                                .allMatch(id -> Failing.overLimit(cluster(), group, id, now));
        boolean stays =
                spec.policy().onStartFailure() == FailurePolicy.OnStartFailure.STAY
                        && group.place() != null
                        && Failing.overLimit(cluster(), group, group.place(), now);
        if (!stays && (!all || mayComeBack())) {
            return Optional.empty();
        }
        HostId told = stays && group.place() != null ? group.place() : receivers.getFirst();
        return Optional.ofNullable(group.failures().get(told)).map(GroupView.Failures::last);
    }
}
