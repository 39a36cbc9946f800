package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.CANNOT_RUN;
import static io.halo.core.model.Sighting.State.FAILED;
import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;

import io.halo.core.model.Admin;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// In which phase a group is: ordered rules, the first that matches wins (L10, safety.md section
/// 8).
final class GroupPhases {
    /// Tells whether a group is in a phase; a value, so that a test can leave one out.
    record Rule(Phase phase, Match match) {}

    /// The report if the group is in the rule's phase.
    @FunctionalInterface
    interface Match {
        Optional<Words> of(GroupFacts facts);
    }

    /// Why, and what to type.
    record Words(String reason, String command) {}

    static final List<Rule> RULES =
            List.of(
                    new Rule(Phase.HELD, GroupPhases::held),
                    new Rule(Phase.CONFLICT, GroupPhases::conflict),
                    new Rule(Phase.UNMANAGED, GroupPhases::unmanaged),
                    new Rule(Phase.BUSY, GroupPhases::busy),
                    new Rule(Phase.RESOLVING, GroupPhases::resolving),
                    new Rule(Phase.STOP_FAILED, GroupPhases::stopFailed),
                    new Rule(Phase.LEFTOVER, GroupPhases::leftover),
                    new Rule(Phase.STOP_WANTED, GroupPhases::stopWanted),
                    new Rule(Phase.MOVING, GroupPhases::moving),
                    new Rule(Phase.RUNNING, GroupPhases::running),
                    new Rule(Phase.ERROR, GroupPhases::error),
                    new Rule(Phase.HEALING, GroupPhases::healing),
                    new Rule(Phase.AWAIT_POWER, GroupPhases::awaitPower),
                    new Rule(Phase.AWAIT_HOST, GroupPhases::awaitHost),
                    new Rule(Phase.NO_TARGET, GroupPhases::noTarget),
                    new Rule(Phase.STARTING, GroupPhases::starting));

    /// What shows how a move goes on by itself.
    static final String FOLLOW = "halo operations";

    private static final String WITHOUT_STORE = ", once the state store can be written";

    private GroupPhases() {}

    static PhaseReport of(GroupFacts facts) {
        for (Rule rule : RULES) {
            Optional<Words> words = rule.match().of(facts);
            if (words.isPresent()) {
                return new PhaseReport(
                        facts.group().id(),
                        rule.phase(),
                        words.get().reason(),
                        words.get().command());
            }
        }
        throw new IllegalStateException("no phase for group " + facts.group().id());
    }

    private static Optional<Words> say(String reason, String command) {
        return Optional.of(new Words(reason, command));
    }

    private static Optional<Words> held(GroupFacts facts) {
        return facts.group().held() instanceof GroupView.Held held
                ? say(held.why(), "halo manage " + facts.group().id())
                : Optional.empty();
    }

    /// Running or failed in two places at once: nothing is started or stopped by itself (A6). It is
    /// over when looks show it in one place, not when they cannot tell any more.
    private static Optional<Words> conflict(GroupFacts facts) {
        List<HostId> places =
                facts.connectedMayBe().stream().map(HostView::id).filter(facts::seenThere).toList();
        return places.size() < 2
                ? Optional.empty()
                : say("seen on " + join(places) + " at once", stopOneOf(facts, places));
    }

    private static String stopOneOf(GroupFacts facts, List<HostId> places) {
        return "look which of them serves, and stop it by hand on the others: "
                + places.stream()
                        .map(place -> place + " has " + join(there(facts, place)))
                        .collect(Collectors.joining("; "));
    }

    private static List<ResourceId> there(GroupFacts facts, HostId place) {
        return facts.exclusive().stream()
                .filter(member -> facts.set().host(place).work().holds(List.of(member)))
                .toList();
    }

