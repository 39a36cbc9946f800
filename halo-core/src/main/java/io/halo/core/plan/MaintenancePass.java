package io.halo.core.plan;

import io.halo.core.model.Admin;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Maintenance.Scope;
import io.halo.core.model.SetView;
import io.halo.core.model.Severity;
import java.util.Optional;

/// Reminds of maintenance whose end time has passed: an event and a warning, never automatic
/// control.
final class MaintenancePass {
    private MaintenancePass() {}

    static void plan(SetView set, PlanDraft draft) {
        for (HostView host : set.hosts().values()) {
            if (host.admin() instanceof Admin.Maintenance it) {
                remind(of(host, it), draft);
            }
        }
        for (GroupView group : set.groups().values()) {
            if (group.control() instanceof GroupView.Control.Unmanaged(_, Maintenance scope)
                    && scope != null
                    && scope.scope() == Scope.GROUP) {
                remind(scope, draft);
            }
        }
    }

    static Maintenance of(HostView host, Admin.Maintenance it) {
        return new Maintenance(Scope.HOST, host.id().value(), it.until(), it.over(), it.note());
    }

    private static void remind(Maintenance what, PlanDraft draft) {
        if (what.until() != null && !what.over()) {
            if (what.until().isAfter(draft.now())) {
                draft.wakeAt(what.until());
            } else {
                draft.add(new Action.RemindMaintenance(what));
                draft.wakeAt(draft.now());
            }
        }
        overdue(what).ifPresent(draft::find);
    }

    /// What ends it.
    static String off(Maintenance what) {
        return "halo maintenance off " + (what.scope() == Scope.CLUSTER ? "cluster" : what.id());
    }

    static Optional<Finding> overdue(Maintenance what) {
        return what.over()
                ? Optional.of(
                        new Finding(
                                Finding.Code.MAINTENANCE_OVER,
                                Severity.WARNING,
                                what.id(),
                                "its maintenance was to end at " + what.until() + " and goes on",
                                off(what)))
                : Optional.empty();
    }
}
