package io.halo.shell.interactive;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.client.Reply;
import io.halo.shell.client.Reply.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the session wants to know of the cluster while somebody types. Short deadlines: no answer
/// is an answer.
final class LiveCluster {
    /// A prompt that comes later than this feels broken.
    private static final Duration FOR_PROMPT = Duration.ofMillis(400);

    private static final Duration FOR_COMPLETION = Duration.ofSeconds(1);

    private final ManagerClient manager;

    LiveCluster(Path socket) {
        manager = new ManagerClient(socket);
    }

    /// The verdict's word; empty if no manager answers.
    Optional<String> verdict() {
        return status(FOR_PROMPT)
                .map(status -> status.verdict().level())
                .filter(level -> !level.isEmpty());
    }

    List<String> hosts() {
        return status(FOR_COMPLETION).stream()
                .flatMap(status -> status.hosts().stream())
                .map(ClusterStatus.Host::id)
                .toList();
    }

    List<String> groups() {
        return status(FOR_COMPLETION).stream()
                .flatMap(status -> status.resources().stream())
                .map(ClusterStatus.Resource::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }

    private Optional<ClusterStatus> status(Duration deadline) {
        Reply reply = manager.get("/status", deadline);
        return reply instanceof Answer answer
                ? Optional.of(ClusterStatus.of(answer.body()))
                : Optional.empty();
    }
}
