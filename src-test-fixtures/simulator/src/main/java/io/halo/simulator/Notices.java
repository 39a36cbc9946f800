package io.halo.simulator;

import io.halo.core.model.Finding;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an operator is told at this moment, by any manager that runs.
final class Notices {
    private final Ground ground;

    Notices(Ground ground) {
        this.ground = ground;
    }

    /// Whether something critical is said about this very group.
    boolean of(GroupSpec group) {
        return managers().flatMap(manager -> about(manager, group)).findAny().isPresent();
    }

    /// The managers that say that it runs twice: about its being down, or not wholly up, something
    /// critical may be said as well.
    Set<String> ofConflict(GroupSpec group) {
        return managers()
                .filter(manager ->
                        about(manager, group).anyMatch(it -> it.code() == Finding.Code.CONFLICT))
                .map(ManagerProcess::life)
                .collect(Collectors.toSet());
    }

    private static Stream<Finding> about(ManagerProcess manager, GroupSpec group) {
        return manager.world().spec().groups().containsKey(group.id())
                ? manager.world().setOf(group.id()).report().findings().stream()
                        .filter(it ->
                                it.severity() == Severity.CRITICAL
                                        && it.object().equals(group.id().value()))
                : Stream.empty();
    }

    /// What is said about a server by the manager at the first seat.
    List<Finding> of(Server server) {
        return ground.seats.getFirst().running().stream()
                .filter(manager -> manager.world().setOf().containsKey(server.id))
                .flatMap(manager -> manager.world().setOf(server.id).report().findings().stream())
                .filter(it -> it.object().equals(server.id.value()))
                .toList();
    }

    private Stream<ManagerProcess> managers() {
        return ground.seats.stream().flatMap(seat -> seat.running().stream());
    }
}
