package io.halo.core.plan;

import io.halo.core.input.Evidence;
import io.halo.core.input.Text;
import io.halo.core.model.Admin;
import io.halo.core.model.Contact;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The nine guards of an automatic fence (L4, safety.md section 5): each an entry of an ordered
/// list with one sentence of its own.
final class FenceGuards {
    /// The question that the guards answer: may this host be powered off now?
    ///
    /// @param groups all of the set
    /// @param planned records that this step has opened already
    /// @param spawned programs that it has begun
    record Case(
            World world,
            SetView set,
            List<GroupFacts> groups,
            HostView host,
            Instant now,
            int planned,
            int spawned) {
        /// Outside of a step that acts.
        static Case now(World world, SetView set, HostView host, Instant now) {
            return new Case(world, set, GroupFacts.all(world, set, now), host, now, 0, 0);
        }

        /// Whether it is to be powered off and on again: it holds lone groups, and the
        /// configuration wants it. One that is under way stays what it is.
        boolean cycle() {
            return host.fence() instanceof FenceRecord fence && fence.open()
                    ? fence.kind() == FenceRecord.Kind.CYCLE
                    : wantsCycle();
        }

        boolean wantsCycle() {
            return host.contact().silent() && world.spec().host(host.id()).powerCycleWhenSilent();
        }
    }

    /// A named guard.
    record Guard(String name, Check check) {}

    /// Empty if the guard lets pass, else why not.
    @FunctionalInterface
    interface Check {
        Optional<String> holdsBack(Case it);
    }

    static final List<Guard> ALL =
            List.of(
                    new Guard("silent", FenceGuards::silent),
                    new Guard("latch", FenceGuards::latch),
                    new Guard("mass", FenceGuards::mass),
                    new Guard("reason", FenceGuards::reason),
                    new Guard("stranding", FenceGuards::stranding),
                    new Guard("unmanaged", FenceGuards::unmanaged),
                    new Guard("device", FenceGuards::device),
                    new Guard("witness", FenceGuards::witness),
                    new Guard("budget", FenceGuards::budget),
                    new Guard("observe", FenceGuards::observe));

    static final String OBSERVES = "this manager only observes";

    private static final String NO_FAILOVER_HOST = "its groups have no failover host";

    static final String WAITING = "waiting for the other hosts to answer";

    private FenceGuards() {}

