package io.halo.core.input;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Counts failures of groups on hosts (contract section 5, "Healing").
public final class Failing {
    private Failing() {}

    /// Adds that many failures; several at once put the host over its limit.
    static GroupView add(
            ClusterSpec spec, GroupView group, HostId host, Instant now, int times, String words) {
        FailurePolicy policy = spec.group(group.id()).policy();
        var at = new ArrayList<Instant>();
        int row = 0;
        if (group.failures().get(host) instanceof GroupView.Failures old) {
            old.at().stream()
                    .filter(moment -> moment.isAfter(now.minus(policy.window())))
                    .forEach(at::add);
            row = at.isEmpty() ? 0 : old.row();
        }
        for (int i = 0; i < times; i++) {
            at.add(now);
        }
        var failures = new TreeMap<>(group.failures());
        failures.put(
                host,
                new GroupView.Failures(
                        at, row + 1, now.plus(policy.backoff(row + 1)), words, false));
        return group.withFailures(failures);
    }

    /// The script says that its configuration is wrong: no host can run it (OCF 6).
    static GroupView everywhere(
            ClusterSpec spec, GroupView group, HostId host, Instant now, String words) {
        GroupView counted = add(spec, group, host, now, 1, words);
        var failures = new TreeMap<>(counted.failures());
        failures.computeIfPresent(
                host,
                (_, last) ->
                        new GroupView.Failures(
                                last.at(), last.row(), last.retryAt(), last.last(), true));
        return counted.withFailures(failures);
    }

    /// Whether the host has failed the group so often that it is no target until the window has
    /// passed.
    public static boolean overLimit(ClusterSpec spec, GroupView group, HostId host, Instant now) {
        FailurePolicy policy = spec.group(group.id()).policy();
        return group.failures().get(host) instanceof GroupView.Failures failures
                && failures.count(now.minus(policy.window())) >= policy.startAttempts();
    }

    /// When hosts that have failed it too often will be targets again; none if there are none.
    public static Stream<Instant> forgiven(ClusterSpec spec, GroupView group, Instant now) {
        FailurePolicy policy = spec.group(group.id()).policy();
        return group.failures().keySet().stream()
                .filter(host -> overLimit(spec, group, host, now))
                .map(host -> Objects.requireNonNull(group.failures().get(host)).at())
                .map(at -> at.get(at.size() - policy.startAttempts()).plus(policy.window()));
    }

    /// Whether it is too early to try again there.
    public static boolean backingOff(GroupView group, HostId host, Instant now) {
        return group.failures().get(host) instanceof GroupView.Failures failures
                && failures.retryAt().isAfter(now);
    }
}
