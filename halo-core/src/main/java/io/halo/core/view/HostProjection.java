package io.halo.core.view;

import io.halo.core.model.Admin;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostView;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Projects one host.
final class HostProjection {
    private HostProjection() {}

    static HostStatus of(World world, HostView host) {
        return new HostStatus(
                host.id(),
                world.spec().host(host.id()).address(),
                host.connected(),
                active(host.admin()),
                host.latched(),
                protection(world.setOf(host.id()), host),
                reason(host),
                maintenance(host.admin()),
                device(host),
                host.fenceRecord().map(HostProjection::fence).orElse(null));
    }

    private static HostStatus.Protection protection(SetView set, HostView host) {
        if (set.report().phases().isEmpty() && !set.groups().isEmpty()) {
            return new HostStatus.Protection(false, "not judged yet: the manager has just started");
        }
        String why = set.report().unprotected().get(host.id());
        return new HostStatus.Protection(why == null, why == null ? "" : why);
    }

    /// A deactivated host stays so in maintenance, and will be so after it.
    private static boolean active(Admin admin) {
        return switch (admin) {
            case Admin.Active _ -> true;
            case Admin.Inactive _ -> false;
            case Admin.Maintenance maintenance -> !maintenance.inactive();
        };
    }

    private static String reason(HostView host) {
        String reach = reach(host.contact().reach());
        String admin =
                switch (host.admin()) {
                    case Admin.Active _ -> "";
                    case Admin.Inactive(Admin.Note note, _) ->
                            "deactivated by " + note.by() + because(note.why());
                    case Admin.Maintenance(_, Admin.Note note, _, _) ->
                            "in maintenance by " + note.by() + because(note.why());
                };
        return reach.isEmpty() || admin.isEmpty() ? reach + admin : reach + "; " + admin;
    }

    static String reach(Reach reach) {
        return switch (reach) {
            case Reach.Up _ -> "";
            case Reach.Connecting _ -> "connecting for the first time";
            case Reach.NeverSeen(Instant _, String why) -> "has never answered" + because(why);
            case Reach.Suspect(Instant _, String why, int _) -> "does not answer" + because(why);
            case Reach.Silent(Instant _, String why) -> "silent, taken for dead" + because(why);
            case Reach.AliveNotServing(Instant _, String why) ->
                    "the server lives, but its agent does not serve" + because(why);
            case Reach.CannotTell(Instant _, String cause) -> "cannot tell" + because(cause);
            case Reach.Refusing(Instant _, long epoch, String manager) ->
                    "obeys another manager: " + manager + " with epoch " + epoch;
        };
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }

    private static HostStatus.@Nullable Maintenance maintenance(Admin admin) {
        return admin instanceof Admin.Maintenance(Instant until, Admin.Note note, _, _)
                ? new HostStatus.Maintenance(until, note.by(), note.why(), note.at())
                : null;
    }

    private static HostStatus.@Nullable FenceDevice device(HostView host) {
        if (host.devices().isEmpty()) {
            return null;
        }
        var reasons = new ArrayList<String>();
        boolean failing = false;
        int level = 0;
        for (DeviceView device : host.devices().values()) {
            level++;
            String prefix = host.devices().size() == 1 ? "" : "level " + level + ": ";
            trouble(device).ifPresent(why -> reasons.add(prefix + why));
            failing |= failing(device);
        }
        return new HostStatus.FenceDevice(
                reasons.isEmpty(), failing, checkedAt(host), String.join("; ", reasons));
    }

    private static @Nullable Instant checkedAt(HostView host) {
        boolean allAnswered =
                host.devices().values().stream().allMatch(device -> device.lastReading() != null);
        Optional<Instant> oldest =
                host.devices().values().stream()
                        .flatMap(device -> device.reading().stream())
                        .map(DeviceView.Reading::at)
                        .min(Comparator.naturalOrder());
        return allAnswered ? oldest.orElse(null) : null;
    }

    private static boolean failing(DeviceView device) {
        return device.abandoned()
                || device.failures() > 0
                || device.proof() instanceof DeviceProof.Untrusted;
    }

    private static Optional<String> trouble(DeviceView device) {
        if (device.abandoned()) {
            return Optional.of("a program of it cannot be killed");
        }
        if (device.failures() > 0) {
            String words = device.reading().map(DeviceView.Reading::words).orElse("");
            return Optional.of("gives no usable answer" + because(words));
        }
        return switch (device.proof()) {
            case DeviceProof.Proven _ -> Optional.empty();
            case DeviceProof.Unproven _ ->
                    Optional.of("not proven: has not said \"on\" of the connected host yet");
            case DeviceProof.Untrusted(Instant _, String why, boolean _) ->
                    Optional.of("not trusted" + because(why));
        };
    }

    static HostStatus.Fence fence(FenceRecord record) {
        return switch (record.state()) {
            case FenceRecord.State.Planned _ -> line(HostStatus.State.PLANNED, 0, record.reason());
            case FenceRecord.State.Running running ->
                    line(HostStatus.State.RUNNING, running.attempt(), record.reason());
            case FenceRecord.State.Failed failed ->
                    line(HostStatus.State.FAILED, failed.attempt(), failed.why());
            case FenceRecord.State.Unknown unknown ->
                    line(HostStatus.State.UNKNOWN, unknown.attempt(), unknown.why());
            case FenceRecord.State.Abandoned abandoned ->
                    line(
                            HostStatus.State.ABANDONED,
                            abandoned.attempt(),
                            "its program cannot be killed");
            case FenceRecord.State.Confirmed _ ->
                    line(HostStatus.State.CONFIRMED, 0, record.reason());
            case FenceRecord.State.Returned returned ->
                    line(HostStatus.State.RETURNED, 0, returned.how());
            case FenceRecord.State.Lied _ ->
                    line(
                            HostStatus.State.LIED,
                            0,
                            "answered with the boot that it had before the power-off");
        };
    }

    private static HostStatus.Fence line(HostStatus.State state, int attempt, String reason) {
        return new HostStatus.Fence(state, attempt, reason);
    }
}