    /// The first guard that holds the fence back.
    static Optional<String> first(Case it) {
        return ALL.stream()
                .map(guard -> guard.check().holdsBack(it))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// The first guard that holds back a fence that is planned: its turn comes by itself, so the
    /// budget does not end it.
    static Optional<String> firstOfPlanned(Case it) {
        return ALL.stream()
                .filter(guard -> !guard.name().equals("budget"))
                .map(guard -> guard.check().holdsBack(it))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// What an operator's fence must pass, unless it is forced: everything but what tells whether a
    /// host has died by itself. The witness is asked afterwards.
    static Optional<String> firstForOperator(Case it) {
        return maintenance(it)
                .or(() -> strandingAny(it))
                .or(() -> unmanaged(it))
                .or(() -> device(it));
    }

    static Optional<String> maintenance(Case it) {
        return it.host().admin() instanceof Admin.Maintenance
                ? Optional.of(it.host().id() + " is in maintenance")
                : Optional.empty();
    }

    /// A host that lives leaves no group without a place to go, lone ones included.
    static Optional<String> strandingAny(Case it) {
        return it.groups().stream()
                .filter(facts ->
                        facts.group().managed()
                                && facts.group().wanted()
                                && it.host().id().equals(facts.group().place())
                                && !runsElsewhere(facts, it.host().id()))
                .filter(facts -> facts.receiverBut(it.host().id()).isEmpty())
                .findFirst()
                .map(facts -> facts.group().id() + " would have nowhere to go");
    }

    /// A receiver of the set has answered a heartbeat that was sent after the operator asked; a
    /// host alone in its set needs none.
    ///
    /// @return empty if so, else what is waited for
    static Optional<String> witnessSince(Case it, Instant asked) {
        boolean seen =
                it.set().hosts().values().stream()
                        .filter(other -> !other.id().equals(it.host().id()) && other.receiver())
                        .anyMatch(other -> other.contact().answeredSince(asked));
        return seen
                ? Optional.empty()
                : Optional.of("no other host of its set that could take over has answered");
    }

    /// A stop failed on the connected host, and the policy of its group is to power the host off
    /// then.
    static boolean stopFailed(Case it) {
        return it.host().connected()
                && it.groups().stream().anyMatch(facts -> wantsFence(it, facts));
    }

    private static boolean wantsFence(Case it, GroupFacts facts) {
        return facts.group().managed()
                && facts.group().wanted()
                && facts.group().stopFailed().containsKey(it.host().id())
                && facts.spec().policy().onStopFailure() == FailurePolicy.OnStopFailure.FENCE;
    }

    private static Optional<String> silent(Case it) {
        if (stopFailed(it)) {
            return Optional.empty();
        }
        if (!(it.host().contact().reach() instanceof Reach.Silent silent)
                || it.host().contact().aliveSince(silent.declaredAt())) {
            return Optional.of(it.host().id() + " is not silent");
        }
        return heardLate(it).or(() -> afterPause(it));
    }

    /// An answer to something that was sent long ago does not connect the host; it is life all the
    /// same, and the silence begins anew.
    private static Optional<String> heardLate(Case it) {
        Duration quiet = it.host().contact().quietFor(it.now());
        return !it.world().manager().refusedIsSilent()
                        && quiet.compareTo(it.world().spec().deadAfter()) < 0
                ? Optional.of("it was heard within " + Text.span(it.world().spec().deadAfter()))
                : Optional.empty();
    }

    /// This process did not run for a while: the host is asked again, twice.
    static Optional<String> afterPause(Case it) {
        return it.host().contact().reach() instanceof Reach.Silent
                        && it.host().contact().failuresDemanded() > 0
                ? Optional.of("this manager did not run for a while, and asks again")
                : Optional.empty();
    }

    private static Optional<String> reason(Case it) {
        return it.groups().stream().anyMatch(facts -> needs(it, facts))
                ? Optional.empty()
                : Optional.of(
                        lone(it)
                                ? NO_FAILOVER_HOST
                                : "no group would start elsewhere if "
                                        + it.host().id()
                                        + " was off"
                                        + placed(it).stream()
                                                .findFirst()
                                                .map(facts -> blocker(it, facts))
                                                .orElseGet(() -> unmanagedHere(it)));
    }

    private static String unmanagedHere(Case it) {
        return it.groups().stream()
                .filter(facts ->
                        !facts.group().managed() && it.host().id().equals(facts.group().place()))
                .findFirst()
                .map(facts -> ": " + facts.group().id() + " is unmanaged")
                .orElse("");
    }

    /// It holds a lone group that should run.
    private static boolean lone(Case it) {
        return it.groups().stream()
                .anyMatch(facts ->
                        facts.spec().lone()
                                && facts.group().managed()
                                && facts.group().wanted()
                                && it.host().id().equals(facts.group().place()));
    }

    /// A group that waits for this host alone, or for others that would be off as well.
    private static boolean needs(Case it, GroupFacts facts) {
        HostId h = it.host().id();
        if (it.cycle()) {
            return it.wantsCycle()
                    && facts.spec().lone()
                    && h.equals(facts.group().place())
                    && facts.group().managed()
                    && facts.group().wanted()
                    && facts.group().error() == null
                    && facts.running().isEmpty();
        }
        boolean related =
                h.equals(facts.group().place())
                        || facts.members().stream()
                                .anyMatch(member -> facts.operation(h, member).isPresent())
                        || (it.host().admin() instanceof Admin.Active
                                && facts.mayBe().contains(h)
                                && facts.notClear(h).isPresent())
                        || facts.mayBe().stream().anyMatch(x -> holdsBack(it, facts, x));
        // Where a stop failed it may run still: that is what the fence is to end.
        boolean runs =
                wantsFence(it, facts) ? runsElsewhere(facts, h) : facts.running().isPresent();
        return facts.group().managed()
                && facts.group().wanted()
                && facts.group().error() == null
                && !runs
                && related
                && hasReceiver(it, facts);
    }

    /// Whether L1 would hold on some receiver that can run it, if this host and all others that are
    /// as silent were off: a power-off that helps nobody is only harm.
    private static boolean hasReceiver(Case it, GroupFacts facts) {
        return facts.spec().candidates().stream()
                .map(facts::host)
                .filter(Objects::nonNull)
                .filter(host ->
                        facts.mayTake(host)
                                && facts.able(host.id())
                                && facts.known(host.id())
                                && !host.id().equals(it.host().id()))
                .anyMatch(receiver ->
                        facts.mayBe().stream()
                                .filter(x -> !x.equals(receiver.id()) && !x.equals(it.host().id()))
                                .allMatch(x ->
                                        facts.notClear(x).isEmpty()
                                                || wouldBeOff(it, x)
                                                || holdsBack(it, facts, x)));
    }

    /// T2 holds a start of the group back because nothing was heard of this host since that one was
    /// powered off, nor of others that could be powered off as well. One that is found off without
    /// having been seen on is no help: it may be what that power-off has hit. Nor is a power-off
    /// whose device has not answered for a minute: it allows no start, whoever is heard.
    private static boolean holdsBack(Case it, GroupFacts facts, HostId id) {
        return it.set().hosts().get(id) instanceof HostView other
                && other.power() instanceof Power.Off off
                && Evidence.fresh(off, it.now())
                && off.bystanders().contains(it.host().id())
                && facts.notClear(id).isPresent()
                && off.bystanders().stream()
                        .allMatch(silent ->
                                silent.equals(it.host().id())
                                        || (!isOff(it, silent) && wouldBeOff(it, silent)));
    }

    private static boolean isOff(Case it, HostId id) {
        return it.set().hosts().get(id) instanceof HostView host
                && host.power() instanceof Power.Off;
    }

    private static boolean wouldBeOff(Case it, HostId id) {
        HostView host = it.set().hosts().get(id);
        if (host == null) {
            return false;
        }
        if (host.openFence().isPresent()) {
            return true;
        }
        var other =
                new Case(
                        it.world(),
                        it.set(),
                        it.groups(),
                        host,
                        it.now(),
                        it.planned(),
                        it.spawned());
        return ALL.stream()
                .filter(guard -> !List.of("reason", "stranding", "budget").contains(guard.name()))
                .allMatch(guard -> guard.check().holdsBack(other).isEmpty());
    }

    /// A host that lives is emptied for all of its groups. That something can start elsewhere if
    /// one that is dead was off is what *reason* asks.
    private static Optional<String> stranding(Case it) {
        boolean stranded =
                stopFailed(it)
                        && !it.cycle()
                        && !placed(it).stream().allMatch(facts -> otherReceiver(it, facts));
        return stranded
                ? Optional.of("no other host can take the groups of " + it.host().id())
                : Optional.empty();
    }

    /// Managed, wanted groups with failover hosts whose place is this host, or that run there.
    static List<GroupFacts> placed(Case it) {
        return it.groups().stream()
                .filter(facts ->
                        facts.group().managed()
                                && facts.group().wanted()
                                && !facts.spec().lone()
                                && (it.host().id().equals(facts.group().place())
                                        || it.host().id().equals(facts.group().seenRunning())))
                .toList();
    }

    private static boolean otherReceiver(Case it, GroupFacts facts) {
        return facts.spec().candidates().stream()
                .filter(id -> !id.equals(it.host().id()))
                .map(facts::host)
                .anyMatch(host -> host != null && facts.mayTake(host));
    }

    /// One that runs on another host is not on this one, unless it was seen there as well.
    static Optional<GroupFacts> unmanagedGroup(Case it) {
        return it.groups().stream()
                .filter(facts -> !facts.group().managed() && facts.mayBe().contains(it.host().id()))
                .filter(facts ->
                        facts.seenThere(it.host().id()) || !runsElsewhere(facts, it.host().id()))
                .filter(facts -> facts.notClear(it.host().id()).isPresent())
                .findFirst();
    }

    private static Optional<String> unmanaged(Case it) {
        return unmanagedGroup(it)
                .map(facts ->
                        "unmanaged group " + facts.group().id() + " may be on " + it.host().id());
    }

    private static boolean runsElsewhere(GroupFacts facts, HostId id) {
        return facts.running().filter(host -> !host.id().equals(id)).isPresent();
    }

    private static Optional<String> latch(Case it) {
        HostView host = it.host();
        if (host.fence() instanceof FenceRecord fence
                && !(fence.state() instanceof FenceRecord.State.Planned)) {
            return Optional.of(
                    fence.latched()
                            ? host.id() + " was fenced already and not reset since"
                            : host.id() + " is being fenced already");
        }
        return switch (host.admin()) {
            case Admin.Active _ -> Optional.empty();
            case Admin.Maintenance _ -> Optional.of(host.id() + " is in maintenance");
            case Admin.Inactive _ ->
                    it.set().groups().values().stream()
                                    .anyMatch(group -> host.id().equals(group.place()))
                            ? Optional.empty()
                            : Optional.of(host.id() + " is deactivated and holds no group");
        };
    }

    static Optional<String> device(Case it) {
        HostView host = it.host();
        boolean observes = it.world().manager().mode() == Manager.Mode.OBSERVE;
        if (!it.world().manager().acting() && !observes) {
            return Optional.of("this manager does not act");
        }
        if (!it.world().manager().storeWorks() && !observes) {
            return Optional.of("the state store cannot be written");
        }
        if (host.devices().isEmpty()) {
            return Optional.of(host.id() + " has no fence device");
        }
        return usableLevels(host).isEmpty() ? Optional.of(deviceTrouble(host)) : Optional.empty();
    }

    /// Levels whose device has proven itself (T1) and can be used now.
    static List<Integer> usableLevels(HostView host) {
        List<DeviceView> views = List.copyOf(host.devices().values());
        return java.util.stream.IntStream.range(0, views.size())
                .filter(level -> views.get(level).proven() && !views.get(level).abandoned())
                .boxed()
                .toList();
    }

    /// No guard of a fence: an `off` is tried whatever the last check said. But who relies on the
    /// host's failover must know that it would most likely not work.
    private static Optional<String> deviceWorks(Case it) {
        HostView host = it.host();
        List<DeviceView> views = List.copyOf(host.devices().values());
        boolean works =
                host.openFence().isPresent()
                        || usableLevels(host).stream()
                                .anyMatch(level -> views.get(level).failures() == 0);
        return works
                ? Optional.empty()
                : Optional.of(
                        "the fence device of " + host.id() + " does not answer" + said(views));
    }

    private static String said(List<DeviceView> views) {
        return views.stream()
                .filter(DeviceView::proven)
                .flatMap(view -> view.reading().stream())
                .map(DeviceView.Reading::words)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .map(words -> ": " + words)
                .orElse("");
    }

    /// Levels whose device can be used now, whatever it has proven.
    static List<Integer> freeLevels(HostView host) {
        List<DeviceView> views = List.copyOf(host.devices().values());
        return java.util.stream.IntStream.range(0, views.size())
                .filter(level -> !views.get(level).abandoned())
                .boxed()
                .toList();
    }

    private static String deviceTrouble(HostView host) {
        DeviceView view = host.devices().firstEntry().getValue();
        String words =
                view.reading()
                        .map(DeviceView.Reading::words)
                        .filter(it -> !it.isEmpty())
                        .map(it -> ": " + it)
                        .orElse("");
        return switch (view.proof()) {
            case DeviceProof.Unproven _ ->
                    "the fence device of "
                            + host.id()
                            + " has never said on while the host was connected"
                            + words;
            case DeviceProof.Untrusted untrusted ->
                    "the fence device of "
                            + host.id()
                            + " is not to be trusted: "
                            + untrusted.why();
            case DeviceProof.Proven _ ->
                    "the fence program of " + host.id() + " hangs and cannot be killed";
        };
    }

    private static Optional<String> witness(Case it) {
        if (!(it.host().contact().reach() instanceof Reach.Silent silent)) {
            return Optional.empty();
        }
        if (asked(it).anyMatch(other -> testifies(it, silent, other))) {
            return Optional.empty();
        }
        if (!roundIsOver(it, silent)) {
            return Optional.of(WAITING);
        }
        return Optional.of(
                (it.cycle()
                                ? "no other host has answered since"
                                : "no other host of its set that could take over has answered since")
                        + ": is this manager isolated?");
    }

    /// A host that holds lone groups is alone in its set: anybody else may testify.
    private static Stream<HostView> asked(Case it) {
        return it.cycle()
                ? it.world().hosts().values().stream()
                        .filter(other -> !other.id().equals(it.host().id()) && other.connected())
                : it.set().hosts().values().stream()
                        .filter(other ->
                                !other.id().equals(it.host().id())
                                        && (other.receiver() || takesBack(it, other)));
    }

    /// A host that a group goes back to testifies like a receiver, though it was deactivated.
    private static boolean takesBack(Case it, HostView other) {
        return it.groups().stream().anyMatch(facts -> facts.takesBack(other));
    }

    /// A witness that was itself unheard while the host was silent counts only once the host has
    /// been silent for `dead_after` since the witness came back: a cut network heals host by host,
    /// and takes its time for new connections.
    private static boolean testifies(Case it, Reach.Silent silent, HostView witness) {
        Contact contact = witness.contact();
        if (!contact.answeredSince(silent.declaredAt()) || contact.answered() == null) {
            return false;
        }
        Instant back = heardAgain(it, contact);
        return back == null
                || !back.isAfter(it.host().contact().quietSince())
                || !back.plus(it.world().spec().deadAfter()).isAfter(it.now());
    }

    /// Of a manager's first contact no gap is known: that it was unheard before is the same. With
    /// `--fence-on-connection-close` a host that is refused when the manager starts is dead at
    /// once.
    private static @Nullable Instant heardAgain(Case it, Contact witness) {
        boolean atOnce =
                it.host().contact().alive() == null && it.world().manager().refusedIsSilent();
        return witness.gapEnded() == null && !atOnce && witness.reach() instanceof Reach.Up up
                ? up.since()
                : witness.gapEnded();
    }

    /// The others had two beats of time to answer.
    private static boolean roundIsOver(Case it, Reach.Silent silent) {
        return !it.now()
                .isBefore(silent.declaredAt().plus(it.world().spec().beat().multipliedBy(2)));
    }

    private static Optional<String> mass(Case it) {
        if (!(it.host().contact().reach() instanceof Reach.Silent silent)) {
            return Optional.empty();
        }
        var count = new MassCount(it.world(), it.host(), silent.declaredAt());
        if ((count.missing() > 0 || count.tooMany()) && !roundIsOver(it, silent)) {
            return Optional.of(WAITING);
        }
        if (count.all() == 1 && it.world().setOf().size() == 1) {
            return Optional.of("there is no other host to tell whether it has died");
        }
        return count.tooMany()
                ? Optional.of(
                        count.lost()
                                + " of "
                                + count.all()
                                + " hosts fell silent together: isolated?")
                : Optional.empty();
    }

    /// Power-offs whose program runs.
    static long running(World world) {
        return world.sets().values().stream()
                .flatMap(set -> set.hosts().values().stream())
                .filter(host ->
                        host.fence() instanceof FenceRecord fence
                                && fence.state() instanceof FenceRecord.State.Running)
                .count();
    }

    static boolean tooMany(World world, long running) {
        return running >= world.spec().fencing().maxAtOnce();
    }

    private static Optional<String> budget(Case it) {
        World world = it.world();
        long running = running(world) + it.spawned();
        if (tooMany(world, running)) {
            return Optional.of(
                    (running == 1 ? "1 fence runs" : running + " fences run")
                            + " already (max_at_once)");
        }
        boolean ownRecord = it.host().fence() != null;
        int limit = Math.max(world.spec().fencing().maxPerHour(), world.setOf().size() / 10);
        long recent =
                world.fencesStarted().stream()
                                .filter(moment ->
                                        moment.isAfter(it.now().minus(Duration.ofHours(1))))
                                .count()
                        + it.planned();
        return !ownRecord && recent >= limit
                ? Optional.of(
                        (recent == 1 ? "1 host was" : recent + " hosts were")
                                + " fenced within an hour (max_per_hour); "
                                + Text.span(Duration.ofHours(1))
                                + " must pass, or: halo fence "
                                + it.host().id())
                : Optional.empty();
    }

    /// The last one: what is held back by it alone would be done in manage mode.
    private static Optional<String> observe(Case it) {
        return it.world().manager().mode() == Manager.Mode.OBSERVE
                ? Optional.of(OBSERVES)
                : Optional.empty();
    }

    /// Why the groups placed on a host would not start elsewhere if it died now; empty if they
    /// would.
    static Optional<String> unprotected(Case it) {
        List<GroupFacts> placed = placed(it);
        if (placed.isEmpty()) {
            return lone(it) ? Optional.of(NO_FAILOVER_HOST) : Optional.empty();
        }
        for (Guard guard :
                List.of(
                        new Guard("unmanaged", FenceGuards::unmanaged),
                        new Guard("latch", FenceGuards::latch),
                        new Guard("device", FenceGuards::device),
                        new Guard("device works", FenceGuards::deviceWorks),
                        new Guard("observe", FenceGuards::observe))) {
            Optional<String> why = guard.check().holdsBack(it);
            if (why.isPresent()) {
                return why;
            }
        }
        return placed.stream()
                .filter(facts -> !couldGo(it, facts))
                .findFirst()
                .map(facts ->
                        "no other host could take " + facts.group().id() + blocker(it, facts));
    }

    private static boolean couldGo(Case it, GroupFacts facts) {
        return facts.spec().candidates().stream()
                .map(facts::host)
                .filter(Objects::nonNull)
                .filter(host ->
                        host.receiver()
                                && facts.able(host.id())
                                && !host.id().equals(it.host().id()))
                .anyMatch(receiver ->
                        facts.mayBe().stream()
                                .filter(x -> !x.equals(receiver.id()) && !x.equals(it.host().id()))
                                .allMatch(x -> facts.notClear(x).isEmpty()));
    }

    private static String blocker(Case it, GroupFacts facts) {
        return facts.spec().candidates().stream()
                .filter(id -> !id.equals(it.host().id()))
                .map(facts::host)
                .filter(Objects::nonNull)
                .flatMap(host -> Receivers.notNow(facts, host).stream())
                .findFirst()
                .map(words -> ": " + words)
                .orElse("");
    }

    static boolean poweredOff(Case it) {
        return Evidence.poweredOff(it.world().spec(), it.host(), it.set().hosts(), it.now());
    }

    /// A group whose fence record this would be, for the event's words.
    static String because(Case it) {
        Duration quiet = it.host().contact().quietFor(it.now());
        Optional<String> failed =
                it.groups().stream()
                        .filter(facts -> stopFailed(it) && wantsFence(it, facts))
                        .map(facts -> facts.group().stopFailed().get(it.host().id()))
                        .findFirst();
        if (failed.isPresent()) {
            return "on_stop_failure: " + failed.get();
        }
        String groups =
                String.join(
                        ", ",
                        it.groups().stream()
                                .filter(facts -> needs(it, facts))
                                .map(GroupFacts::group)
                                .map(GroupView::id)
                                .map(Object::toString)
                                .toList());
        String why = it.host().contact().reach() instanceof Reach.Silent silent ? silent.why() : "";
        return (it.cycle() ? "power cycle: " : "")
                + Text.quiet(quiet)
                + (why.isEmpty() || Text.isQuiet(why) ? "" : " (" + why + ")")
                + (groups.isEmpty() ? "" : "; needed for " + groups);
    }
}
