package io.halo.core.view;

import static io.halo.core.view.Clusters.A;
import static io.halo.core.view.Clusters.B;
import static io.halo.core.view.Clusters.NOW;
import static io.halo.core.view.Clusters.P;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.halo.core.model.Admin;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Phase;
import io.halo.core.model.Power;
import io.halo.core.model.Sighting.State;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusViewTest {
    @Test
    void listsGroupsInTheOrderOfTheFileAndMembersAsATree() {
        assertThat(status(Clusters.healthy()).resources())
                .extracting(resource -> resource.id().value())
                .containsExactly("p", "t1", "t2", "t3", "q");
    }

    /// What is kept from one picture to the next is never old.
    @Test
    void everyPictureOfASeriesIsAsIfItWereTheFirst() {
        World healthy = Clusters.healthy();
        World failed = healthy.with(failedOnce(healthy));
        Instant forgiven = NOW.plus(failed.spec().group(P).policy().window()).plusSeconds(1);
        var view = new StatusView();

        for (World world :
                List.of(
                        healthy,
                        Clusters.seen(healthy, A, State.STOPPED, "t2"),
                        Clusters.silent(healthy, A),
                        Clusters.reported(healthy, Phase.STARTING, Phase.RUNNING),
                        failed,
                        healthy)) {
            for (Instant moment : List.of(NOW, forgiven)) {
                assertThat(view.next(world, moment, List.of()))
                        .isEqualTo(StatusView.of(world, moment, List.of()));
            }
        }
    }

    /// A look that shows what is known is no news; whatever else changes is.
    @Test
    void onlyTheTimesOfLooksAreNoNews() {
        World healthy = Clusters.healthy();
        ClusterStatus status = status(healthy);
        ClusterStatus later = lookedAt(status, NOW.plusSeconds(5), ResourceStatus.State.RUNNING);
        assertThat(later).isNotEqualTo(status);
        assertThat(later.saysTheSameAs(status)).isTrue();
        assertThat(lookedAt(status, NOW, ResourceStatus.State.FAILED).saysTheSameAs(later))
                .isFalse();
        for (World world :
                List.of(
                        healthy.with(failedOnce(healthy)),
                        Clusters.silent(healthy, A),
                        Clusters.seen(healthy, A, State.STOPPED, "t2"))) {
            assertThat(status(world).saysTheSameAs(status)).isFalse();
        }
    }

    private static ClusterStatus lookedAt(
            ClusterStatus status, Instant moment, ResourceStatus.State state) {
        var resources = new ArrayList<>(status.resources());
        ResourceStatus first = resources.getFirst();
        var places = new LinkedHashMap<>(first.hosts());
        places.replaceAll((host, place) ->
                new ResourceStatus.Place(
                        host.equals(A) ? state : place.status(),
                        place.reason(),
                        place.since(),
                        moment));
        resources.set(
                0,
                new ResourceStatus(
                        first.id(),
                        first.kind(),
                        first.parameters(),
                        first.group(),
                        first.dependents(),
                        first.exclusive(),
                        first.status(),
                        first.phase(),
                        first.reason(),
                        first.comment(),
                        first.managed(),
                        first.desired(),
                        first.homeHost(),
                        first.failoverHosts(),
                        first.runningOn(),
                        first.failures(),
                        places));
        return new ClusterStatus(
                status.cluster(),
                status.verdict(),
                resources,
                status.hosts(),
                status.findings(),
                status.events());
    }

    private static GroupView failedOnce(World world) {
        var failures = new TreeMap<HostId, GroupView.Failures>();
        failures.put(A, new GroupView.Failures(List.of(NOW), 1, NOW, "it broke", false));
        return world.group(P).withFailures(failures);
    }

    @Test
    void showsWhatRunsAtHome() {
        ResourceStatus t2 = resource(Clusters.healthy(), "t2");

        assertThat(t2.status()).isEqualTo(ResourceStatus.Status.RUNNING);
        assertThat(t2.runningOn()).containsExactly(A);
        assertThat(t2.group()).isEqualTo(P);
        assertThat(t2.exclusive()).isTrue();
        assertThat(t2.phase()).isEqualTo("Running");
        assertThat(t2.hosts().keySet()).containsExactly(A, B);
        assertThat(t2.hosts().get(B).status()).isEqualTo(ResourceStatus.State.STOPPED);
        assertThat(t2.hosts().get(A))
                .isEqualTo(
                        new ResourceStatus.Place(
                                ResourceStatus.State.RUNNING, "words", Clusters.LONG_AGO, NOW));
    }

    @Test
    void showsWhatRunsElsewhere() {
        World world = Clusters.seen(Clusters.healthy(), A, State.STOPPED, "p", "t1", "t2", "t3");
        world = Clusters.seen(world, B, State.RUNNING, "p", "t1", "t2", "t3");

        assertThat(resource(world, "t1").status().title()).isEqualTo("Running (Failed Over)");
        assertThat(resource(world, "t1").runningOn()).containsExactly(B);
    }

    /// The phase names the word, or what is seen does.
    @ParameterizedTest
    @CsvSource({
        "CONFLICT, CONFLICT",
        "STOP_FAILED, ERROR",
        "ERROR, ERROR",
        "HELD, RUNNING",
        "UNMANAGED, RUNNING",
        "BUSY, RUNNING",
        "RESOLVING, RUNNING",
        "HEALING, RUNNING",
        "AWAIT_HOST, RUNNING"
    })
    void thePhaseDecidesTheWord(Phase phase, ResourceStatus.Status expected) {
        World world = Clusters.reported(Clusters.healthy(), phase, Phase.RUNNING);

        assertThat(resource(world, "t1").status()).isEqualTo(expected);
        assertThat(resource(world, "t1").phase()).isEqualTo(phase.title());
        assertThat(resource(world, "t1").reason()).isEqualTo("why p");
        assertThat(resource(world, "q").status()).isEqualTo(ResourceStatus.Status.RUNNING);
    }

    @Test
    void isStoppedOnlyIfEveryHostThatMayHoldItSaysSo() {
        World world = Clusters.reported(Clusters.healthy(), Phase.STARTING, Phase.RUNNING);
        world = Clusters.seen(world, A, State.STOPPED, "p", "t1", "t2", "t3");
        assertThat(resource(world, "p").status()).isEqualTo(ResourceStatus.Status.STOPPED);

        assertThat(resource(Clusters.seen(world, B, State.CANNOT_RUN, "p"), "p").status())
                .isEqualTo(ResourceStatus.Status.UNKNOWN);
        assertThat(resource(Clusters.seen(world, A, State.FAILED, "t2"), "t2").status())
                .isEqualTo(ResourceStatus.Status.UNKNOWN);
    }

    @Test
    void aLostHostSaysNothingAboutWhatItHosted() {
        World world = Clusters.silent(Clusters.healthy(), A);
        world = world.with(world.group(P).hostedOn(A));
        world = Clusters.reported(world, Phase.AWAIT_POWER, Phase.RUNNING);

        ResourceStatus p = resource(world, "p");
        assertThat(p.status()).isEqualTo(ResourceStatus.Status.UNKNOWN);
        assertThat(p.runningOn()).isEmpty();
        assertThat(p.hosts().get(A).status()).isEqualTo(ResourceStatus.State.UNKNOWN);
        assertThat(p.hosts().get(A).reason()).isEqualTo("host is not connected");
        // Never hosted there, and seen Stopped: that still holds.
        assertThat(resource(world, "q").hosts().get(A).status())
                .isEqualTo(ResourceStatus.State.STOPPED);
    }

    @Test
    void aHostThatIsOffRunsNothing() {
        World world = Clusters.silent(Clusters.healthy(), A);
        world = world.with(world.group(P).hostedOn(A));
        world =
                world.with(
                        world.host(A)
                                .withPower(
                                        new Power.Off(NOW, Power.Witness.DEVICE, new TreeSet<>())));
        world = Clusters.reported(world, Phase.STARTING, Phase.RUNNING);

        assertThat(resource(world, "p").hosts().get(A).reason()).isEqualTo("powered off");
        assertThat(resource(world, "p").status()).isEqualTo(ResourceStatus.Status.STOPPED);
    }

    @Test
    void theRootsStoppedSufficesWhereTheGroupNeverWas() {
        World world =
                Clusters.up(
                        Clusters.up(Clusters.started(io.halo.core.model.Manager.Mode.MANAGE), A),
                        B);
        world = Clusters.seen(world, A, State.STOPPED, "p");
        world = Clusters.seen(world, B, State.STOPPED, "p");
        assertThat(resource(world, "t2").status()).isEqualTo(ResourceStatus.Status.STOPPED);

        world = world.with(world.group(P).hostedOn(B));
        assertThat(resource(world, "t2").status()).isEqualTo(ResourceStatus.Status.UNKNOWN);
    }

    @Test
    void showsIntentsWithTheirReason() {
        World world = Clusters.healthy();
        var note = new Admin.Note("root", "new disks", NOW);
        World unmanaged =
                world.with(world.group(P).withControl(new GroupView.Control.Unmanaged(note)));
        World stopped = world.with(world.group(P).withDesired(new GroupView.Desired.Stopped(note)));
        World held =
                world.with(
                        world.group(P).withHeld(new GroupView.Held("its pool was changed", null)));

        assertThat(List.of(unmanaged, stopped, held))
                .extracting(each -> resource(each, "t3"))
                .extracting(
                        ResourceStatus::managed, ResourceStatus::desired, ResourceStatus::comment)
                .containsExactly(
                        tuple(false, ResourceStatus.Desired.STARTED, "new disks"),
                        tuple(true, ResourceStatus.Desired.STOPPED, "new disks"),
                        tuple(false, ResourceStatus.Desired.STARTED, "its pool was changed"));
    }

    @Test
    void countsFailuresWithinTheWindowOnAllHosts() {
        World world = Clusters.healthy();
        var failures = new TreeMap<HostId, GroupView.Failures>();
        var recent = NOW.minus(Duration.ofMinutes(1));
        failures.put(
                A, new GroupView.Failures(List.of(Clusters.LONG_AGO, recent), 2, NOW, "", false));
        failures.put(B, new GroupView.Failures(List.of(recent), 1, NOW, "", false));

        assertThat(resource(world.with(world.group(P).withFailures(failures)), "t1").failures())
                .isEqualTo(2);
    }

    private static ClusterStatus status(World world) {
        return StatusView.of(world, NOW, List.of());
    }

    private static ResourceStatus resource(World world, String id) {
        return status(world).resources().stream()
                .filter(resource -> resource.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
