package io.halo.simulator;

import io.halo.core.model.HostId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What one manager process has heard in truth, by the network and not by its own view.
final class Ear {
    private final long born;
    private final long gap;
    private static final long UNNOTICED = 2 * Timeline.S;

    private final TreeMap<HostId, Heard> heard = new TreeMap<>();
    private final TreeMap<HostId, Heard> refused = new TreeMap<>();
    private final TreeMap<HostId, Long> back = new TreeMap<>();
    private final TreeMap<HostId, Long> returned = new TreeMap<>();
    private final List<Pause> pauses = new ArrayList<>();
    private long newerEpoch = -1;
    private long newerKnown;

    /// When its process did not run.
    private record Pause(long from, long to) {}

    /// @param sent when the request left whose answer was delivered last
    /// @param delivered when the newest answer came in
    private record Heard(long sent, long delivered) {}

    /// @param born when the process began: before that it has heard nobody
    /// @param beat the time between two heartbeats; two of them without an answer are a gap
    Ear(long born, long beat) {
        this.born = born;
        this.gap = 2 * beat;
    }

    void hear(HostId host, long sent, long now) {
        Heard old = heard.get(host);
        if (old == null || now - old.delivered >= gap) {
            back.put(host, now);
        }
        // A manager that was paused has heard nobody meanwhile, and that tells nothing of anybody.
        if (old == null || now - old.delivered - asleep(old.delivered, 0) >= 2 * gap) {
            returned.put(host, now);
        }
        heard.put(host, new Heard(old == null ? sent : Math.max(old.sent, sent), now));
    }

    void paused(long from, long to) {
        pauses.add(new Pause(from, to));
    }

    /// How long the host has not been heard by a process that ran: the other way of saying that it
    /// is silent.
    long unheard(HostId host, long now) {
        long last = last(host);
        // What is shorter is not noticed by a loop that turns every second.
        return now - last - asleep(last, UNNOTICED);
    }

    private long asleep(long since, long unnoticed) {
        long asleep = 0;
        for (Pause pause : pauses) {
            asleep += Math.max(0, pause.to - Math.max(pause.from, since) - unnoticed);
        }
        return asleep;
    }

    /// Refused: a sign of life, and no answer of an agent.
    void refused(HostId host, long sent, long now) {
        refused.put(host, new Heard(sent, now));
    }

    /// An agent has said that it obeys a manager of this epoch.
    void obeysOther(long epoch, long now) {
        if (newerEpoch < epoch) {
            newerEpoch = epoch;
            newerKnown = now;
        }
    }

    /// Whether a manager that claims this epoch has known for so long that it is not obeyed.
    boolean ruledOut(long claim, long forSoLong, long now) {
        return claim <= newerEpoch && now - newerKnown >= forSoLong;
    }

    /// Whether its answers have come without a gap for so long.
    boolean steady(HostId host, long forSoLong, long now) {
        Long since = back.get(host);
        Heard one = heard.get(host);
        return since != null
                && one != null
                && now - since >= forSoLong
                && now - one.delivered < gap;
    }

    /// Whether it was heard all the time since then, or at least for so long again: one that was
    /// unheard itself tells nothing of others, for a cut network heals host by host.
    boolean testifies(HostId host, long since, long forSoLong, long now) {
        Long again = returned.get(host);
        return again != null && (again <= since || now - again >= forSoLong);
    }

    /// When it has shown life last.
    long last(HostId host) {
        Heard one = heard.get(host);
        Heard other = refused.get(host);
        return Math.max(one == null ? born : one.delivered, other == null ? born : other.delivered);
    }

    /// Whether it has shown life in answer to a request that was sent then or later.
    boolean lives(HostId host, long since) {
        return answered(host, since)
                || (refused.get(host) instanceof Heard one && one.sent >= since);
    }

    /// Whether it has answered a request that was sent then or later.
    boolean answered(HostId host, long since) {
        Heard one = heard.get(host);
        return one != null && one.sent >= since;
    }
}
