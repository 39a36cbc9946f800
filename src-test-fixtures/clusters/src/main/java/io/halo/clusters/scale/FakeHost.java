package io.halo.clusters.scale;

import io.halo.agent.v1.AgentState;
import io.halo.agent.v1.Manager;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// One host and its agent: what runs there, whom it obeys, and whether it has power.
///
/// Its state is guarded by the fleet, because whether something runs twice is a question about two
/// hosts. Operations take no time.
final class FakeHost {
    private static final int RUNNING = 0;
    private static final int NOT_RUNNING = 7;

    private final Fleet fleet;
    private final String name;
    private final Path power;
    private final Map<String, Instant> running = new TreeMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private String instance = "";
    private String boot = "";
    private String manager = "";
    private long epoch;
    private boolean met;

    FakeHost(Fleet fleet, String name, Path power) {
        this.fleet = fleet;
        this.name = name;
        this.power = power;
    }

    String name() {
        return name;
    }

    /// It boots: a new agent, which knows the highest epoch from its disk, and runs nothing.
    void powerOn() throws IOException {
        synchronized (fleet) {
            instance = UUID.randomUUID().toString();
            boot = UUID.randomUUID().toString();
            running.clear();
            sequences.clear();
            Files.writeString(power, "");
        }
    }

    boolean hasPower() {
        return Files.exists(power);
    }

    boolean runs(String resource) {
        synchronized (fleet) {
            return running.containsKey(resource) && hasPower();
        }
    }

    /// What runs, with the time of its start.
    Map<String, Instant> running() {
        synchronized (fleet) {
            return hasPower() ? new TreeMap<>(running) : Map.of();
        }
    }

    AgentState state() {
        synchronized (fleet) {
            return AgentState.newBuilder()
                    .setInstance(instance)
                    .setBootId(boot)
                    .setHighestEpoch(epoch)
                    .setHighestManager(manager)
                    .setMemoryDurable(true)
                    .build();
        }
    }

    /// @return why this manager is not obeyed, if so
    Optional<Refused> claim(Manager who) {
        synchronized (fleet) {
            if (!met) {
                met = true;
                fleet.met();
            }
            if (who.getEpoch() == 0) {
                return Optional.empty();
            }
            if (who.getEpoch() < epoch) {
                return refuse(Refused.Reason.REASON_LOWER_EPOCH);
            }
            if (who.getEpoch() == epoch && !who.getInstance().equals(manager)) {
                return refuse(Refused.Reason.REASON_OTHER_MANAGER);
            }
            if (who.getEpoch() > epoch) {
                epoch = who.getEpoch();
                manager = who.getInstance();
                sequences.clear();
            }
            return Optional.empty();
        }
    }

    /// @param meantFor the agent process that the request is for, or empty
    Optional<Refused> misses(String meantFor, boolean mustBeNamed) {
        synchronized (fleet) {
            boolean right = meantFor.isEmpty() ? !mustBeNamed : meantFor.equals(instance);
            return right ? Optional.empty() : refuse(Refused.Reason.REASON_OTHER_INSTANCE);
        }
    }

    /// A start or stop.
    Optional<Refused> execute(Manager who, Operation operation) {
        synchronized (fleet) {
            String resource = operation.getResource().getId();
            if (who.getEpoch() == 0) {
                return refuse(Refused.Reason.REASON_NO_CLAIM);
            }
            if (operation.getSequence() <= sequences.getOrDefault(resource, 0L)) {
                return refuse(Refused.Reason.REASON_STALE);
            }
            sequences.put(resource, operation.getSequence());
            if (operation.getOp() == Op.OP_START && !running.containsKey(resource)) {
                running.put(resource, fleet.started(this, resource));
            } else if (operation.getOp() == Op.OP_STOP) {
                running.remove(resource);
            }
            return Optional.empty();
        }
    }

    /// @return the exit status of the monitor
    int monitor(Manager who, Operation operation) {
        synchronized (fleet) {
            String resource = operation.getResource().getId();
            if (who.getEpoch() > 0) {
                sequences.merge(resource, operation.getSequence(), Math::max);
            }
            return running.containsKey(resource) ? RUNNING : NOT_RUNNING;
        }
    }

    private Optional<Refused> refuse(Refused.Reason reason) {
        fleet.refused();
        return Optional.of(Refused.newBuilder().setReason(reason).setText(name).build());
    }
}
