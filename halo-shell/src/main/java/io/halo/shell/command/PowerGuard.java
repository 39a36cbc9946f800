package io.halo.shell.command;

import io.halo.core.model.HostId;
import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.ClusterStatus.Host;
import io.halo.shell.client.Reply;
import io.halo.shell.client.Reply.Answer;
import io.halo.shell.client.Reply.Failure;
import io.halo.shell.client.Reply.Unreachable;
import io.halo.shell.command.PowerCommand.Verb;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.NodeSet;
import java.time.Duration;
import java.util.List;

/// Keeps `power` out of the way of a live manager: what it is fencing must not be switched on
/// behind its back.
///
/// It starts groups elsewhere as soon as their host is confirmed off; a host that comes on at that
/// moment may still write to the same disks.
record PowerGuard(GlobalOptions globals, Console console) {
    /// Somebody waits, and without a manager the answer comes at once.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// The hosts that may be switched; about the others a line is printed.
    List<HostId> allowed(Verb verb, List<HostId> hosts, boolean force) {
        if (verb == Verb.STATUS) {
            return hosts;
        }
        Reply reply = Manager.of(globals).get("/status", PATIENCE);
        return verb == Verb.OFF ? warned(reply, hosts) : notFenced(reply, hosts, force);
    }

    /// One that was fenced has no groups any more.
    private List<HostId> warned(Reply reply, List<HostId> hosts) {
        List<String> fenced =
                reply instanceof Answer answer
                        ? ClusterStatus.of(answer.body()).hosts().stream()
                                .filter(Host::fenced)
                                .map(Host::id)
                                .toList()
                        : List.of();
        List<String> struck =
                hosts.stream().map(HostId::value).filter(host -> !fenced.contains(host)).toList();
        if (!isAbsent(reply) && !struck.isEmpty()) {
            console.error(
                    "a manager is running: it will take "
                            + String.join(", ", NodeSet.fold(struck))
                            + " for dead and fail "
                            + (struck.size() == 1 ? "its" : "their")
                            + " groups over");
        }
        return hosts;
    }

    private List<HostId> notFenced(Reply reply, List<HostId> hosts, boolean force) {
        if (reply instanceof Answer answer) {
            List<String> fencing =
                    ClusterStatus.of(answer.body()).hosts().stream()
                            .filter(Host::hasOpenFence)
                            .map(Host::id)
                            .toList();
            hosts.stream()
                    .filter(host -> fencing.contains(host.value()))
                    .forEach(host ->
                            console.error(
                                    "the manager is fencing "
                                            + host
                                            + ": it stays as it is until that has ended (halo status)"));
            return hosts.stream().filter(host -> !fencing.contains(host.value())).toList();
        }
        if (isAbsent(reply) || force) {
            return hosts;
        }
        console.error(
                "cannot ask the manager at "
                        + globals.socket()
                        + " whether it is fencing: "
                        + (reply instanceof Unreachable unreachable
                                ? unreachable.detail()
                                : "it refused to answer")
                        + "; if it is not, write --force");
        return List.of();
    }

    /// No socket, or one that nobody listens on: there is no manager.
    private static boolean isAbsent(Reply reply) {
        return reply instanceof Unreachable unreachable
                && (unreachable.failure() == Failure.NO_SOCKET
                        || unreachable.failure() == Failure.NOT_LISTENING);
    }
}
