package io.halo.core.input;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.PowerCut;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What counts as proof that a host is off (safety.md section 2, PowerOff).
public final class Evidence {
    /// An older answer of a device allows no start. Stricter than the law asks for a group's own
    /// place, and simpler.
    public static final Duration POWER_FRESH = Duration.ofSeconds(60);

    /// While a power-off is relied on, the device is asked so often (T3): half of [#POWER_FRESH],
    /// so that one answer may fail.
    public static final Duration POWER_RECHECK = Duration.ofSeconds(30);

    /// A host that lives although an `off` may still take effect is no receiver for so long.
    public static final Duration LATE_OFF = Duration.ofMinutes(2);

    private Evidence() {}

    /// Whether the host is proven off, bystanders included. The fold takes the *off* only from a
    /// proven device (T1) or an operator, and drops it when anything sent later is answered, so
    /// what is left to check is its age, T2, and that a host which answered until then is not heard
    /// any more: of one that is powered off while it lives that takes some beats, and so it does
    /// for a manager that has just started.
    public static boolean poweredOff(
            ClusterSpec spec, HostView host, Map<HostId, HostView> set, Instant now) {
        return host.power() instanceof Power.Off off
                && fresh(off, now)
                && !host.connected()
                && !fenceRuns(host)
                && !ContactFold.expected(host.contact(), spec, now)
                && bystandersKnown(off, set);
    }

    /// T2: whoever was there is heard since, or an operator vouches that it is off.
    private static boolean bystandersKnown(Power.Off off, Map<HostId, HostView> set) {
        return off.bystanders().stream()
                .allMatch(other ->
                        set.get(other) instanceof HostView bystander
                                && bystander.power() instanceof Power.Off its
                                && its.by() == Power.Witness.OPERATOR);
    }

    /// When the host was found off after its power had been taken. What is asked again since (T3)
    /// does not move it.
    public static Instant offSince(HostView host, Power.Off off) {
        if (host.cut() instanceof PowerCut cut) {
            return cut.at();
        }
        return host.fence() instanceof FenceRecord fence
                        && fence.state() instanceof FenceRecord.State.Confirmed confirmed
                ? confirmed.at()
                : off.askedAt();
    }

    /// What was asked for before a program of ours has ended proves nothing.
    static boolean fenceRuns(HostView host) {
        return host.fence() instanceof FenceRecord fence
                && (fence.state() instanceof FenceRecord.State.Running
                        || fence.state() instanceof FenceRecord.State.Abandoned);
    }

    /// Whether what was said is young enough to be relied on; an operator's word does not age.
    public static boolean fresh(Power.Off off, Instant now) {
        return off.by() == Power.Witness.OPERATOR
                || Duration.between(off.askedAt(), now).compareTo(POWER_FRESH) <= 0;
    }
}
