package io.halo.core.input;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Event;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Reach;
import io.halo.core.model.SetId;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The World while inputs are folded into it. Lives for one fold only; touched sets are copied once
/// at the end.
final class Draft {
    private final World before;
    private final Instant now;
    private final LinkedHashMap<HostId, HostView> hosts = new LinkedHashMap<>();
    private final LinkedHashMap<GroupId, GroupView> groups = new LinkedHashMap<>();
    private final TreeSet<SetId> material = new TreeSet<>();
    private final List<Event> events = new ArrayList<>();
    private final TreeSet<HostId> beats = new TreeSet<>();
    private ClusterSpec settings;
    private Manager manager;
    private @Nullable List<Silence> silent;
    private @Nullable HostId lastAsked;
    private @Nullable SetView lastSet;

    Draft(World before, Instant now) {
        this.before = before;
        this.now = now;
        this.settings = before.spec();
        this.manager = before.manager();
    }

    World spec() {
        return before;
    }

    Instant now() {
        return now;
    }

    long step() {
        return before.step();
    }

    ClusterSpec settings() {
        return settings;
    }

    /// The same hosts, resources and groups; for what is sent from now on.
    void settings(ClusterSpec next) {
        settings = next;
    }

    Manager manager() {
        return manager;
    }

    void manager(Manager next) {
        manager = next;
        before.sets().keySet().forEach(this::touch);
    }

    HostView host(HostId id) {
        return hosts.get(id) instanceof HostView host ? host : before.host(id);
    }

    /// Whether the host is configured; inputs about others are dropped.
    boolean knows(HostId id) {
        return before.setOf().containsKey(id);
    }

    void put(HostView host) {
        hosts.put(host.id(), host);
    }

    GroupView group(GroupId id) {
        return groups.get(id) instanceof GroupView group ? group : before.group(id);
    }

    void put(GroupView group) {
        groups.put(group.id(), group);
    }

    /// The groups of the host's set.
    List<GroupSpec> groupsNear(HostId host) {
        return setOf(host).shape().groups().stream().map(before.spec()::group).toList();
    }

    /// What is known of them so far.
    List<GroupView> groupViewsNear(HostId host) {
        var near = new ArrayList<GroupView>();
        for (GroupView group : setOf(host).groups().values()) {
            near.add(groups.getOrDefault(group.id(), group));
        }
        return near;
    }

    List<HostId> hostsNear(HostId host) {
        return setOf(host).shape().hosts();
    }

    /// Something changed that may change the plan.
    void touch(HostId host) {
        touch(setOf(host).shape().id());
    }

    /// What was heard of one host comes in a row: its set is looked up but once.
    private SetView setOf(HostId host) {
        SetView set = lastSet;
        if (set == null || !host.equals(lastAsked)) {
            set = before.setOf(host);
            lastSet = set;
            lastAsked = host;
        }
        return set;
    }

    void touch(SetId set) {
        material.add(set);
    }

    void say(Event event) {
        events.add(event);
    }

    /// A host answered a request sent then; before, its newest sign of life was an answer to one
    /// sent at `before`. Hosts that fell silent in between wait for such answers (guards `witness`
    /// and `mass`).
    void testified(@Nullable Instant before, Instant sentAt) {
        if (silent == null) {
            silent = new ArrayList<>();
            for (SetView set : this.before.sets().values()) {
                for (HostView host : set.hosts().values()) {
                    if (host.contact().reach() instanceof Reach.Silent it && !host.latched()) {
                        silent.add(new Silence(set.shape().id(), it.declaredAt()));
                    }
                    if (host.fence() instanceof FenceRecord fence
                            && fence.state() instanceof FenceRecord.State.Planned) {
                        silent.add(new Silence(set.shape().id(), fence.plannedAt()));
                    }
                }
            }
        }
        for (Silence one : silent) {
            if (sentAt.isAfter(one.declaredAt())
                    && (before == null || !before.isAfter(one.declaredAt()))) {
                touch(one.set());
            }
        }
    }

    private record Silence(SetId set, Instant declaredAt) {}

    /// A heartbeat shall go to the host at once.
    void beat(HostId host) {
        beats.add(host);
    }

    void beatAll() {
        beats.addAll(before.setOf().keySet());
    }

    SortedSet<SetId> touched() {
        return material;
    }

    List<Event> events() {
        return events;
    }

    SortedSet<HostId> beats() {
        return beats;
    }

    World world() {
        return before.withSpec(settings)
                .withManager(manager)
                .withHosts(hosts.values())
                .withGroups(groups.values());
    }
}
