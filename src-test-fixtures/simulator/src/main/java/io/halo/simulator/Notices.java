package io.halo.simulator;

import io.halo.core.model.Finding;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.Severity;
import java.util.List;
import java.util.stream.Stream;

/// What an operator is told at this moment, by any manager that runs.
final class Notices {
    private final Ground ground;

    Notices(Ground ground) {
        this.ground = ground;
    }

    /// Whether something critical is said about this very group.
    boolean of(GroupSpec group) {
        return about(group).findAny().isPresent();
    }

    /// Whether it is said that it runs twice: about its being down, or not wholly up, something
    /// critical may be said as well.
    boolean ofConflict(GroupSpec group) {
        return about(group).anyMatch(it -> it.code() == Finding.Code.CONFLICT);
    }

    private Stream<Finding> about(GroupSpec group) {
        return managers()
                .filter(manager -> manager.world().spec().groups().containsKey(group.id()))
                .flatMap(manager -> manager.world().setOf(group.id()).report().findings().stream())
                .filter(it ->
                        it.severity() == Severity.CRITICAL
                                && it.object().equals(group.id().value()));
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
