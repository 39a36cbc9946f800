package io.halo.simulator;

import io.halo.core.input.Outcome;
import io.halo.core.model.ResourceId;
import java.util.Optional;
import java.util.TreeMap;

/// Whom an agent obeys, and what it was told last of each resource (L8; contract section 4, "Order"
/// and "Managers").
final class AgentMemory {
    private long epoch;
    private String manager = "";
    private boolean durable = true;
    private final TreeMap<ResourceId, Rank> highest = new TreeMap<>();

    private record Rank(long epoch, long sequence) {
        boolean above(Rank other) {
            return epoch != other.epoch ? epoch > other.epoch : sequence > other.sequence;
        }
    }

    long epoch() {
        return epoch;
    }

    String manager() {
        return manager;
    }

    boolean durable() {
        return durable;
    }

    /// Its state directory cannot be written from now on.
    void cannotWrite() {
        durable = false;
    }

    /// Why this manager is not obeyed; takes down one that is.
    Optional<Outcome.Refused> admit(long claim, String who) {
        if (claim == 0) {
            return Optional.empty();
        }
        if (claim < epoch || (claim == epoch && !who.equals(manager))) {
            return Optional.of(
                    new Outcome.Refused(
                            Outcome.Reason.LOWER_EPOCH, epoch, manager, "obeys " + manager));
        }
        epoch = claim;
        manager = who;
        return Optional.empty();
    }

    /// Why this order is not taken: it is meant for another process, or something newer came in
    /// before it.
    Optional<Outcome.Refused> inOrder(Order order, String instance) {
        boolean changes = order.op().changes();
        if (changes && order.epoch() == 0) {
            return refuse(Outcome.Reason.BAD_REQUEST, "a manager of epoch 0 may only look");
        }
        if (changes && !order.instance().equals(instance)) {
            return refuse(Outcome.Reason.OTHER_INSTANCE, "meant for " + order.instance());
        }
        if (order.epoch() == 0) {
            return Optional.empty();
        }
        Rank own = new Rank(order.epoch(), order.sequence());
        Rank before = highest.get(order.resource());
        boolean above = before == null || own.above(before);
        if (above) {
            highest.put(order.resource(), own);
        }
        return above || !changes ? Optional.empty() : refuse(Outcome.Reason.STALE, "not above");
    }

    private Optional<Outcome.Refused> refuse(Outcome.Reason reason, String why) {
        return Optional.of(new Outcome.Refused(reason, epoch, manager, why));
    }

    /// What the next process knows.
    AgentMemory afterDeath() {
        var next = new AgentMemory();
        next.durable = durable;
        if (durable) {
            next.epoch = epoch;
            next.manager = manager;
        }
        return next;
    }

    void forgetOrders() {
        highest.clear();
    }
}
