package io.halo.core.plan;

import static io.halo.core.plan.SafetyRule.unless;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Contact;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The guards *witness* and *mass*: whether it is the host that is gone, or our network.
final class SafetyWitness {
    /// So many hosts may fall silent together in a small cluster; in a large one a tenth.
    private static final int FEW = 2;

    private SafetyWitness() {}

    /// A receiver of the set answered a heartbeat that was sent after the host was declared silent.
    static Optional<String> witness(SafetyCase.Fencing it) {
        if (sameDeath(it) || !(it.host().contact().reach() instanceof Reach.Silent silent)) {
            return Optional.empty();
        }
        boolean testified =
                asked(it)
                        .filter(other ->
                                !other.id().equals(it.id())
                                        && (it.cycle()
                                                ? other.connected()
                                                : SafetyGroup.receiver(other)
                                                        || takesBack(it, other))
                                        && other.contact().answeredSince(silent.declaredAt()))
                        .anyMatch(other -> reliable(it, other));
        return unless(testified, "no receiver has answered since " + it.id() + " fell silent");
    }

    /// A further attempt for a death that was testified before. A host that has lived since then
    /// may be as alive now, behind a cut network.
    private static boolean sameDeath(SafetyCase.Fencing it) {
        return it.retry()
                && it.record() != null
                && !it.host().contact().heardSince(it.record().plannedAt());
    }

    /// A host of lone groups is alone in its set: anybody may testify for it.
    private static Stream<HostView> asked(SafetyCase.Fencing it) {
        return it.cycle()
                ? it.before().world().hosts().values().stream()
                : it.set().hosts().values().stream();
    }

    /// A deactivated host to which a group goes back knows as well as a receiver that it lives.
    private static boolean takesBack(SafetyCase.Fencing it, HostView other) {
        return it.set().groups().keySet().stream()
                .anyMatch(id -> it.before().group(id).goesBackTo(other));
    }

    /// One that was itself unheard while the host was silent tells nothing before the host had
    /// `dead_after` again to answer: a cut network heals host by host.
    private static boolean reliable(SafetyCase.Fencing it, HostView witness) {
        Instant back = heardAgain(it, witness.contact());
        return back == null
                || !back.isAfter(it.host().contact().quietSince())
                || !it.before().now().isBefore(back.plus(it.before().world().spec().deadAfter()));
    }

    /// When it was last heard again; a manager's first contact is that too. With
    /// `--fence-on-connection-close` a host that is refused when the manager starts is dead at
    /// once, whoever was heard since when.
    private static @Nullable Instant heardAgain(SafetyCase.Fencing it, Contact witness) {
        if (witness.gapEnded() != null) {
            return witness.gapEnded();
        }
        boolean deadAtOnce =
                it.host().contact().alive() == null
                        && it.before().world().manager().refusedIsSilent();
        return !deadAtOnce && witness.reach() instanceof Reach.Up up ? up.since() : null;
    }

    /// Too many at once are rather a cut network than deaths.
    static Optional<String> mass(SafetyCase.Fencing it) {
        if (sameDeath(it) || !(it.host().contact().reach() instanceof Reach.Silent silent)) {
            return Optional.empty();
        }
        ClusterSpec spec = it.before().world().spec();
        int silentToo = 1;
        int answered = 0;
        for (SetView set : it.before().world().sets().values()) {
            for (HostView other : set.hosts().values()) {
                if (other.id().equals(it.id())) {
                    continue;
                }
                if (other.contact().aliveSince(silent.declaredAt())) {
                    answered++;
                } else if (fellTogether(it.before().world(), it.host().contact(), other)) {
                    silentToo++;
                }
            }
        }
        boolean roundOver =
                !it.before().now().isBefore(silent.declaredAt().plus(spec.beat().multipliedBy(2)));
        if (silentToo > 1 && !roundOver) {
            return Optional.of(
                    (silentToo - 1)
                            + " hosts may still answer that were asked when "
                            + it.id()
                            + " fell silent");
        }
        int all = silentToo + answered;
        return unless(
                2 * silentToo <= all && silentToo <= Math.max(FEW, all / 10),
                silentToo + " of " + all + " hosts fell silent together with " + it.id());
    }

    /// Never by this process: it may have been alive when that began.
    private static Instant lastHeard(World world, Contact contact) {
        return contact.alive() == null ? world.manager().startedAt() : contact.alive().at();
    }

    private static boolean fellTogether(World world, Contact host, HostView other) {
        // Heard last, and counted as silent from: what lies between is a pause, or our own trouble.
        Contact its = other.contact();
        Duration deadAfter = world.spec().deadAfter();
        boolean before = lastHeard(world, host).isAfter(its.quietSince().plus(deadAfter));
        boolean after = lastHeard(world, its).isAfter(host.quietSince().plus(deadAfter));
        return its.everSeen() && !before && !after && !(other.power() instanceof Power.Off);
    }
}
