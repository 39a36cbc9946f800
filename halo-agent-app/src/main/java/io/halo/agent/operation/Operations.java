package io.halo.agent.operation;

import io.halo.agent.operation.Outcome.Reason;
import io.halo.agent.operation.Outcome.Refused;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Everything that managers ask for comes through here. Any thread may call it.
///
/// A request is first admitted, in the order in which requests come in, and then run, each on a
/// thread of its own.
public final class Operations {
    /// More scripts at once would take the memory and the processes that the services of this
    /// server need.
    public static final int SCRIPTS_MAX = 512;

    private final String instance;
    private final String boot;
    private final Memory memory;
    private final Managers managers;
    private final Ranks ranks = new Ranks();
    private final Places places;
    private final Remnants remnants;
    private final Scripts scripts;
    private final Semaphore free;

    /// Takes over what an earlier agent process left.
    ///
    /// @param instance random id of this process
    /// @param boot what answers tell as the host's boot id
    /// @param limit how many scripts may run at once
    public Operations(
            String instance, String boot, Memory memory, ScriptStarter starter, int limit) {
        this.instance = instance;
        this.boot = boot;
        this.memory = memory;
        this.managers = new Managers(memory.epoch());
        this.remnants =
                new Remnants(
                        memory.notes(), task -> Thread.ofVirtual().name("remnant").start(task));
        this.places = new Places(remnants);
        this.scripts = new Scripts(starter, memory.notes(), remnants);
        this.free = new Semaphore(limit);
        remnants.adopt();
    }

    /// Takes note of a manager that says that it lives; why it is not obeyed, if it is not.
    public Optional<Refused> greet(Claim claim) {
        return managers.admit(claim);
    }

    /// Takes note of a request and its order; why it will not be run, if it will not. To be called
    /// in the order in which requests come in, before [#run].
    public Optional<Refused> admit(Request request) {
        return managers.admit(request.claim())
                .or(() -> misdirected(request))
                .or(() -> outOfOrder(request));
    }

    /// Runs an admitted request to its end, whatever its client does meanwhile. Blocks as long.
    public Outcome run(Request request) {
        var blocked = places.enter(request);
        if (blocked.isPresent()) {
            return blocked.get();
        }
        try {
            return inItsPlace(request);
        } finally {
            places.leave(request);
        }
    }

    /// Who answers, now.
    public AgentState state() {
        return new AgentState(instance, boot, managers.newest(), memory.isDurable());
    }

    private Outcome inItsPlace(Request request) {
        if (!free.tryAcquire()) {
            return new Refused(
                    Reason.LIMIT, "as many scripts as this agent runs at once are running");
        }
        try {
            var outcome = scripts.run(request.operation(), () -> tooLate(request));
            OperationLog.tell(request.operation(), outcome);
            return outcome;
        } finally {
            free.release();
        }
    }

    private Optional<Refused> misdirected(Request request) {
        boolean changes = request.operation().call().op().changes();
        if (changes && request.claim().claimsNothing()) {
            return Optional.of(new Refused(Reason.NO_CLAIM, "a manager of epoch 0 may only look"));
        }
        boolean meant = request.agent().equals(instance) || (request.agent().isEmpty() && !changes);
        return meant
                ? Optional.empty()
                : Optional.of(
                        new Refused(
                                Reason.OTHER_INSTANCE, "meant for another process of this agent"));
    }

    private Optional<Refused> outOfOrder(Request request) {
        if (request.claim().claimsNothing()) {
            return Optional.empty();
        }
        var before = ranks.highest(request.operation().resource());
        boolean above = ranks.see(request.operation().resource(), request.rank());
        return above || !request.operation().call().op().changes()
                ? Optional.empty()
                : Optional.of(new Refused(Reason.STALE, notAbove(request.rank(), before)));
    }

    private static String notAbove(Rank rank, Rank before) {
        return rank + " (epoch/sequence) is not above " + before + ", seen before";
    }

    /// The last look before the script runs, in its place already: whatever comes in from now on
    /// finds it busy.
    private Optional<Refused> tooLate(Request request) {
        if (!request.operation().call().op().changes()) {
            return Optional.empty();
        }
        if (request.restToStart().isNegative()) {
            String limit = request.operation().startWithin().toMillis() + " ms";
            return Optional.of(new Refused(Reason.STALE, "could not be begun within " + limit));
        }
        return managers.newest().equals(request.claim())
                ? Optional.empty()
                : managers.admit(request.claim());
    }
}
