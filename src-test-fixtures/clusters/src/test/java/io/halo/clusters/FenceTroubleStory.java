package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The power switch does not do what it should.
class FenceTroubleStory {
    private static final ClusterPlan PAIR = ClusterPlan.pair("mds", 2);

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private int offsBefore;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(PAIR, ManagerOptions.testMode());
        offsBefore = cluster.records().fences("off", "mds00").size();
    }

    /// B9: the device fails, then works.
    @Test
    void aFenceThatFailsIsTriedAgainUntilItWorks() {
        cluster.faults().fence("mds00", "only off", "times 2", "fail");
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(offs())
                .extracting(FenceCall::exit)
                .containsExactly(OptionalInt.of(1), OptionalInt.of(1), OptionalInt.of(0));
    }

    /// A3: the program ends well and powers nothing off.
    @Test
    void aSwitchThatOnlySaysItSwitchedStartsNothing() {
        cluster.faults().fence("mds00", "lie");
        int mark = cluster.records().mark();
        cluster.agents().kill("mds00");
        cluster.await("it was tried again and again", () -> offs().size() >= 3);
        cluster.awaitStatus(
                "it is critical, and the group says whom it waits for",
                status ->
                        status.verdict().equals("CRITICAL")
                                && status.phase("mds_pool0").equals("awaitpower")
                                && status.reason("mds_pool0").contains("mds00"));
        assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
        assertThat(cluster.truth().hostsOf("mds_pool0")).containsExactly("mds00");
        cluster.faults().clear();
        cluster.awaitGroupOn("mds_pool0", "mds01");
    }

    /// C4: the program hangs, babbles and ignores TERM.
    @Test
    void aFenceProgramThatHangsIsKilledAndTriedAgainAndStopsNobodyElse() {
        cluster.faults().fence("mds00", "only off", "deaf", "noise 2000", "hang");
        int mark = cluster.records().mark();
        cluster.agents().kill("mds00");
        cluster.await("it hangs", () -> offs().size() == 1);
        cluster.truth().remove("mds_b0", "mds01");
        cluster.await("healing goes on", () -> !cluster.records().starts(mark, "mds_b0").isEmpty());
        cluster.await("it is tried again", () -> offs().size() >= 2);
        assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
        cluster.faults().clear();
        cluster.awaitGroupOn("mds_pool0", "mds01");
    }

    /// B9: the host comes back first.
    @Test
    void theHostThatComesBackEndsAFenceThatNeverWorked() {
        cluster.faults().fence("mds00", "only off", "fail");
        cluster.agents().kill("mds00");
        cluster.await("it was tried", () -> !offs().isEmpty());
        cluster.agents().start("mds00");
        cluster.awaitAtHome();
        assertThat(cluster.manager().status().fenced("mds00")).isFalse();
    }

    /// C4: each of them ends in a power-off that is confirmed, once the program does what it
    /// should.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"die", "child", "noise 20000", "times 1/die", "fail"})
    void aFaultyProgramIsEndedAndTriedAgain(String fault) {
        var steps = new ArrayList<>(List.of("only off"));
        steps.addAll(List.of(fault.split("/")));
        cluster.faults().fence("mds00", steps.toArray(String[]::new));
        int mark = cluster.records().mark();
        cluster.agents().kill("mds00");
        cluster.await("it was tried", () -> !offs().isEmpty());
        cluster.awaitStatus("the others are served", status -> status.connected("mds01"));
        if (fault.equals("die") || fault.equals("fail")) {
            cluster.await("it is tried again", () -> offs().size() >= 3);
            assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
            cluster.faults().clear();
        }
        cluster.awaitGroupOn("mds_pool0", "mds01");
    }

    /// A13: every second status is wrong. A device that says off while its host answers is not
    /// trusted; what it says after a power-off counts only as long as it says so.
    @Test
    void aStatusThatFlickersIsNotTrusted() {
        cluster.faults().fence("mds00", "only status", "flicker");
        cluster.awaitStatus(
                "the device is not trusted, and its host not protected",
                status ->
                        !status.isProtected("mds00")
                                && !status.host("mds00").at("fence_device").at("ok").isTrue()
                                && status.host("mds00")
                                        .at("fence_device")
                                        .at("reason")
                                        .text()
                                        .contains("said off while the host was answering"));
        cluster.faults().clear();
        cluster.awaitStatus("it is trusted again", status -> status.isProtected("mds00"));
    }

    /// B9: a device that was proven and does not answer any more.
    @Test
    void aDeviceThatStopsAnsweringIsFoundBeforeItIsNeeded() {
        cluster.awaitStatus("all is well", status -> status.isProtected("mds00"));
        cluster.faults().fence("mds00", "only status", "fail");
        cluster.awaitStatus(
                "its host is not protected",
                status ->
                        !status.isProtected("mds00")
                                && status.isProtected("mds01")
                                && !status.host("mds00").at("fence_device").at("ok").isTrue()
                                && status.verdict().equals("DEGRADED"));
        cluster.faults().clear();
        cluster.awaitStatus(
                "and is again when it works",
                status -> status.isProtected("mds00") && status.verdict().equals("OK"));
    }

    /// A13, T2: the plug is the partner's. What was switched off is not what was meant: nothing
    /// starts anywhere.
    @Test
    void aPlugOfThePartnerStartsNothing() {
        cluster.faults().fence("mds00", "instead mds01");
        int mark = cluster.records().mark();
        cluster.agents().kill("mds00");
        cluster.awaitStatus(
                "the partner is gone, and that is critical",
                status -> !status.connected("mds01") && status.verdict().equals("CRITICAL"));
        cluster.await("it was switched off", () -> !cluster.truth().runs("mds_pool1", "mds01"));
        assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
        assertThat(cluster.records().starts(mark, "mds_pool1")).isEmpty();
        assertThat(cluster.truth().hostsOf("mds_pool0")).containsExactly("mds00");
    }

    /// A13: the plug is an empty outlet.
    @Test
    void aSwitchThatAlwaysSaysOffIsNoProof() {
        TestCluster blind = CLUSTERS.fresh(PAIR);
        blind.faults().fence("mds00", "always-off");
        blind.agents().startAll();
        blind.manager().start(ManagerOptions.testMode());
        blind.awaitGroupOn("mds_pool0", "mds00");
        blind.awaitStatus("mds01 is protected", status -> status.isProtected("mds01"));
        blind.awaitStatus(
                "mds00 is not, and that is said",
                status ->
                        !status.isProtected("mds00")
                                && !status.host("mds00")
                                        .at("protected")
                                        .at("reason")
                                        .text()
                                        .isEmpty()
                                && !status.verdict().equals("OK"));
        int mark = blind.records().mark();
        blind.agents().kill("mds00");
        blind.awaitStatus(
                "nobody can help mds_pool0, which is critical",
                status ->
                        !status.connected("mds00")
                                && status.phase("mds_pool0").equals("awaitpower")
                                && status.verdict().equals("CRITICAL"));
        assertThat(blind.records().fences("off", "mds00")).isEmpty();
        assertThat(blind.records().starts(mark, "mds_pool0")).isEmpty();
    }

    private List<FenceCall> offs() {
        List<FenceCall> all = cluster.records().fences("off", "mds00");
        return all.subList(offsBefore, all.size());
    }
}
