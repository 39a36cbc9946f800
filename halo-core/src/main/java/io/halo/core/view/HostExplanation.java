package io.halo.core.view;

import io.halo.core.model.Admin;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.World;
import io.halo.core.plan.Inquiry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Explains a host.
public final class HostExplanation {
    /// Guards that judge a silence: of a host that answers they say nothing.
    private static final List<String> OF_SILENCE =
            List.of("mass", "reason", "stranding", "witness");

    private HostExplanation() {}

    /// @throws IllegalArgumentException if there is no such host
    public static Explanation of(World world, HostId id, Instant now) {
        SetView set = world.setOf(id);
        HostView host = set.host(id);
        var evidence = new EvidenceList(now);
        evidence.add(
                "network",
                reach(host),
                host.contact().alive() == null ? null : host.contact().alive().at());
        power(host, evidence);
        host.devices().forEach((device, view) -> device(device.value(), view, evidence));
        if (host.fence() instanceof FenceRecord fence) {
            evidence.add(
                    "fence",
                    HostProjection.fence(fence).state().name().toLowerCase(Locale.ROOT)
                            + ": "
                            + fence.reason(),
                    fence.plannedAt());
        }
        admin(host.admin(), evidence);
        groups(world, set, host, evidence);
        unable(host).forEach((member, why) -> evidence.add("cannot run", member + ": " + why));
        for (Inquiry.Guard guard : Inquiry.guards(world, id, now)) {
            evidence.add(
                    "guard " + guard.name(),
                    host.connected() && OF_SILENCE.contains(guard.name())
                            ? "asked once it is silent"
                            : guard.holdsBack().orElse("passes"));
        }
        String unprotected = set.report().unprotected().getOrDefault(id, "");
        if (host.connected()) {
            evidence.add("protected", unprotected.isEmpty() ? "yes" : "no, because " + unprotected);
        }
        return new Explanation(
                id.value(),
                Explanation.Kind.HOST,
                phase(host),
                summary(host),
                waitsFor(world, host, now),
                command(world, host, now),
                evidence.lines());
    }

    /// How the host is reached, in words.
    static String reach(HostView host) {
        return host.contact().reach() instanceof Reach.Up
                ? "answers"
                : HostProjection.reach(host.contact().reach());
    }

    private static String phase(HostView host) {
        if (host.fence() instanceof FenceRecord fence) {
            return fence.open() ? "Fencing" : "Fenced";
        }
        return host.contact().reach().getClass().getSimpleName();
    }

    private static String summary(HostView host) {
        if (host.fence() instanceof FenceRecord fence) {
            return fence.open()
                    ? "It is being powered off; its groups start elsewhere only once that is proven."
                    : (host.power() instanceof Power.Off(_, Power.Witness by, _)
                                            && by == Power.Witness.OPERATOR
                                    ? "It is off, as an operator has vouched,"
                                    : "It was powered off")
                            + " and gets groups only as the last resort until its reset.";
        }
        if (host.receiver()) {
            return unable(host).isEmpty()
                    ? "It works and may be given groups."
                    : "It answers, but cannot run all of what it may be given.";
        }
        return switch (host.admin()) {
            case Admin.Inactive _ -> "It is deactivated: no group is started on it.";
            case Admin.Maintenance _ ->
                    "It is in maintenance: its groups are left alone, and it is not fenced by itself.";
            case Admin.Active _ -> "It cannot be given groups: " + reach(host) + ".";
        };
    }

    private static String waitsFor(World world, HostView host, Instant now) {
        if (host.fence() instanceof FenceRecord fence && !fence.open()) {
            return "a reset";
        }
        return switch (host.contact().reach()) {
            case Reach.Up _ -> host.openFence().isPresent() ? "the end of its fence" : "";
            case Reach.Connecting _, Reach.NeverSeen _ -> "its first answer";
            case Reach.Suspect _ -> "an answer, or the end of dead_after";
            case Reach.AliveNotServing _ -> "its agent";
            case Reach.CannotTell _ -> "this manager's own means to ask it";
            case Reach.Refusing _ -> "one manager to be left";
            case Reach.Silent _ -> fenceOrGuard(world, host, now);
        };
    }

    private static String fenceOrGuard(World world, HostView host, Instant now) {
        List<Inquiry.Guard> guards = Inquiry.guards(world, host.id(), now);
        return guards.stream()
                .flatMap(guard -> guard.holdsBack().stream())
                .findFirst()
                .map(why -> "not fenced: " + why)
                .orElse("its power-off");
    }

