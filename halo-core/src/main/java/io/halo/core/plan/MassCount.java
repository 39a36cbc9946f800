package io.halo.core.plan;

import io.halo.core.model.Contact;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;

/// How many hosts fell silent together with one (guard `mass`): many at once are more likely a cut
/// network than deaths.
///
/// @param lost the host and the others that did not answer the round and whose last answer lies
///   within `dead_after` of its own
/// @param answered hosts that answered the round
/// @param missing those of `lost` that may still answer
record MassCount(int lost, int answered, int missing) {
    /// So many hosts may fall silent together in a small cluster.
    private static final int SMALL = 2;

    MassCount(World world, HostView host, Instant round) {
        this(count(world, host, round));
    }

    private MassCount(MassCount other) {
        this(other.lost, other.answered, other.missing);
    }

    int all() {
        return lost + answered;
    }

    boolean tooMany() {
        return 2 * lost > all() || lost > Math.max(SMALL, all() / 10);
    }

    private static MassCount count(World world, HostView host, Instant round) {
        int lost = 1;
        int answered = 0;
        for (var set : world.sets().values()) {
            for (HostView other : set.hosts().values()) {
                if (other.id().equals(host.id())) {
                    continue;
                }
                if (other.contact().aliveSince(round)) {
                    answered++;
                } else if (together(world, host, other) && !(other.power() instanceof Power.Off)) {
                    lost++;
                }
            }
        }
        return new MassCount(lost, answered, lost - 1);
    }

    /// A host fell silent at some time between its last answer and the moment from which its
    /// silence is measured: a pause of this process, or trouble of its own, moves the latter and is
    /// no life. Of a host that this process has never heard all is known from its start on.
    private static boolean together(World world, HostView host, HostView other) {
        Instant oneBegan = later(answered(world, host.contact()), answered(world, other.contact()));
        boolean hostIsFirst = host.contact().quietSince().isBefore(other.contact().quietSince());
        Instant otherEnded =
                hostIsFirst ? host.contact().quietSince() : other.contact().quietSince();
        Duration apart = Duration.between(otherEnded, oneBegan);
        return other.contact().everSeen() && apart.compareTo(world.spec().deadAfter()) <= 0;
    }

    private static Instant answered(World world, Contact contact) {
        return contact.alive() instanceof Contact.Heard heard
                ? heard.at()
                : world.manager().startedAt();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
