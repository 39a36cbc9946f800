package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is really there: servers, roads, power switches, and what happens to them.
final class Ground {
    final Dice dice;
    final Timeline time = new Timeline();
    final History history = new History();
    final Tally tally;
    final Judge judge;
    final Programs programs;
    final boolean testMode;
    final EnumSet<Assumption> broken = EnumSet.noneOf(Assumption.class);
    final Excuses excuses = new Excuses();
    final List<Seat> seats = new ArrayList<>();
    private final ClusterSpec spec;
    private final Dice turns;
    private final TreeMap<ResourceId, ResourceId> names = new TreeMap<>();
    private boolean oneOfTwoIsObeyed = true;
    private boolean stateIsOld;
    private final TreeSet<ResourceId> liedAbout = new TreeSet<>();
    private final SequencedMap<HostId, Server> servers = new LinkedHashMap<>();
    private final TreeMap<HostId, ScriptRoom> rooms = new TreeMap<>();
    private final TreeMap<HostId, List<Switch>> switches = new TreeMap<>();
    private final TreeMap<String, Road> roads = new TreeMap<>();

    Ground(ClusterSpec spec, Dice dice, boolean testMode, Tally tally) {
        this.spec = spec;
        this.dice = dice;
        this.testMode = testMode;
        this.tally = tally;
        this.turns = dice.of("turns");
        this.programs = new Programs(dice.of("programs"));
        this.judge = new Judge(this);
        spec.hosts()
                .forEach((id, host) -> {
                    var server = new Server(id, this);
                    servers.put(id, server);
                    rooms.put(id, new ScriptRoom(this, server));
                    var levels = new ArrayList<Switch>();
                    for (int level = 0; level < host.fenceLevels().size(); level++) {
                        levels.add(new Switch(this, id, level));
                    }
                    switches.put(id, levels);
                });
    }

    long now() {
        return time.now();
    }

    /// As at the start; managers may know another one by now.
    ClusterSpec spec() {
        return spec;
    }

    Server server(HostId id) {
        Server server = servers.get(id);
        if (server == null) {
            throw new IllegalArgumentException("no server " + id);
        }
        return server;
    }

    List<Server> servers() {
        return List.copyOf(servers.values());
    }

    ScriptRoom room(HostId id) {
        ScriptRoom room = rooms.get(id);
        if (room == null) {
            throw new IllegalArgumentException("no server " + id);
        }
        return room;
    }

    Switch device(HostId id, int level) {
        return devices(id).get(level);
    }

    List<Switch> devices(HostId id) {
        return switches.getOrDefault(id, List.of());
    }

    Road road(ManagerProcess manager, HostId host) {
        return road(manager.seat().number(), host);
    }

    Road road(int seat, HostId host) {
        String name = "road " + seat + " " + host;
        return roads.computeIfAbsent(name, _ -> new Road(this, name));
    }

    List<Road> roads() {
        return List.copyOf(roads.values());
    }

    /// From something that comes in to the turn that takes it in.
    long turnDelay() {
        int kind = turns.below(10);
        return kind < 2 ? 0 : kind < 9 ? 4 * MS : turns.between(MS, 20 * MS);
    }

    /// These two are one thing under two names (S2): what starts the one starts the other.
    void one(ResourceId one, ResourceId other) {
        String how = one + " is " + other;
        breaksOf(Assumption.S2, one, how);
        breaksOf(Assumption.S2, other, how);
        names.put(one, other);
    }

    /// Whether the file tells what is there: with one thing under two names nobody can help.
    boolean namesAreTrue() {
        return names.isEmpty();
    }

    /// The thing behind a name.
    ResourceId thing(ResourceId name) {
        return names.getOrDefault(name, name);
    }

    /// A second manager runs. Who reaches all agents is obeyed or refused by all.
    void secondReachesOnly(List<HostId> reach) {
        oneOfTwoIsObeyed = reach.size() == spec.hosts().size();
    }

    /// A manager does something with agents or power switches.
    void acts(ManagerProcess manager) {
        if (manager.seat().number() > 0 && !oneOfTwoIsObeyed) {
            breaksAll(Assumption.S4, "a second manager that reaches only some acts");
        }
    }

    /// The state is a backup now. What scripts have hidden since it was taken, nobody knows.
    void stateIsOld() {
        stateIsOld = true;
        liesAndOldState();
    }

    /// A monitor says that nothing runs, and something does.
    void monitorLies(ResourceId resource) {
        liedAbout.add(resource);
        liesAndOldState();
    }

    /// Whether a monitor has ever said that it does not run, and it did.
    boolean wasLiedAbout(ResourceId resource) {
        return liedAbout.contains(resource);
    }

    private void liesAndOldState() {
        if (stateIsOld) {
            liedAbout.forEach(resource ->
                    breaksOf(Assumption.S4, resource, "an old state, and its monitor has lied"));
        }
    }

    /// Explains two copies of this group.
    void breaksFor(Assumption assumption, GroupId group, String how) {
        excuses.group(group, how);
        breaks(assumption, how);
    }

    /// Explains two copies of the groups that this is a part of.
    void breaksOf(Assumption assumption, ResourceId resource, String how) {
        breaks(assumption, how);
        spec.groups().values().stream()
                .filter(group -> group.parents().containsKey(resource))
                .forEach(group -> excuses.group(group.id(), how));
    }

    /// Explains two copies of the groups that can run there.
    void breaksOn(Assumption assumption, HostId host, String how) {
        excuses.host(host, how);
        if (assumption == Assumption.S1 || assumption == Assumption.S3) {
            excuses.power(host);
        }
        breaks(assumption, how);
    }

    /// Explains everything from now on.
    void breaksAll(Assumption assumption, String how) {
        excuses.everything(how);
        breaks(assumption, how);
    }

    private void breaks(Assumption assumption, String how) {
        if (broken.add(assumption)) {
            history.add(now(), assumption, "is broken: " + how);
        }
    }
}
