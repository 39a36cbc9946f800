package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;
import static io.halo.simulator.Timeline.S;

import java.util.ArrayList;
import java.util.List;

/// The way between one manager and one server, each direction on its own.
final class Road {
    /// TCP gives up what it could not deliver for so long.
    private static final long HELD_MAX = 60 * S;

    private final Ground ground;
    private final Dice dice;
    private boolean there = true;
    private boolean back = true;
    private long slow;
    private long answersLate;
    private double loss;
    private double late;
    private double twice;

    /// Whether this machine cannot even send: no descriptors, no name, no key.
    private boolean ownTrouble;

    private final List<Held> held = new ArrayList<>();

    private record Held(long since, Runnable arrives) {}

    Road(Ground ground, String purpose) {
        this.ground = ground;
        this.dice = ground.dice.of(purpose);
    }

    boolean open() {
        return there && back;
    }

    boolean ownTrouble() {
        return ownTrouble;
    }

    void cut(boolean noRequests, boolean noAnswers) {
        there = !noRequests;
        back = !noAnswers;
    }

    void slow(long by) {
        slow = by;
    }

    void answersLate(long by) {
        answersLate = by;
    }

    void unreliable(double ofLoss, double ofLate, double ofTwice) {
        loss = ofLoss;
        late = ofLate;
        twice = ofTwice;
    }

    void ownTrouble(boolean is) {
        ownTrouble = is;
    }

    /// As good as new. What TCP still holds arrives.
    void heal() {
        there = true;
        back = true;
        slow = 0;
        answersLate = 0;
        unreliable(0, 0, 0);
        ownTrouble = false;
        List<Held> waiting = List.copyOf(held);
        held.clear();
        for (Held one : waiting) {
            if (ground.now() - one.since <= HELD_MAX) {
                ground.tally.fault(FaultKind.MESSAGE_HELD);
                ground.time.in(dice.between(MS, 300 * MS), one.arrives);
            }
        }
    }

    /// A request on its way to the server, over a connection that stands: what cannot pass may
    /// arrive when the way is open again.
    void request(Runnable arrives) {
        if (!there) {
            if (dice.chance(0.4)) {
                held.add(new Held(ground.now(), arrives));
            }
            return;
        }
        travel(arrives);
        if (twice > 0 && dice.chance(twice)) {
            ground.tally.fault(FaultKind.MESSAGE_DUPLICATED);
            ground.time.in(delay() + dice.between(MS, 4 * S), arrives);
        }
    }

    /// A heartbeat: each failure is followed by a fresh connection, so nothing is held.
    void beat(Runnable arrives) {
        if (there) {
            travel(arrives);
        }
    }

    void answer(Runnable arrives) {
        if (back) {
            travel(answersLate, arrives);
        }
    }

    private void travel(Runnable arrives) {
        travel(0, arrives);
    }

    private void travel(long longer, Runnable arrives) {
        if (loss > 0 && dice.chance(loss)) {
            ground.tally.fault(FaultKind.MESSAGE_LOST);
            return;
        }
        ground.time.in(delay() + longer, arrives);
    }

    private long delay() {
        long usual = dice.rather(100_000, 3 * MS) + slow;
        if (late > 0 && dice.chance(late)) {
            ground.tally.fault(FaultKind.MESSAGE_LATE);
            return usual + dice.rather(50 * MS, 9 * S);
        }
        return usual;
    }
}
