package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.ClusterStatus.Resource;
import io.halo.shell.client.Json;
import io.halo.shell.client.Reply.Answer;
import io.halo.shell.render.CleanText;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.NodeSet;
import io.halo.shell.spec.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an operator may have meant by a name that the manager does not know.
final class NearName {
    private static final int MOST = 3;
    private static final int LONGEST = 200;

    private NearName() {}

    /// Of a host, as the end of a sentence; empty if there is nothing like it.
    static String ofHost(String name, GlobalOptions globals) {
        return status(globals).map(status -> ofHost(name, status)).orElse("");
    }

    static String ofHost(String name, ClusterStatus status) {
        return groups(status).contains(name) ? "; it is a group" : among(name, hosts(status));
    }

    static String ofGroup(String name, GlobalOptions globals) {
        return status(globals).map(status -> ofGroup(name, status)).orElse("");
    }

    /// Of a host or a group.
    static String ofAny(String name, ClusterStatus status) {
        return among(name, Stream.of(hosts(status), groups(status)).flatMap(List::stream).toList());
    }

    /// The group that a resource belongs to.
    static Optional<String> groupOf(String resource, ClusterStatus status) {
        return status.resources().stream()
                .filter(it -> it.id().equals(resource))
                .findFirst()
                .map(Resource::group);
    }

    static String ofGroup(String name, ClusterStatus status) {
        Optional<Resource> member =
                status.resources().stream().filter(it -> it.id().equals(name)).findFirst();
        if (member.isPresent()) {
            return "; it belongs to the group " + member.get().group();
        }
        return hosts(status).contains(name) ? "; it is a host" : among(name, groups(status));
    }

    /// @param word a host or a group, or `cluster`
    static String ofScope(String word, ClusterStatus status) {
        return status.resources().stream().anyMatch(it -> it.id().equals(word))
                ? ofGroup(word, status)
                : among(
                        word,
                        Stream.of(List.of("cluster"), hosts(status), groups(status))
                                .flatMap(List::stream)
                                .toList());
    }

    /// The nearest of those that there are; if too many or none is near, all of them.
    static String among(String name, Collection<String> known) {
        List<String> near = Spelling.allNearest(name, known);
        if (!near.isEmpty() && near.size() <= MOST) {
            return "; did you mean " + String.join(" or ", near) + "?";
        }
        return known.isEmpty()
                ? ""
                : "; there are " + CleanText.line(String.join(", ", NodeSet.fold(known)), LONGEST);
    }

    static List<String> hosts(ClusterStatus status) {
        return status.hosts().stream().map(ClusterStatus.Host::id).toList();
    }

    static List<String> groups(ClusterStatus status) {
        return status.resources().stream().map(Resource::group).distinct().toList();
    }

    /// The manager has just answered; if it does not now, there is no hint.
    static Optional<ClusterStatus> status(GlobalOptions globals) {
        return Manager.of(globals).get("/status", Manager.PATIENCE) instanceof Answer(_, Json body)
                ? Optional.of(ClusterStatus.of(body))
                : Optional.empty();
    }
}
