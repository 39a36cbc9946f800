package io.halo.support.plant;

import static io.halo.support.plant.Reply.EMPTY;
import static io.halo.support.plant.Reply.ITSELF;
import static io.halo.support.plant.Reply.NO;
import static io.halo.support.plant.Reply.NOTHING;
import static io.halo.support.plant.Reply.NO_CHANGE;
import static io.halo.support.plant.Reply.YES;

import java.util.ArrayList;
import java.util.List;

/// For each law its check removed: in the planner, and in `SafetyRules`, which would veto it.
public final class PlantedFaults {
    private static final String PLAN = "io.halo.core.plan.";
    private static final String INPUT = "io.halo.core.input.";
    private static final String MODEL = "io.halo.core.model.";

    public static final List<PlantedFault> ALL = all();

    private PlantedFaults() {}

    private static List<PlantedFault> all() {
        var all = new ArrayList<PlantedFault>();
        all.addAll(places());
        all.addAll(evidence());
        all.addAll(guards());
        all.addAll(intents());
        all.addAll(rest());
        return List.copyOf(all);
    }

    private static List<PlantedFault> places() {
        return List.of(
                new PlantedFault(
                        "L1",
                        "row ignored",
                        "a host on which the group was started counts as clear when it is seen stopped",
                        "row-survives-restart",
                        List.of(
                                plan("GroupFacts", "onRecord", 1, EMPTY),
                                plan("SafetyGroup", "onRecord", 1, NO))),
                new PlantedFault(
                        "L1",
                        "unresolved and row ignored",
                        "a start or stop elsewhere whose end is not known is no hindrance; its row would be one",
                        "start-answer-lost-and-host-dies",
                        List.of(
                                plan("GroupFacts", "unresolved", 1, EMPTY),
                                plan("SafetyGroup", "unresolved", 1, EMPTY),
                                plan("GroupFacts", "onRecord", 1, EMPTY),
                                plan("SafetyGroup", "onRecord", 1, NO))),
                new PlantedFault(
                        "L1",
                        "nobody asked",
                        "a root starts whatever is known of the other hosts",
                        "failover-pair",
                        List.of(
                                plan("GroupFacts", "notClear", 1, EMPTY),
                                plan("SafetyStarts", "clear", 1, EMPTY),
                                plan("SafetyStarts", "unresolved", 2, EMPTY),
                                plan("SafetyStarts", "notCurrent", 2, EMPTY))),
                new PlantedFault(
                        "L1",
                        "not recorded",
                        "nothing is on disk before it is done",
                        "manager-dies-in-start",
                        List.of(new Target(MODEL + "Rows", "between", 2, NO_CHANGE))),
                new PlantedFault(
                        "L1b",
                        "member anywhere",
                        "a member starts without a fresh look at its root",
                        "moved-by-hand-before-a-member-is-healed",
                        List.of(
                                plan("OperatePass", "mayStartMember", 3, YES),
                                plan("SafetyStarts", "member", 1, EMPTY),
                                plan("SafetyStarts", "onePlace", 1, EMPTY))));
    }

    private static List<PlantedFault> evidence() {
        return List.of(
                new PlantedFault(
                        "L2",
                        "old sightings count",
                        "a look counts whenever it was sent",
                        "agent-restart",
                        List.of(
                                input("LookFold", "counts", 4, YES),
                                plan("GroupFacts", "current", 2, YES),
                                plan("SafetyGroup", "notCurrent", 1, EMPTY))),
                new PlantedFault(
                        "L2",
                        "reboot ignored",
                        "what was seen and sent before a reboot still counts",
                        "quick-reboot",
                        List.of(input("ContactFold", "reboot", 3, NOTHING))),
                new PlantedFault(
                        "T1",
                        "device not proven",
                        "off is believed from a device that never said on",
                        "plug-always-off",
                        List.of(
                                plan("FenceGuards", "device", 1, EMPTY),
                                plan("SafetyFences", "deviceProven", 1, EMPTY),
                                plan("SafetyPower", "untrusted", 2, EMPTY),
                                new Target(MODEL + "DeviceView", "proven", 0, YES))),
                new PlantedFault(
                        "T2",
                        "bystanders forgotten",
                        "a power-off counts though others were silenced by it",
                        "neighbours-outlet",
                        List.of(
                                input("Evidence", "bystandersKnown", 2, YES),
                                plan("SafetyPower", "silenced", 4, EMPTY))),
                new PlantedFault(
                        "T3",
                        "return ignored",
                        "a power-off is believed although the host answers again",
                        "fenced-returns",
                        List.of(
                                input("PowerFold", "alive", 5, NOTHING),
                                plan("SafetyPower", "returned", 1, EMPTY))),
                new PlantedFault(
                        "T3",
                        "never asked again",
                        "a power-off is believed however old it is",
                        "fence-again-while-a-start-waits",
                        List.of(
                                input("Evidence", "fresh", 2, YES),
                                plan("SafetyPower", "untrusted", 2, EMPTY))));
    }

