package io.halo.core.view;

import io.halo.core.model.Finding;
import io.halo.core.model.SetReport;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.util.List;

/// Tells whether anything was planned anew since it was asked last.
final class ReportWatch {
    private List<SetReport> reports = List.of();
    private List<Finding> ofCluster = List.of();

    boolean changed(World world) {
        List<SetReport> current = world.sets().values().stream().map(SetView::report).toList();
        boolean same = sameInstances(current) && world.findings().equals(ofCluster);
        reports = current;
        ofCluster = world.findings();
        return !same;
    }

    private boolean sameInstances(List<SetReport> current) {
        if (current.size() != reports.size()) {
            return false;
        }
        for (int i = 0; i < current.size(); i++) {
            if (!isSame(current.get(i), reports.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Planning makes a new report each time; to compare what two hold would cost more than to read
    /// one.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(SetReport one, SetReport other) {
        return one == other;
    }
}
