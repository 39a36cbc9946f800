package io.halo.shell.command;

import io.halo.core.model.HostId;
import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.ClusterStatus.Host;
import io.halo.shell.client.Reply;
import io.halo.shell.client.Reply.Answer;
import io.halo.shell.client.Reply.Failure;
import io.halo.shell.client.Reply.Unreachable;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.NodeSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Keeps `power` out of the way of a live manager: what it is fencing must not be switched on
/// behind its back.
///
/// It starts groups elsewhere as soon as their host is confirmed off; a host that comes on at that
/// moment may still write to the same disks.
record PowerGuard(GlobalOptions globals, Console console) {
    /// Somebody waits, and without a manager the answer comes at once.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// Asks whoever sits there before a manager that runs is made to take hosts for dead. A script
    /// is told.
    ///
    /// @return how the command ends without having done anything; empty to go on
    Optional<ExitStatus> beforeOff(List<HostId> hosts, boolean yes) {
        Reply reply = status();
        List<String> struck = struck(reply, hosts);
        if (isAbsent(reply) || struck.isEmpty()) {
            return Optional.empty();
        }
        String what =
                "a manager is running: it will take "
                        + String.join(", ", NodeSet.fold(struck))
                        + " for dead and fail "
                        + (struck.size() == 1 ? "its" : "their")
                        + " groups over";
        Optional<ExitStatus> end =
                yes ? Optional.empty() : Confirmation.needed(console, what + ".", "");
        if (end.isEmpty()) {
            console.error(what);
        }
        return end;
    }

    /// One that was fenced has no groups any more.
    private static List<String> struck(Reply reply, List<HostId> hosts) {
        List<String> fenced =
                reply instanceof Answer answer
                        ? ClusterStatus.of(answer.body()).hosts().stream()
                                .filter(Host::fenced)
                                .map(Host::id)
                                .toList()
                        : List.of();
        return hosts.stream().map(HostId::value).filter(host -> !fenced.contains(host)).toList();
    }

    /// The hosts that may be switched on; about the others a line is printed.
    List<HostId> notFenced(List<HostId> hosts, boolean force) {
        Reply reply = status();
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

    private Reply status() {
        return Manager.of(globals).get("/status", PATIENCE);
    }

    /// No socket, or one that nobody listens on: there is no manager.
    private static boolean isAbsent(Reply reply) {
        return reply instanceof Unreachable unreachable
                && (unreachable.failure() == Failure.NO_SOCKET
                        || unreachable.failure() == Failure.NOT_LISTENING);
    }
}
