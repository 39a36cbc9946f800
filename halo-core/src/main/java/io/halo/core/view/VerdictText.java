package io.halo.core.view;

import java.util.ArrayList;
import java.util.List;

/// The line after the verdict's word.
///
/// @param unmanaged how many groups were unmanaged by name
/// @param inMaintenance how many groups are unmanaged because of a maintenance
record VerdictText(
        List<ResourceStatus> resources, List<HostStatus> hosts, int unmanaged, int inMaintenance) {
    /// Further reasons are counted only; `status` and `explain` have them all.
    private static final int REASONS_MAX = 2;

    private static final int REASON_LENGTH = 240;

    String of(Verdict.Level level, List<String> critical) {
        var parts = new ArrayList<String>();
        parts.add(running());
        critical.stream().limit(REASONS_MAX).map(VerdictText::inShort).forEach(parts::add);
        if (critical.size() > REASONS_MAX) {
            parts.add("and " + (critical.size() - REASONS_MAX) + " more");
        }
        addHosts(parts, level);
        if (unmanaged > 0) {
            parts.add(count(unmanaged, "group") + " unmanaged");
        }
        if (inMaintenance > 0) {
            parts.add(count(inMaintenance, "group") + " in maintenance");
        }
        return String.join("; ", parts);
    }

    private static String inShort(String reason) {
        return reason.length() <= REASON_LENGTH
                ? reason
                : reason.substring(0, REASON_LENGTH).strip() + "…";
    }

    /// `4 resources running, 2 of them failed over`, or `3 of 4 resources running, 1 stopped by
    /// command`.
    private String running() {
        long running =
                resources.stream().filter(resource -> !resource.runningOn().isEmpty()).count();
        long failedOver =
                resources.stream()
                        .filter(resource -> resource.status() == ResourceStatus.Status.FAILED_OVER)
                        .count();
        long unwanted =
                resources.stream()
                        .filter(resource ->
                                resource.desired() == ResourceStatus.Desired.STOPPED
                                        && resource.runningOn().isEmpty())
                        .count();
        String text =
                running == resources.size()
                        ? count(running, "resource") + " running"
                        : running + " of " + count(resources.size(), "resource") + " running";
        return text
                + (failedOver == 0 ? "" : ", " + failedOver + " of them failed over")
                + (unwanted == 0 ? "" : ", " + unwanted + " stopped by command");
    }

    private void addHosts(List<String> parts, Verdict.Level level) {
        long disconnected = hosts.stream().filter(host -> !host.connected()).count();
        long fenced = hosts.stream().filter(host -> host.connected() && host.fenced()).count();
        long exposed = hosts.stream().filter(host -> !host.protection().ok()).count();
        long failing =
                hosts.stream()
                        .filter(host -> host.fenceDevice() != null && host.fenceDevice().failing())
                        .count();
        if (disconnected > 0) {
            parts.add(disconnected + " of " + count(hosts.size(), "host") + " disconnected");
        }
        if (fenced > 0) {
            parts.add(count(fenced, "host") + " fenced");
        }
        if (failing > 0) {
            parts.add(count(failing, "fence device") + " failing");
        }
        // That a survivor has no partner is clear from the host that is missing.
        if (exposed > 0 && disconnected == 0 && fenced == 0) {
            parts.add(count(exposed, "host") + " not protected");
        }
        if (level == Verdict.Level.OK) {
            parts.add(count(hosts.size(), "host") + " connected");
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
