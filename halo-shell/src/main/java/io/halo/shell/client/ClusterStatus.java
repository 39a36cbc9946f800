package io.halo.shell.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What `GET /status` says, as far as the console shows it.
public record ClusterStatus(
        Verdict verdict,
        List<Resource> resources,
        List<Host> hosts,
        List<Finding> findings,
        List<Event> events) {

    public record Verdict(String level, String text) {}

    /// What belongs to the group (phase, reason, comment, managed, wanted, failures) is repeated on
    /// each of its members.
    ///
    /// @param hosts what is known of it on each host, by the host's id
    public record Resource(
            String id,
            String kind,
            String group,
            List<String> dependents,
            String status,
            String phase,
            String reason,
            String comment,
            boolean managed,
            boolean wanted,
            String homeHost,
            List<String> runningOn,
            int failures,
            Map<String, Sighting> hosts) {

        public boolean isRoot() {
            return id.equals(group);
        }

        public boolean isAway() {
            return isRoot() && managed && wanted && status.equals("Running (Failed Over)");
        }

        /// Wanted and running at home, or stopped because somebody said so.
        public boolean isNormal() {
            return managed && failures == 0 && status.equals(wanted ? "Running" : "Stopped");
        }
    }

    public record Sighting(String status, String reason, String checkedAt) {}

    /// @param fence the state of its newest fence, in the manager's word; empty if there is none
    public record Host(
            String id,
            boolean connected,
            boolean active,
            boolean fenced,
            boolean inMaintenance,
            boolean isProtected,
            String notProtectedBecause,
            String reason,
            String fence,
            boolean deviceOk,
            String deviceReason) {
        private static final Set<String> ENDED_FENCES = Set.of("confirmed", "returned", "lied");

        public boolean isNormal() {
            return connected
                    && active
                    && !fenced
                    && !inMaintenance
                    && isProtected
                    && deviceOk
                    && !hasOpenFence();
        }

        /// Whether its groups can come home.
        public boolean takesGroups() {
            return connected && active && !fenced && !inMaintenance && !hasOpenFence();
        }

        /// Whether its power-off is still being worked on. A state that this console does not know
        /// counts as one.
        public boolean hasOpenFence() {
            return !fence.isEmpty() && !ENDED_FENCES.contains(fence.toLowerCase(Locale.ROOT));
        }
    }

    /// @param command what to type about it; may be empty
    public record Finding(
            String code, String severity, String object, String text, String command) {}

    public record Event(String time, String kind, String object, String actor, String comment) {}

    public static ClusterStatus of(Json document) {
        Json verdict = document.get("verdict");
        return new ClusterStatus(
                new Verdict(verdict.text("level"), verdict.text("text")),
                document.get("resources").list().stream().map(ClusterStatus::resource).toList(),
                document.get("hosts").list().stream().map(ClusterStatus::host).toList(),
                document.get("findings").list().stream().map(ClusterStatus::finding).toList(),
                document.get("events").list().stream().map(ClusterStatus::event).toList());
    }

    private static Resource resource(Json json) {
        Map<String, Sighting> hosts = new LinkedHashMap<>();
        json.get("hosts").map().forEach((host, seen) -> hosts.put(host, sighting(seen)));
        return new Resource(
                json.text("id"),
                json.text("kind"),
                json.text("group"),
                json.texts("dependents"),
                json.text("status"),
                json.text("phase"),
                json.text("reason"),
                json.text("comment"),
                json.is("managed", true),
                !json.text("desired").equalsIgnoreCase("stopped"),
                json.text("home_host"),
                json.texts("running_on"),
                json.number("failures"),
                hosts);
    }

    private static Sighting sighting(Json json) {
        return new Sighting(json.text("status"), json.text("reason"), json.text("checked_at"));
    }

    private static Host host(Json json) {
        return new Host(
                json.text("id"),
                json.is("connected", false),
                json.is("active", true),
                json.is("fenced", false),
                json.isSet("maintenance"),
                json.get("protected").is("ok", true),
                json.get("protected").text("reason"),
                json.text("reason"),
                json.get("fence").text("state"),
                !json.get("fence_device").is("failing", false),
                json.get("fence_device").text("reason"));
    }

    private static Finding finding(Json json) {
        return new Finding(
                json.text("code"),
                json.text("severity"),
                json.text("object"),
                json.text("text"),
                json.text("command"));
    }

    private static Event event(Json json) {
        return new Event(
                json.text("time"),
                json.text("kind"),
                json.text("object"),
                json.text("actor"),
                json.text("comment"));
    }
}
