package io.halo.config;

import static io.halo.config.Durations.show;

import io.halo.config.YamlNode.Text;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.FailurePolicy.Failback;
import io.halo.core.model.FailurePolicy.OnStartFailure;
import io.halo.core.model.FailurePolicy.OnStopFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the list `resource_groups`.
final class GroupReader {
    private static final String WHAT = "resource group";
    private static final List<String> KEYS =
            List.of("root", "home_host", "failover_hosts", "policy");
    private static final List<String> POLICY_KEYS =
            List.of(
                    "start_attempts",
                    "window",
                    "backoff_first",
                    "backoff_max",
                    "on_start_failure",
                    "on_stop_failure",
                    "failback");

    private final Problems problems;

    GroupReader(Problems problems) {
        this.problems = problems;
    }

    List<RawGroup> read(List<YamlNode> nodes) {
        var groups = new ArrayList<RawGroup>();
        for (YamlNode node : nodes) {
            Fields.of(node, WHAT, KEYS, problems).flatMap(this::group).ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<RawGroup> group(Fields fields) {
        Optional<Text> root = fields.requiredText("root");
        Optional<Text> home = fields.requiredText("home_host");
        List<Text> failover = fields.names("failover_hosts");
        FailurePolicy policy =
                fields.section("policy", POLICY_KEYS)
                        .map(this::policy)
                        .orElse(FailurePolicy.DEFAULT);
        return root.map(
                text -> new RawGroup(fields.at(), text, home.orElse(null), failover, policy));
    }

    private FailurePolicy policy(Fields fields) {
        FailurePolicy absent = FailurePolicy.DEFAULT;
        Duration first = fields.duration("backoff_first", absent.backoffFirst());
        Duration max = fields.duration("backoff_max", absent.backoffMax());
        if (first.compareTo(max) > 0) {
            Position at = fields.at(fields.has("backoff_max") ? "backoff_max" : "backoff_first");
            problems.error(
                    at,
                    WHAT
                            + " policy: backoff_max ("
                            + show(max)
                            + ") is shorter than backoff_first ("
                            + show(first)
                            + ")");
            max = first;
        }
        return new FailurePolicy(
                fields.count("start_attempts", absent.startAttempts()),
                fields.duration("window", absent.window()),
                first,
                max,
                fields.word("on_start_failure", OnStartFailure.class, absent.onStartFailure()),
                fields.word("on_stop_failure", OnStopFailure.class, absent.onStopFailure()),
                fields.word("failback", Failback.class, absent.failback()));
    }
}