    private static String command(World world, HostView host, Instant now) {
        HostId id = host.id();
        if (host.fence() instanceof FenceRecord fence) {
            return fence.open()
                    ? "halo fence --confirm-off " + id + ", if it is off"
                    : "repair it, power it on, then: halo reset " + id;
        }
        return switch (host.admin()) {
            case Admin.Inactive _ -> "halo activate " + id;
            case Admin.Maintenance _ -> "halo maintenance off " + id;
            case Admin.Active _ -> reachCommand(world, host, now);
        };
    }

    private static String reachCommand(World world, HostView host, Instant now) {
        return switch (host.contact().reach()) {
            case Reach.Up _, Reach.Suspect _ -> "";
            case Reach.Connecting _, Reach.NeverSeen _, Reach.AliveNotServing _ ->
                    "systemctl start halo-agent, on " + host.id();
            case Reach.Silent _ -> "mend its network, or " + Inquiry.remedy(world, host.id(), now);
            case Reach.CannotTell(Instant _, String cause) -> "mend this: " + cause;
            case Reach.Refusing _ ->
                    "stop the other manager, or if there is none: halo accept-state";
        };
    }

    private static void power(HostView host, EvidenceList evidence) {
        switch (host.power()) {
            case Power.Unasked _ -> evidence.add("power", "not asked yet");
            case Power.On(Instant at) -> evidence.add("power", "on", at);
            case Power.Off(Instant at, Power.Witness by, var bystanders) ->
                    evidence.add(
                            "power",
                            "off, says "
                                    + (by == Power.Witness.DEVICE
                                            ? "its fence device"
                                            : "an operator")
                                    + (bystanders.isEmpty()
                                            ? ""
                                            : "; not heard since: " + bystanders),
                            at);
            case Power.Unknown(Instant at, String why) ->
                    evidence.add("power", "not known: " + why, at);
        }
    }

    private static void device(String name, DeviceView view, EvidenceList evidence) {
        String proof =
                switch (view.proof()) {
                    case DeviceProof.Unproven _ ->
                            "not proven: it has not said \"on\" of the connected host yet";
                    case DeviceProof.Proven _ -> "proven";
                    case DeviceProof.Untrusted untrusted -> "not trusted: " + untrusted.why();
                };
        String said =
                view.reading()
                        .map(reading ->
                                ", said "
                                        + reading.state()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '))
                        .orElse("");
        String now =
                switch (view.failures()) {
                    case 0 -> "";
                    case 1 -> "; no usable answer to the newest question";
                    default -> "; no usable answer to the newest " + view.failures() + " questions";
                };
        evidence.add(
                "device " + name,
                proof + said + now,
                view.reading().map(DeviceView.Reading::at).orElse(null));
    }

    private static void admin(Admin admin, EvidenceList evidence) {
        switch (admin) {
            case Admin.Active _ -> {}
            case Admin.Inactive(Admin.Note note, _) ->
                    evidence.add("intent", "deactivated by " + note.words(), note.at());
            case Admin.Maintenance(Instant until, Admin.Note note, _, _) ->
                    evidence.add(
                            "intent",
                            "in maintenance by "
                                    + note.words()
                                    + (until == null ? "" : "; until " + until),
                            note.at());
        }
    }

    /// What its scripts say that they cannot run there.
    private static Map<ResourceId, String> unable(HostView host) {
        var unable = new TreeMap<ResourceId, String>();
        host.work()
                .sightings()
                .forEach((member, seen) -> {
                    if (seen.is(Sighting.State.CANNOT_RUN)) {
                        unable.put(member, seen.reason());
                    }
                });
        return unable;
    }

    private static void groups(World world, SetView set, HostView host, EvidenceList evidence) {
        for (GroupView group : set.groups().values()) {
            boolean runs = group.runningOn().filter(host.id()::equals).isPresent();
            boolean seen =
                    host.work().holds(world.spec().exclusive(world.spec().group(group.id())));
            if (runs || seen || group.hosted().containsKey(host.id())) {
                evidence.add(
                        "group " + group.id(),
                        runs
                                ? "runs here"
                                : seen ? "something of it was seen here" : "may still be here");
            }
        }
    }
}
