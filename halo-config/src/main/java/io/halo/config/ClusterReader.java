package io.halo.config;

import static io.halo.config.Durations.show;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Fencing;
import io.halo.core.model.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads the section `cluster`: what holds for all hosts and resources.
final class ClusterReader {
    private static final String WHAT = "cluster";
    private static final List<String> KEYS =
            List.of("name", "dead_after", "monitor_interval", "timeouts", "fencing");
    private static final List<String> FENCING_KEYS =
            List.of(
                    "timeout",
                    "attempts",
                    "retry_delay",
                    "check_interval",
                    "max_at_once",
                    "max_per_hour");

    /// The section with its defaults filled in.
    record Cluster(
            String name,
            Duration deadAfter,
            Duration monitorInterval,
            Timeouts timeouts,
            Fencing fencing) {
        static final Cluster DEFAULT =
                new Cluster(
                        ClusterSpec.DEFAULT_NAME,
                        ClusterSpec.DEFAULT_DEAD_AFTER,
                        ClusterSpec.DEFAULT_MONITOR_INTERVAL,
                        Timeouts.DEFAULT,
                        Fencing.DEFAULT);
    }

    private final Problems problems;

    ClusterReader(Problems problems) {
        this.problems = problems;
    }

    Cluster read(Optional<YamlNode> node) {
        return node.flatMap(section -> Fields.of(section, WHAT, KEYS, problems))
                .map(this::cluster)
                .orElse(Cluster.DEFAULT);
    }

    private Cluster cluster(Fields fields) {
        return new Cluster(
                fields.text("name")
                        .filter(text -> Ids.check(text, WHAT, problems))
                        .map(YamlNode.Text::text)
                        .orElse(ClusterSpec.DEFAULT_NAME),
                deadAfter(fields),
                fields.duration("monitor_interval", ClusterSpec.DEFAULT_MONITOR_INTERVAL),
                ResourceReader.timeouts(fields, Timeouts.DEFAULT).yielding(),
                fields.section("fencing", FENCING_KEYS)
                        .map(ClusterReader::fencing)
                        .orElse(Fencing.DEFAULT));
    }

    private Duration deadAfter(Fields fields) {
        Duration deadAfter = fields.duration("dead_after", ClusterSpec.DEFAULT_DEAD_AFTER);
        if (deadAfter.compareTo(ClusterSpec.MIN_DEAD_AFTER) < 0) {
            problems.error(
                    fields.at("dead_after"),
                    WHAT
                            + ": dead_after must be at least "
                            + show(ClusterSpec.MIN_DEAD_AFTER)
                            + ", not "
                            + show(deadAfter));
            return ClusterSpec.MIN_DEAD_AFTER;
        }
        return deadAfter;
    }

    private static Fencing fencing(Fields fields) {
        Fencing absent = Fencing.DEFAULT;
        return new Fencing(
                fields.duration("timeout", absent.timeout()),
                fields.count("attempts", absent.attempts()),
                fields.duration("retry_delay", absent.retryDelay()),
                fields.duration("check_interval", absent.checkInterval()),
                fields.count("max_at_once", absent.maxAtOnce()),
                fields.count("max_per_hour", absent.maxPerHour()));
    }
}
