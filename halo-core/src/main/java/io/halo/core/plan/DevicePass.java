package io.halo.core.plan;

import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostView;
import io.halo.core.model.Reach;
import java.util.Map;

/// Asks fence devices for their host's power: to prove them (T1), to keep a power-off proven (T3),
/// to find out while a guard holds a fence back.
final class DevicePass {
    private DevicePass() {}

    static void plan(HostView host, PlanDraft draft) {
        int level = 0;
        for (Map.Entry<DeviceId, DeviceView> device : host.devices().entrySet()) {
            ask(host, level++, device.getKey(), device.getValue(), draft);
        }
    }

    private static void ask(
            HostView host, int level, DeviceId device, DeviceView view, PlanDraft draft) {
        boolean fencing =
                host.fence() instanceof FenceRecord fence
                        && (fence.state() instanceof FenceRecord.State.Running
                                || fence.state() instanceof FenceRecord.State.Planned);
        if (view.askingSince() != null
                || view.abandoned()
                || fencing
                || draft.fences(host.id())
                || !worthAsking(host)) {
            return;
        }
        if (view.nextAsk().isAfter(draft.now())) {
            draft.wakeAt(view.nextAsk());
        } else {
            draft.add(
                    new Action.AskPower(
                            host.id(), level, device, draft.world().spec().fencing().timeout()));
        }
    }

    /// A host that is suspected only may answer yet; of one that cannot be told anything about, its
    /// power says nothing either.
    static boolean worthAsking(HostView host) {
        return switch (host.contact().reach()) {
            case Reach.Up _, Reach.Silent _, Reach.AliveNotServing _ -> true;
            case Reach.Suspect _, Reach.NeverSeen _, Reach.CannotTell _ -> host.latched();
            case Reach.Connecting _, Reach.Refusing _ -> false;
        };
    }
}