    private static Optional<Words> unmanaged(GroupFacts facts) {
        return switch (facts.group().control()) {
            case GroupView.Control.Unmanaged(Admin.Note note, Maintenance scope) ->
                    say(
                            (scope == null
                                            ? "unmanaged by "
                                            : scope.id() + " is in maintenance, by ")
                                    + note.words()
                                    + (facts.group().desired()
                                                    instanceof GroupView.Desired.Stopped stopped
                                            ? "; stopped by " + stopped.note().words()
                                            : ""),
                            Remedies.manageAgain(facts.group()));
            case GroupView.Control.Managed _ -> Optional.empty();
        };
    }

    private static Optional<Words> busy(GroupFacts facts) {
        for (HostView host : facts.connectedMayBe()) {
            for (ResourceId member : facts.members()) {
                Optional<Operation> operation =
                        host.work().operation(member).filter(Operation::inFlight);
                if (operation.isPresent() && operation.get().group().equals(facts.group().id())) {
                    boolean start = operation.get().kind() == Operation.Kind.START;
                    return say(
                            (start ? "starting " : "stopping ") + member + " on " + host.id(), "");
                }
                Optional<Sighting> busy = host.work().sighting(member).filter(Sighting::busy);
                if (busy.isPresent()) {
                    return say(
                            member + " on " + host.id() + " is " + busy.get().reason(),
                            "look at it there" + Remedies.orFence(facts, host));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Words> resolving(GroupFacts facts) {
        for (HostView host : facts.connectedMayBe()) {
            for (ResourceId member : facts.members()) {
                if (host.work().operation(member).orElse(null) instanceof Operation operation
                        && operation.state() instanceof Operation.State.Unknown unknown
                        && operation.group().equals(facts.group().id())) {
                    return unknown.orphan()
                            ? say(
                                    "the start of "
                                            + member
                                            + " on "
                                            + host.id()
                                            + " may run still, and its agent, which cannot write its state directory, has no note of it",
                                    "halo fence " + host.id() + ", or reboot it")
                            : findingOut(facts, host.id(), member, unknown.why());
                }
            }
        }
        return facts.running()
                .map(host -> unseenMember(facts, host))
                .orElseGet(() -> unseenHost(facts));
    }

    /// A shared member stays for those that may use it. What an unmanaged one of them hinders, the
    /// operator can let go on without a power-off.
    private static Optional<Words> findingOut(
            GroupFacts facts, HostId host, ResourceId member, String why) {
        String what = "finding out on " + host + ": " + why;
        Optional<GroupId> unmanaged = OperatePass.unmanagedUser(facts, host, member);
        if (unmanaged.isPresent()) {
            GroupView user = facts.set().group(unmanaged.get());
            return say(
                    what
                            + "; "
                            + user.id()
                            + (user.held() == null
                                    ? ", which is unmanaged, may use it there"
                                    : ", which is held, may use it there"),
                    Remedies.manageAgain(user));
        }
        return OperatePass.otherUser(facts, host, member)
                .map(user ->
                        new Words(
                                what + "; " + user + " may use it there",
                                "look at it there" + orFence(facts, host)))
                .or(() -> say(what, ""));
    }

    private static Optional<Words> unseenMember(GroupFacts facts, HostView host) {
        for (ResourceId member : facts.members()) {
            Optional<Sighting> seen = facts.seen(host.id(), member);
            boolean known = seen.filter(it -> !it.is(Sighting.State.UNKNOWN)).isPresent();
            if (!known && !facts.saysNothing(host.id(), member)) {
                return say(
                        "looking at "
                                + member
                                + " on "
                                + host.id()
                                + seen.map(Sighting::reason)
                                        .filter(it -> !it.isEmpty())
                                        .map(it -> ": " + it)
                                        .orElse(""),
                        "");
            }
        }
        return Optional.empty();
    }

    /// Where it was, or is to start, everything of it is looked at once more; elsewhere its root,
    /// and the rest has to have been looked at before: a script that hangs on a host that is not
    /// needed holds nothing up.
    private static Optional<Words> unseenHost(GroupFacts facts) {
        Optional<HostId> target = facts.target().map(HostView::id);
        for (HostView host : facts.connectedMayBe()) {
            boolean involved =
                    facts.group().hosted().containsKey(host.id())
                            || target.filter(host.id()::equals).isPresent();
            for (ResourceId member : facts.exclusive()) {
                boolean lacks =
                        involved || member.equals(facts.spec().root())
                                ? facts.lacksSighting(host.id(), member)
                                : facts.seen(host.id(), member).isEmpty();
                if (lacks) {
                    return say("looking at " + member + " on " + host.id(), "");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Words> stopFailed(GroupFacts facts) {
        return facts.group().stopFailed().entrySet().stream()
                .filter(entry ->
                        facts.host(entry.getKey()) instanceof HostView host && host.connected())
                .findFirst()
                .flatMap(entry ->
                        say(
                                "blocked on " + entry.getKey() + ": " + entry.getValue(),
                                "halo cleanup "
                                        + facts.group().id()
                                        + " once it is stopped there, or halo fence "
                                        + entry.getKey()));
    }

    /// Members left on a host where the group will not go on: stopped before it is started
    /// anywhere.
    private static Optional<Words> leftover(GroupFacts facts) {
        return leftoverHost(facts)
                .flatMap(host -> say("stopping what is left of it on " + host.id(), ""));
    }

    static Optional<HostView> leftoverHost(GroupFacts facts) {
        if (facts.running().isPresent()) {
            return Optional.empty();
        }
        Optional<HostView> target = facts.target();
        return facts.connectedMayBe().stream()
                .filter(host -> !mayRunStill(facts, host) && !stoppedInVain(facts, host))
                .filter(host -> {
                    boolean memberThere =
                            facts.exclusive().stream()
                                    .anyMatch(member ->
                                            facts.is(host.id(), member, RUNNING)
                                                    || facts.is(host.id(), member, FAILED));
                    GroupView.Hosted row = facts.group().hosted().get(host.id());
                    boolean elsewhere = target.isPresent() && !target.get().id().equals(host.id());
                    return memberThere || (row != null && (elsewhere || row.failed()));
                })
                .findFirst();
    }

    /// A stop there has ended well, and looks do not confirm it: to stop it once more tells no
    /// more, and what it depends on is not stopped before.
    private static boolean stoppedInVain(GroupFacts facts, HostView host) {
        return facts.group().hosted().get(host.id()) instanceof GroupView.Hosted row
                && row.stopped().stream().anyMatch(member -> facts.saysNothing(host.id(), member))
                && facts.exclusive().stream()
                        .allMatch(member ->
                                facts.is(host.id(), member, STOPPED)
                                        || facts.saysNothing(host.id(), member));
    }

    /// It was started there, and looks at its root fail: no leftover, for all that is known.
    private static boolean mayRunStill(GroupFacts facts, HostView host) {
        return facts.group().hosted().containsKey(host.id())
                && facts.lookedInVain(host.id()).filter(facts.spec().root()::equals).isPresent();
    }

    private static Optional<Words> stopWanted(GroupFacts facts) {
        return switch (facts.group().desired()) {
            case GroupView.Desired.Stopped(Admin.Note note) ->
                    stopNotConfirmed(facts)
                            .or(() ->
                                    say(
                                            "stopped by " + note.words() + unknown(facts),
                                            "halo start " + facts.group().id()));
            case GroupView.Desired.Started _ -> Optional.empty();
        };
    }

    /// Where it never was, and a look cannot tell: nothing is stopped there, which is said.
    private static String unknown(GroupFacts facts) {
        return facts.connectedMayBe().stream()
                .filter(host -> !facts.group().hosted().containsKey(host.id()))
                .flatMap(host ->
                        facts.lookedInVain(host.id()).stream()
                                .map(member ->
                                        "; "
                                                + member
                                                + " is unknown on "
                                                + host.id()
                                                + reason(facts, host, member)))
                .findFirst()
                .orElse("");
    }

    private static Optional<Words> stopNotConfirmed(GroupFacts facts) {
        for (HostView host : facts.connectedMayBe()) {
            for (ResourceId member : facts.members()) {
                if (facts.stoppedInVain(host.id(), member)) {
                    return say(
                            "its stop ended well, but "
                                    + member
                                    + " is "
                                    + facts.seen(host.id(), member)
                                            .map(seen -> GroupFacts.word(seen.state()))
                                            .orElse("")
                                    + " on "
                                    + host.id()
                                    + reason(facts, host, member),
                            "look at it there, or halo fence " + host.id());
                }
            }
        }
        return Optional.empty();
    }

    private static String reason(GroupFacts facts, HostView on, ResourceId member) {
        return facts.seen(on.id(), member).map(seen -> " (" + seen.reason() + ")").orElse("");
    }

    /// A planned move whose hosts are connected, until the group has left. What comes then has
    /// phases of its own, but for a part that is to be stopped again.
    private static Optional<Words> moving(GroupFacts facts) {
        return facts.group()
                .moving()
                .filter(move ->
                        move.state() instanceof Move.State.Preflight
                                || move.state() instanceof Move.State.Stopping
                                || MovePass.toStop(facts).isPresent())
                .filter(move ->
                        isConnected(facts, move.from())
                                && (move.to() == null || isConnected(facts, move.to())))
                .flatMap(move ->
                        stopNotConfirmed(facts)
                                .or(() ->
                                        say(
                                                MovePass.words(move)
                                                        + (facts.world().manager().storeWorks()
                                                                ? ""
                                                                : WITHOUT_STORE),
                                                FOLLOW)));
    }

    private static boolean isConnected(GroupFacts facts, HostId id) {
        return facts.host(id) instanceof HostView host && host.connected();
    }

    private static Optional<Words> running(GroupFacts facts) {
        boolean whole =
                facts.running()
                        .filter(host ->
                                facts.members().stream()
                                        .allMatch(member -> facts.is(host.id(), member, RUNNING)))
                        .isPresent();
        return whole ? say(lastMove(facts), "") : Optional.empty();
    }

    /// A move that failed is worth knowing as long as nobody has said otherwise.
    private static String lastMove(GroupFacts facts) {
        return facts.group().move() instanceof Move move
                        && move.state() instanceof Move.State.Failed failed
                        && !move.restart()
                ? "was to move to " + move.to() + ", but: " + failed.why()
                : "";
    }

    private static Optional<Words> error(GroupFacts facts) {
        return Optional.ofNullable(facts.group().error())
                .or(facts::hopeless)
                .flatMap(why -> say(why, "mend that, then: halo cleanup " + facts.group().id()));
    }

    private static Optional<Words> healing(GroupFacts facts) {
        return facts.running()
                .flatMap(host -> {
                    List<ResourceId> down =
                            facts.members().stream()
                                    .filter(member -> !facts.is(host.id(), member, RUNNING))
                                    .toList();
                    for (ResourceId member : down) {
                        Optional<GroupId> user =
                                OperatePass.unmanagedUser(facts, host.id(), member);
                        if (user.isPresent()) {
                            return say(
                                    member
                                            + " is down on "
                                            + host.id()
                                            + ", where the unmanaged "
                                            + user.get()
                                            + " may use it",
                                    Remedies.manageAgain(facts.set().group(user.get())));
                        }
                    }
                    Optional<Words> elsewhere = mayBeElsewhere(facts, host, down);
                    if (elsewhere.isPresent()) {
                        return elsewhere;
                    }
                    Optional<ResourceId> unseen = facts.unknownMember(host.id());
                    if (unseen.isPresent()) {
                        return unknown(facts, host, unseen.get());
                    }
                    Optional<ResourceId> unable =
                            down.stream()
                                    .filter(member -> facts.is(host.id(), member, CANNOT_RUN))
                                    .findFirst();
                    return unable.isPresent()
                            ? say(
                                    unable.get()
                                            + " cannot run on "
                                            + host.id()
                                            + facts.seen(host.id(), unable.get())
                                                    .map(seen -> ": " + seen.reason())
                                                    .orElse(""),
                                    "install what its script needs on " + host.id())
                            : say(
                                    "starting "
                                            + join(down)
                                            + " on "
                                            + host.id()
                                            + lastFailure(facts, host.id()),
                                    "");
                });
    }

    /// It is seen here, its place is another host, and that one is not clear, or another one was
    /// not looked at yet: nothing of it is started.
    private static Optional<Words> mayBeElsewhere(
            GroupFacts facts, HostView host, List<ResourceId> down) {
        return facts.group().lastPlace().filter(host.id()::equals).isPresent()
                ? wasElsewhere(facts, host, down)
                        .or(() ->
                                facts.notLookedAtBut(host.id())
                                        .flatMap(why ->
                                                say(
                                                        join(down)
                                                                + " is down on "
                                                                + host.id()
                                                                + ", but "
                                                                + why,
                                                        "")))
                : facts.notClearBut(host.id()).stream()
                        .findFirst()
                        .flatMap(id ->
                                say(
                                        join(down)
                                                + " is down on "
                                                + host.id()
                                                + ", but "
                                                + facts.notClear(id).orElse(""),
                                        advice(facts, id)));
    }

    private static Optional<Words> wasElsewhere(
            GroupFacts facts, HostView host, List<ResourceId> down) {
        return facts.set().hosts().values().stream()
                .filter(other ->
                        !other.id().equals(host.id())
                                && !other.connected()
                                && facts.seenThere(other.id()))
                .findFirst()
                .flatMap(other ->
                        say(
                                join(down)
                                        + " is down on "
                                        + host.id()
                                        + ", but it was seen on "
                                        + other.id()
                                        + " when that was lost",
                                advice(facts, other.id())));
    }

    private static Optional<Words> awaitPower(GroupFacts facts) {
        return waitingFor(facts, true);
    }

    private static Optional<Words> awaitHost(GroupFacts facts) {
        return waitingFor(facts, false)
                .or(() ->
                        facts.target()
                                .flatMap(to ->
                                        facts.lookedInVain(to.id())
                                                .flatMap(member -> unknown(facts, to, member))));
    }

    /// A host that has held it, or holds it, cannot say whether this part of it runs there.
    private static Optional<Words> unknown(GroupFacts facts, HostView on, ResourceId member) {
        return say(
                member + " is unknown on " + on.id() + reason(facts, on, member),
                "look at it there; then halo stop "
                        + facts.group().id()
                        + " and halo start "
                        + facts.group().id()
                        + Remedies.orFence(facts, on));
    }

    private static Optional<Words> waitingFor(GroupFacts facts, boolean silent) {
        HostId target = facts.target().map(HostView::id).orElse(null);
        return facts.notClearBut(target).stream()
                .filter(id -> target != null || !aStopWillDo(facts, id))
                .filter(id ->
                        silent
                                == (facts.host(id) instanceof HostView host
                                        && host.contact().silent()))
                .findFirst()
                .flatMap(id -> say(facts.notClear(id).orElse(""), advice(facts, id)));
    }

    /// Nothing of it is up there, and the stop that ends the matter is sent when there is a host to
    /// go to.
    private static boolean aStopWillDo(GroupFacts facts, HostId id) {
        return isConnected(facts, id)
                && facts.group().hosted().containsKey(id)
                && facts.exclusive().stream()
                        .allMatch(member ->
                                facts.is(id, member, STOPPED)
                                        && facts.current(id, member)
                                        && facts.operation(id, member).isEmpty());
    }

    private static String advice(GroupFacts facts, HostId id) {
        HostView host = facts.host(id);
        if (host == null) {
            return "halo fence --confirm-off " + id;
        }
        return switch (host.contact().reach()) {
            case Reach.Silent _ -> Remedies.ofSilent(facts.world(), facts.set(), host, facts.now());
            case Reach.NeverSeen _, Reach.Connecting _, Reach.CannotTell _ ->
                    "start the agent on "
                            + id
                            + ", or halo fence --confirm-off "
                            + id
                            + " if it is off";
            case Reach.AliveNotServing _ -> "start the agent on " + id;
            case Reach.Up _ -> "install what the script needs on " + id + otherwise(facts, host);
            case Reach.Suspect _, Reach.Refusing _ -> "";
        };
    }

    /// Where its script cannot run on a host that answers.
    private static String otherwise(GroupFacts facts, HostView host) {
        if (facts.group().hosted().containsKey(host.id())) {
            return Remedies.orFence(facts, host);
        }
        return facts.spec().failover().contains(host.id())
                ? ", or take it out of failover_hosts"
                : "";
    }

    private static String orFence(GroupFacts facts, HostId id) {
        return facts.host(id) instanceof HostView host ? Remedies.orFence(facts, host) : "";
    }

    private static Optional<Words> noTarget(GroupFacts facts) {
        Optional<HostView> rising =
                facts.spec().candidates().stream()
                        .map(facts::host)
                        .flatMap(Stream::ofNullable)
                        .filter(host -> host.fence() instanceof FenceRecord fence && fence.owesOn())
                        .findFirst();
        if (facts.target().isEmpty() && rising.isPresent()) {
            return say(
                    "waiting for " + rising.get().id() + ", which is being powered on again",
                    "halo power on " + rising.get().id());
        }
        return facts.target().isPresent()
                ? Optional.empty()
                : say("no host can take it now: " + whyNot(facts), bringsBack(facts));
    }

    /// Of each candidate.
    private static String whyNot(GroupFacts facts) {
        return join(
                facts.spec().candidates().stream()
                        .map(facts::host)
                        .flatMap(Stream::ofNullable)
                        .flatMap(host -> Receivers.notNow(facts, host).stream())
                        .toList());
    }

    /// What makes a host of its candidates a target again, each by what keeps it from being one.
    private static String bringsBack(GroupFacts facts) {
        List<String> commands =
                facts.spec().candidates().stream()
                        .map(facts::host)
                        .flatMap(Stream::ofNullable)
                        .flatMap(host -> bringsBack(facts, host).stream())
                        .toList();
        return commands.isEmpty()
                ? "halo activate or halo reset one of " + join(facts.spec().candidates())
                : String.join(" or ", commands);
    }

    private static Optional<String> bringsBack(GroupFacts facts, HostView host) {
        return switch (host.admin()) {
            case Admin.Maintenance _ -> Optional.of("halo maintenance off " + host.id());
            case Admin.Inactive _ -> Optional.of("halo activate " + host.id());
            case Admin.Active _ ->
                    !host.connected()
                            ? Optional.empty()
                            : Optional.of(
                                    host.latched()
                                            ? "halo reset " + host.id()
                                            : unable(facts, host.id())
                                                    .orElse("halo cleanup " + facts.group().id()));
        };
    }

    /// To forget failures is no help where a script is missing.
    private static Optional<String> unable(GroupFacts facts, HostId host) {
        return facts.members().stream()
                .filter(member -> facts.is(host, member, CANNOT_RUN))
                .findFirst()
                .map(member -> "install what " + member + " needs on " + host);
    }

    private static Optional<Words> starting(GroupFacts facts) {
        return facts.target()
                .flatMap(host ->
                        say(
                                "starting on "
                                        + host.id()
                                        + (facts.world().manager().storeWorks()
                                                ? lastFailure(facts, host.id())
                                                : WITHOUT_STORE),
                                ""));
    }

    private static String lastFailure(GroupFacts facts, HostId id) {
        return facts.group().failures().get(id) instanceof GroupView.Failures failures
                        && failures.retryAt().isAfter(facts.now())
                ? ", again after a pause: " + failures.last()
                : "";
    }

    private static String join(List<?> things) {
        return String.join(", ", things.stream().map(Object::toString).toList());
    }
}
