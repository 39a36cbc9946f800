package io.halo.core.forecast;

import io.halo.core.input.Outcome;
import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import java.util.TreeMap;
import java.util.TreeSet;

/// A server of which all is true that is known of it, and which does what it is told.
final class WillingHost {
    /// How it takes a packet.
    enum Way {
        ANSWERS,
        REFUSES,
        SILENT,
        CANNOT_TELL
    }

    final HostId id;
    AgentInstance instance;
    BootId boot;
    final boolean durableMemory;
    private Way way;
    private final TreeSet<ResourceId> running = new TreeSet<>();
    private final TreeMap<ResourceId, Outcome> odd = new TreeMap<>();
    private final TreeSet<DeviceId> mute = new TreeSet<>();
    private boolean on;

    WillingHost(HostView view, boolean dead) {
        this.id = view.id();
        this.instance =
                view.contact().lastInstance() instanceof AgentInstance known
                        ? known
                        : new AgentInstance("agent of " + id);
        this.boot =
                view.contact().lastBoot() instanceof BootId known
                        ? known
                        : new BootId("boot of " + id);
        this.durableMemory = view.contact().durableMemory();
        this.on = !(view.power() instanceof Power.Off);
        this.way = dead ? Way.SILENT : way(view.contact().reach());
        view.work().sightings().forEach(this::remember);
        view.devices().forEach(this::remember);
    }

    private static Way way(Reach reach) {
        return switch (reach) {
            case Reach.Up _ -> Way.ANSWERS;
            case Reach.AliveNotServing _ -> Way.REFUSES;
            case Reach.CannotTell _ -> Way.CANNOT_TELL;
            case Reach.Connecting _,
                    Reach.NeverSeen _,
                    Reach.Suspect _,
                    Reach.Silent _,
                    Reach.Refusing _ ->
                    Way.SILENT;
        };
    }

    private void remember(ResourceId resource, Sighting sighting) {
        switch (sighting.state()) {
            case RUNNING -> running.add(resource);
            case STOPPED -> {}
            case FAILED, UNKNOWN -> odd.put(resource, new Outcome.Ended(1, sighting.reason()));
            case CANNOT_RUN -> odd.put(resource, new Outcome.NotRun(sighting.reason()));
        }
    }

    private void remember(DeviceId device, DeviceView view) {
        boolean failing =
                view.reading()
                        .filter(reading -> reading.state() == DeviceView.State.UNKNOWN)
                        .isPresent();
        if (failing || view.abandoned()) {
            mute.add(device);
        }
    }

    Way way() {
        return on ? way : Way.SILENT;
    }

    /// It boots, and nothing runs there.
    void powerOn() {
        if (!on) {
            on = true;
            way = Way.ANSWERS;
            boot = new BootId(boot + " after its power cycle");
            instance = new AgentInstance(instance + " after its power cycle");
            running.clear();
        }
    }

    Outcome look(ResourceId resource) {
        Outcome known = odd.get(resource);
        return known == null ? new Outcome.Ended(running.contains(resource) ? 0 : 7, "") : known;
    }

    Outcome start(ResourceId resource) {
        if (odd.get(resource) instanceof Outcome.NotRun notRun) {
            return notRun;
        }
        odd.remove(resource);
        running.add(resource);
        return new Outcome.Ended(0, "");
    }

    Outcome stop(ResourceId resource) {
        odd.remove(resource);
        running.remove(resource);
        return new Outcome.Ended(0, "");
    }

    DeviceView.State power(DeviceId device) {
        if (mute.contains(device)) {
            return DeviceView.State.UNKNOWN;
        }
        return on ? DeviceView.State.ON : DeviceView.State.OFF;
    }

    /// Whether that worked.
    boolean powerOff(DeviceId device) {
        if (mute.contains(device)) {
            return false;
        }
        on = false;
        running.clear();
        return true;
    }

    Outcome.Answerer answerer() {
        return new Outcome.Answerer(instance, boot);
    }
}