    private static List<PlantedFault> guards() {
        return List.of(
                guard("silent", "SafetyGuards", "third-host-hangs-in-its-probe"),
                guard("witness", "SafetyWitness", "network-heals-host-by-host"),
                guard("mass", "SafetyWitness", "both-silent"),
                new PlantedFault(
                        "L4",
                        "reason",
                        "a silent host is powered off although no group is helped by that",
                        "idle-host-loses-its-agent",
                        List.of(
                                plan("FenceGuards", "reason", 1, EMPTY),
                                plan("SafetyReason", "reason", 1, EMPTY))),
                new PlantedFault(
                        "L4",
                        "budget",
                        "any number of hosts is powered off at once",
                        "budget",
                        List.of(
                                plan("FenceGuards", "budget", 1, EMPTY),
                                plan("FenceGuards", "tooMany", 2, NO),
                                plan("SafetyBudget", "budget", 1, EMPTY))),
                new PlantedFault(
                        "L3",
                        "latch",
                        "a host is fenced again that is being fenced, or is fenced",
                        "fence-again",
                        List.of(
                                plan("FenceGuards", "latch", 1, EMPTY),
                                plan("SafetyGuards", "latch", 1, EMPTY),
                                plan("SafetyFences", "oneRecord", 1, EMPTY))),
                new PlantedFault(
                        "L4",
                        "pause not noticed",
                        "silence while the manager was stopped counts as silence",
                        "manager-paused-with-a-planned-fence",
                        List.of(input("ContactFold", "paused", 2, NOTHING))));
    }

    private static PlantedFault guard(String name, String rules, String scenario) {
        return new PlantedFault(
                "L4",
                name,
                "an automatic fence does not ask the guard " + name,
                scenario,
                List.of(plan("FenceGuards", name, 1, EMPTY), plan(rules, name, 1, EMPTY)));
    }

    private static List<PlantedFault> intents() {
        return List.of(
                new PlantedFault(
                        "L5",
                        "unmanaged acted on",
                        "unmanaged and held groups are started and stopped like others",
                        "unmanaged-is-only-watched",
                        List.of(
                                new Target(MODEL + "GroupView", "managed", 0, YES),
                                plan("GroupPhases", "unmanaged", 1, EMPTY),
                                plan("GroupPhases", "held", 1, EMPTY))),
                new PlantedFault(
                        "L5",
                        "unmanaged host fenced",
                        "an automatic fence does not ask for unmanaged groups",
                        "unmanaged-on-dying-host",
                        List.of(
                                plan("FenceGuards", "unmanaged", 1, EMPTY),
                                plan("SafetyGuards", "unmanaged", 1, EMPTY))),
                new PlantedFault(
                        "L6",
                        "out of service",
                        "inactive and fenced hosts are given groups",
                        "home-inactive",
                        List.of(
                                new Target(MODEL + "HostView", "inService", 0, YES),
                                plan("SafetyGroup", "inService", 1, YES),
                                plan("SafetyStarts", "target", 1, EMPTY),
                                plan("SafetyStarts", "lastResort", 1, EMPTY))),
                new PlantedFault(
                        "L7",
                        "no preflight",
                        "a group is stopped for a move whatever its destination says",
                        "failback-preflight-fails",
                        List.of(
                                plan("MovePass", "cannotTake", 2, EMPTY),
                                plan("MovePass", "notProven", 2, EMPTY),
                                plan("SafetyMoves", "preflight", 1, EMPTY))),
                new PlantedFault(
                        "L8",
                        "refusal ignored",
                        "a manager that an agent refuses goes on",
                        "refused-in-fence",
                        List.of(
                                input("ContactFold", "manager", 2, NOTHING),
                                new Target("io.halo.simulator.AgentMemory", "admit", 2, EMPTY))));
    }

    private static List<PlantedFault> rest() {
        return List.of(
                new PlantedFault(
                        "L9",
                        "unknown forgotten",
                        "an operation that nobody has heard of again stays in flight for ever",
                        "start-never-told",
                        List.of(input("OperationFold", "unknown", 5, NOTHING))),
                new PlantedFault(
                        "L10",
                        "no phase for a host that is not clear",
                        "a group that waits for a host says that it starts",
                        "partner-missing",
                        List.of(plan("GroupPhases", "awaitHost", 1, EMPTY))),
                new PlantedFault(
                        "L10",
                        "no phase for a leftover",
                        "what is left of a group is not stopped before it starts elsewhere",
                        "members-go-down-together",
                        List.of(plan("GroupPhases", "leftover", 1, EMPTY))),
                new PlantedFault(
                        "A6",
                        "conflict not told",
                        "a group that was seen on two hosts is like any other",
                        "conflict-later",
                        List.of(plan("GroupPhases", "conflict", 1, EMPTY))),
                new PlantedFault(
                        "D1",
                        "intents not kept",
                        "what an operator has stopped or unmanaged is forgotten",
                        "stop-wanted",
                        List.of(new Target(MODEL + "GroupView", "withDesired", 1, ITSELF))));
    }

    private static Target plan(String type, String method, int parameters, Reply reply) {
        return new Target(PLAN + type, method, parameters, reply);
    }

    private static Target input(String type, String method, int parameters, Reply reply) {
        return new Target(INPUT + type, method, parameters, reply);
    }
}
