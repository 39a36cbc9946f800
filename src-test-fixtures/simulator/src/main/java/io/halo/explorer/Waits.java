package io.halo.explorer;

import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;

/// How far time may go at once: to the next whole second in which something is due.
final class Waits {
    private static final long LONGEST = 60 * Turn.SECOND;

    private static final long FUZZ = 1_000_000;

    private Waits() {}

    static Instant wake(World world) {
        Instant first = world.nextWake();
        for (SetView set : world.sets().values()) {
            if (set.nextWake().isBefore(first)) {
                first = set.nextWake();
            }
        }
        return first;
    }

    /// The moment to which time passes next.
    static long next(Moment moment, Names names) {
        long now = moment.now();
        Instant wake = wake(moment.world());
        Instant far = Turn.START.plusNanos(now + LONGEST);
        long due = wake.isAfter(far) ? now + LONGEST : Duration.between(Turn.START, wake).toNanos();
        for (int i = 0; i < moment.truth().hosts.length; i++) {
            HostTruth host = moment.truth().hosts[i];
            due = Math.min(due, ofHost(host, now));
            if (host.answers() != moment.world().host(names.hosts.get(i)).connected()) {
                due = Math.min(due, now + Turn.SECOND);
            }
        }
        // What is due a moment after a whole second is due then; that adds up to nothing.
        long next = due - second(due) < FUZZ ? due : second(due) + Turn.SECOND;
        return Math.max(second(now) + Turn.SECOND, next);
    }

    private static long ofHost(HostTruth host, long now) {
        long due = Long.MAX_VALUE;
        for (HostTruth.Script script : host.scripts) {
            due = Math.min(due, script.deadline());
        }
        for (HostTruth.LostLook look : host.lostLooks) {
            due = Math.min(due, look.deadline());
        }
        if (host.off != null) {
            due = Math.min(due, host.off.deadline());
        }
        if (!host.answers() && now - host.lostSince < 8 * Turn.SECOND) {
            due = Math.min(due, now + Turn.SECOND);
        }
        return due;
    }

    /// Whether something must end before time can pass: a script or a fence program at its timeout.
    static boolean overdue(Moment moment) {
        for (HostTruth host : moment.truth().hosts) {
            for (HostTruth.Script script : host.scripts) {
                if (script.deadline() <= moment.now() + FUZZ) {
                    return true;
                }
            }
            if (host.off != null && host.off.deadline() <= moment.now() + FUZZ) {
                return true;
            }
        }
        return false;
    }

    static long second(long nanos) {
        return nanos / Turn.SECOND * Turn.SECOND;
    }
}
