package io.halo.core.view;

import static io.halo.core.view.Clusters.A;
import static io.halo.core.view.Clusters.B;
import static io.halo.core.view.Clusters.DEVICE_A;
import static io.halo.core.view.Clusters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Admin;
import io.halo.core.model.DeviceProof;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostId;
import io.halo.core.model.Reach;
import io.halo.core.model.World;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostStatusTest {
    static Stream<Arguments> reaches() {
        return Stream.of(
                Arguments.of(new Reach.Connecting(NOW), "connecting for the first time"),
                Arguments.of(new Reach.NeverSeen(NOW, "refused"), "has never answered: refused"),
                Arguments.of(new Reach.Suspect(NOW, "timed out", 0), "does not answer: timed out"),
                Arguments.of(
                        new Reach.Silent(NOW, "no answer for 10 s"),
                        "silent, taken for dead: no answer for 10 s"),
                Arguments.of(
                        new Reach.AliveNotServing(NOW, "refused"),
                        "the server lives, but its agent does not serve: refused"),
                Arguments.of(
                        new Reach.CannotTell(NOW, "no such name"), "cannot tell: no such name"),
                Arguments.of(
                        new Reach.Refusing(NOW, 9, "other"),
                        "obeys another manager: other with epoch 9"));
    }

    @ParameterizedTest
    @MethodSource("reaches")
    void saysWhyAHostIsNotConnected(Reach reach, String reason) {
        HostStatus host = host(Clusters.reach(Clusters.healthy(), A, reach), A);

        assertThat(host.connected()).isFalse();
        assertThat(host.reason()).isEqualTo(reason);
    }

    @Test
    void aHealthyHostHasNothingToSay() {
        assertThat(host(Clusters.healthy(), A))
                .isEqualTo(
                        new HostStatus(
                                A,
                                "10.0.0.1:8000",
                                true,
                                true,
                                false,
                                new HostStatus.Protection(true, ""),
                                "",
                                null,
                                new HostStatus.FenceDevice(true, false, NOW, ""),
                                null));
        assertThat(host(Clusters.healthy(), B).fenceDevice()).isNull();
    }

    @Test
    void showsIntents() {
        World world = Clusters.healthy();
        var note = new Admin.Note("root", "new disks", NOW);
        HostStatus inactive =
                host(world.with(world.host(A).withAdmin(new Admin.Inactive(note))), A);
        HostStatus maintained =
                host(world.with(world.host(A).withAdmin(new Admin.Maintenance(null, note))), A);

        assertThat(inactive.active()).isFalse();
        assertThat(inactive.reason()).isEqualTo("deactivated by root: new disks");
        assertThat(maintained.active()).isTrue();
        assertThat(maintained.reason()).isEqualTo("in maintenance by root: new disks");
        assertThat(maintained.maintenance())
                .isEqualTo(new HostStatus.Maintenance(null, "root", "new disks", NOW));
    }

    @Test
    void aDeactivatedHostStaysSoInMaintenance() {
        World world = Clusters.healthy();
        var note = new Admin.Note("root", "", NOW);
        HostStatus both =
                host(
                        world.with(
                                world.host(A)
                                        .withAdmin(new Admin.Maintenance(null, note, true, false))),
                        A);

        assertThat(both.active()).isFalse();
        assertThat(both.reason()).isEqualTo("in maintenance by root");
    }

    static Stream<Arguments> devices() {
        DeviceView proven = DeviceView.unasked(new DeviceProof.Proven(NOW), NOW);
        DeviceView unproven = DeviceView.unasked(new DeviceProof.Unproven(), NOW);
        var off = Clusters.reading(DeviceView.State.OFF);
        var nothing = Clusters.reading(DeviceView.State.UNKNOWN);
        return Stream.of(
                Arguments.of(proven.answered(off, NOW), true, false, ""),
                Arguments.of(
                        unproven,
                        false,
                        false,
                        "not proven: has not said \"on\" of the connected host yet"),
                Arguments.of(
                        proven.answered(nothing, NOW),
                        false,
                        true,
                        "gives no usable answer: words of the device"),
                Arguments.of(
                        proven.abandoned(true), false, true, "a program of it cannot be killed"),
                Arguments.of(
                        proven.withProof(new DeviceProof.Untrusted(NOW, "said off", false)),
                        false,
                        true,
                        "not trusted: said off"));
    }

    @ParameterizedTest
    @MethodSource("devices")
    void showsTheFenceDevice(DeviceView device, boolean ok, boolean failing, String reason) {
        World world = Clusters.healthy();
        HostStatus.FenceDevice shown =
                host(world.with(world.host(A).withDevice(DEVICE_A, device)), A).fenceDevice();

        assertThat(shown).isNotNull();
        assertThat(shown.ok()).isEqualTo(ok);
        assertThat(shown.failing()).isEqualTo(failing);
        assertThat(shown.reason()).isEqualTo(reason);
    }

    static Stream<Arguments> fences() {
        return Stream.of(
                Arguments.of(new FenceRecord.State.Planned(), "PLANNED", 0, "why", false),
                Arguments.of(
                        new FenceRecord.State.Running(2, 0, NOW, new TreeSet<>(), null),
                        "RUNNING",
                        2,
                        "why",
                        false),
                Arguments.of(
                        new FenceRecord.State.Failed(3, 0, "still on", NOW),
                        "FAILED",
                        3,
                        "still on",
                        false),
                Arguments.of(
                        new FenceRecord.State.Unknown(3, 0, "timed out", NOW),
                        "UNKNOWN",
                        3,
                        "timed out",
                        false),
                Arguments.of(
                        new FenceRecord.State.Abandoned(3, 0, NOW),
                        "ABANDONED",
                        3,
                        "its program cannot be killed",
                        false),
                Arguments.of(new FenceRecord.State.Confirmed(0, NOW), "CONFIRMED", 0, "why", true),
                Arguments.of(
                        new FenceRecord.State.Returned(NOW, "answered"),
                        "RETURNED",
                        0,
                        "answered",
                        true),
                Arguments.of(
                        new FenceRecord.State.Lied(NOW),
                        "LIED",
                        0,
                        "answered with the boot that it had before the power-off",
                        true));
    }

    @ParameterizedTest
    @MethodSource("fences")
    void showsTheFence(
            FenceRecord.State state,
            HostStatus.State shown,
            int attempt,
            String reason,
            boolean fenced) {
        World world = Clusters.healthy();
        var record =
                new FenceRecord(
                        new FenceId("f"),
                        A,
                        FenceRecord.Kind.OFF,
                        FenceRecord.By.AUTO,
                        "why",
                        NOW,
                        null,
                        state);
        HostStatus host = host(world.with(world.host(A).withFence(record)), A);

        assertThat(host.fence()).isEqualTo(new HostStatus.Fence(shown, attempt, reason));
        assertThat(host.fenced()).isEqualTo(fenced);
    }

    @Test
    void isProtectedOnlyOnceJudged() {
        World fresh = Clusters.started(io.halo.core.model.Manager.Mode.MANAGE);
        World exposed = Clusters.unprotected(Clusters.healthy(), A, "b is fenced");

        assertThat(host(fresh, A).protection().ok()).isFalse();
        assertThat(host(exposed, A).protection())
                .isEqualTo(new HostStatus.Protection(false, "b is fenced"));
        assertThat(host(exposed, B).protection().ok()).isTrue();
    }

    private static HostStatus host(World world, HostId id) {
        return StatusView.of(world, NOW, List.of()).hosts().stream()
                .filter(host -> host.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
