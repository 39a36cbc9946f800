package io.halo.explorer;

import io.halo.core.model.Admin;
import io.halo.core.model.Contact;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.PowerCut;
import io.halo.core.model.Reach;
import java.util.Comparator;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What matters of a host, as the manager sees it and as it is.
final class CanonHost {
    private static final int DEAD = 5;
    private final Names names;
    private final Moment moment;
    private final Ages ages;
    private final Mixer mixer;

    /// Whether any host is not connected, or fenced: only then it matters since when the others
    /// are.
    private final boolean trouble;

    CanonHost(Names names, Moment moment, Ages ages, Mixer mixer) {
        this.names = names;
        this.moment = moment;
        this.ages = ages;
        this.mixer = mixer;
        this.trouble =
                names.hosts.stream()
                        .map(moment.world()::host)
                        .anyMatch(host -> !host.connected() || host.fence() != null);
    }

    void host(int index) {
        HostView host = moment.world().host(names.hosts.get(index));
        contact(host, moment.truth().hosts[index]);
        power(host);
        host.devices().values().forEach(device -> device(device, host));
        if (host.fence() instanceof FenceRecord fence) {
            fence(fence, host);
        } else {
            mixer.add(0);
        }
        if (host.cut() instanceof PowerCut cut) {
            mixer.add(ages.place(cut.at()));
            hosts(cut.unheard());
        } else {
            mixer.add(0);
        }
        mixer.kind(host.admin());
        mixer.add(
                switch (host.admin()) {
                    case Admin.Active _ -> false;
                    case Admin.Inactive inactive -> inactive.forced();
                    case Admin.Maintenance maintenance -> maintenance.inactive();
                });
        mixer.add(host.receiverSince() == null);
    }

    private void contact(HostView host, HostTruth truth) {
        Contact contact = host.contact();
        mixer.kind(contact.reach())
                .add(contact.everSeen())
                .add(contact.durableMemory())
                .add(contact.failuresDemanded());
        mixer.add(contact.answered() == null ? -1 : ages.place(contact.answered().sentAt()))
                .add(contact.alive() == null ? -1 : ages.place(contact.alive().sentAt()));
        if (trouble) {
            mixer.add(ages.place(contact.gapEnded())).add(ages.age(contact.gapEnded(), DEAD + 2));
        }
        mixer.add(truth.instance(truth.process).equals(contact.lastInstance()))
                .add(contact.lastInstance() == null)
                .add(truth.bootId(truth.boot).equals(contact.lastBoot()))
                .add(contact.lastBoot() == null);
        switch (contact.reach()) {
            case Reach.Up up -> {
                if (trouble) {
                    boolean fence = host.fence() != null;
                    mixer.add(ages.place(up.since()))
                            .add(fence ? ages.age(up.since(), 120) / 20 : 0)
                            .add(ages.age(up.since(), DEAD + 2));
                }
            }
            case Reach.Silent silent -> mixer.add(ages.age(silent.declaredAt(), 3));
            case Reach.Suspect suspect -> mixer.add(suspect.refusals());
            case Reach.Connecting _,
                    Reach.NeverSeen _,
                    Reach.AliveNotServing _,
                    Reach.CannotTell _,
                    Reach.Refusing _ -> {}
        }
    }

    private void power(HostView host) {
        mixer.kind(host.power());
        if (host.power() instanceof Power.Off off) {
            mixer.add(off.by()).add(tens(ages.age(off.askedAt(), 70)));
            hosts(off.bystanders());
        }
    }

    private static long tens(long seconds) {
        return seconds / 10;
    }

    private void hosts(SortedSet<HostId> some) {
        int bits = 0;
        for (HostId host : some) {
            bits |= 1 << names.host(host);
        }
        mixer.add(bits);
    }

    private void device(DeviceView device, HostView host) {
        long wait = -ages.age(device.nextAsk(), 60);
        mixer.kind(device.proof())
                .add(device.proof() instanceof DeviceProof.Untrusted it && it.lied())
                .add(device.askingSince() != null)
                .add(wait <= DEAD ? Math.max(0, wait) : DEAD + wait / 10)
                .add(Math.min(3, device.failures()))
                .add(device.abandoned());
        if (device.lastReading() instanceof DeviceView.Reading reading) {
            Contact.@Nullable Heard alive = host.contact().alive();
            mixer.add(reading.state())
                    .add(ages.place(reading.askedAt()))
                    .add(alive != null && alive.sentAt().isAfter(reading.at()));
        }
    }

    private void fence(FenceRecord fence, HostView host) {
        mixer.kind(fence.state())
                .add(fence.kind())
                .add(fence.by())
                .add(fence.forced())
                .add(fence.again())
                .add(fence.boot() == null)
                .add(fence.boot() != null && fence.boot().equals(host.contact().lastBoot()));
        switch (fence.state()) {
            case FenceRecord.State.Planned _ -> mixer.add(ages.age(fence.plannedAt(), DEAD));
            case FenceRecord.State.Running run -> {
                mixer.add(Math.min(5, run.attempt()));
                hosts(run.bystanders());
            }
            case FenceRecord.State.Failed failed ->
                    mixer.add(Math.min(5, failed.attempt())).add(retry(failed.retryAt()));
            case FenceRecord.State.Unknown unknown ->
                    mixer.add(Math.min(5, unknown.attempt())).add(retry(unknown.retryAt()));
            case FenceRecord.State.Abandoned _,
                    FenceRecord.State.Confirmed _,
                    FenceRecord.State.Returned _,
                    FenceRecord.State.Lied _ -> {}
        }
    }

    private long retry(java.time.Instant at) {
        long wait = -ages.age(at, 300);
        return wait < -10 ? -10 + wait / 30 : wait <= 10 ? wait : 10 + wait / 30;
    }

    void truth(int index) {
        HostTruth host = moment.truth().hosts[index];
        long now = moment.now();
        mixer.add(host.power)
                .add(host.link)
                .add(host.running)
                .add(host.broken)
                .add(host.hidden & host.running)
                .add(host.deviceGone)
                .add(host.deviceLies)
                .add(host.off != null)
                .add(host.off != null && host.off.deadline() <= now + 1_000_000)
                .add(host.lateOffUntil == 0 ? 0 : 1 + (host.lateOffUntil - now) / Turn.SECOND / 30);
        if (host.late != null) {
            mixer.add(host.late.process() == host.process)
                    .add(host.late.boot() == host.boot)
                    .add(ages.place(Turn.START.plusNanos(host.late.sentAt())));
        }
        if (!host.answers()) {
            mixer.add(now - host.lostSince >= DEAD * Turn.SECOND)
                    .add(now - host.heardAt >= DEAD * Turn.SECOND);
        }
        host.scripts.stream()
                .sorted(
                        Comparator.comparingInt(HostTruth.Script::resource)
                                .thenComparing(HostTruth.Script::waited))
                .forEach(script -> script(script, host, now));
        host.lostLooks.stream()
                .sorted(Comparator.comparingInt(HostTruth.LostLook::resource))
                .forEach(look -> mixer.add(look.resource()));
    }

    private void script(HostTruth.Script script, HostTruth host, long now) {
        mixer.add(script.resource())
                .add(script.start())
                .add(script.waited())
                .add(script.code())
                .add(script.agent() == host.process)
                .add(script.deadline() <= now + 1_000_000);
    }
}
