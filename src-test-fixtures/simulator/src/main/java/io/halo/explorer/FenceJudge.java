package io.halo.explorer;

import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;

/// Whether the power of a host may be taken by an automatic fence, by what was really heard.
final class FenceJudge {
    private static final long DEAD = 5 * Turn.SECOND;

    /// Answers that come at once take some millionths of a second.
    private static final long FUZZ = 500_000;

    private final Turn turn;

    FenceJudge(Turn turn) {
        this.turn = turn;
    }

    void powersOff(HostView view, FenceRecord fence, int attempt) {
        int index = turn.names.host(view.id());
        HostTruth host = turn.truth.hosts[index];
        String about = "the power of " + view.id() + " is taken, ";
        for (int i = 0; i < turn.names.groups.size(); i++) {
            boolean here = host.power && (host.running & turn.names.exclusive[i]) != 0;
            if (here && (turn.truth.unmanaged & 1 << i) != 0) {
                turn.broken(about + "where " + turn.names.group(i) + " runs, which is unmanaged");
            }
        }
        if ((turn.truth.maintained & 1 << index) != 0) {
            turn.broken(about + "which is in maintenance");
        }
        // Once more for a death that was judged before.
        boolean again = attempt > 1 && !turn.at(host.heardAt).isAfter(fence.plannedAt());
        // A host that is connected is fenced because a stop failed there.
        if (!view.connected() && !again) {
            silent(index, host, about);
        }
    }

    private void silent(int index, HostTruth host, String about) {
        long silentAt = host.heardAt + DEAD - FUZZ;
        if (turn.now < silentAt) {
            turn.broken(
                    about
                            + "though it was heard "
                            + (turn.now - host.heardAt) / Turn.SECOND
                            + " s ago");
        }
        boolean witness = false;
        int lost = 1;
        int all = 1;
        for (int i = 0; i < turn.truth.hosts.length; i++) {
            HostTruth other = turn.truth.hosts[i];
            if (i != index) {
                boolean answered = other.heardSentAt >= silentAt;
                witness |= answered && partner(index, i) && reliable(other, host);
                // One that is proven off may be switched on by somebody at any moment.
                boolean off = turn.world.host(turn.names.hosts.get(i)).power() instanceof Power.Off;
                boolean together =
                        other.power
                                && !off
                                && Math.abs(other.heardAt - host.heardAt) < DEAD - Turn.SECOND;
                all += answered || together ? 1 : 0;
                lost += !answered && together ? 1 : 0;
            }
        }
        if (!witness) {
            turn.broken(
                    about
                            + "and no partner that was there all the time has answered since it is silent");
        }
        if (2 * lost > all && !turn.truth.broken) {
            turn.broken(about + "and as many fell silent with it");
        }
    }

    /// A partner that was unheard itself tells nothing before the silent one had its time again: a
    /// cut network heals host by host.
    private boolean reliable(HostTruth partner, HostTruth silent) {
        return partner.gapEndedAt <= silent.heardAt || turn.now >= partner.gapEndedAt + DEAD - FUZZ;
    }

    /// Whether they are candidates of one group.
    private boolean partner(int one, int other) {
        int both = 1 << one | 1 << other;
        for (int candidates : turn.names.candidates) {
            if ((candidates & both) == both) {
                return true;
            }
        }
        return false;
    }
}
