package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.CertificateAuthority;
import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Namespaces;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import io.halo.support.machine.Needed;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Mutual TLS, as in production: each server has an address and a certificate of its own, made by
/// `deploy/tls/halo-ca`. Needs root; in CI it must run.
class TlsStory {
    private static final ClusterPlan PAIR = ClusterPlan.pair("mds", 3).set("dead_after", "2s");
    private static final ManagerOptions SECURE = ManagerOptions.normalMode().with("--mtls");

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    @TempDir private Path certificates;

    private CertificateAuthority authority;
    private TestCluster cluster;
    private int mark;

    @BeforeAll
    static void needsNamespaces() {
        Needed.nothingLacks(Namespaces.unavailable());
    }

    @BeforeEach
    void makeCertificates() {
        authority = CertificateAuthority.in(certificates.resolve("ca"));
        authority.manager("manager");
    }

    /// B1 with TLS: a whole failover, and the server comes back.
    @Test
    void aHostThatFallsSilentIsFencedAndItsGroupMoves() {
        bringUp();
        cluster.agents().connectPowerSwitches();
        Namespaces network = (Namespaces) cluster.network();
        network.cut("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.records().fences("off", "mds00")).isNotEmpty();
        assertThat(cluster.agents().alive("mds00")).as("its power is off").isFalse();
        network.mend("mds00");
        CommandResult on = cluster.manager().halo("power", "on", "mds00");
        assertThat(on.exit()).as(on.words()).isZero();
        cluster.awaitStatus("it is back", status -> status.connected("mds00"));
    }

    /// B3 with TLS.
    @Test
    void anAgentThatIsRestartedDisturbsNothing() {
        bringUp();
        cluster.agents().terminate("mds00");
        cluster.agents().start("mds00");
        cluster.awaitAtHome();
        nothingChanged();
        cluster.truth().remove("mds_a1", "mds00");
        cluster.awaitAtHome();
        assertThat(cluster.records().changes(mark))
                .containsExactly(new ScriptCall("lustre._mnt_mds_a1", "start", "mds00"));
    }

    /// B16: a certificate expires. It is renewed under the running programs.
    @Test
    void anExpiredCertificateIsAnAlarmAndNoReasonToFence() {
        bringUp();
        authority.expire("mds00", address("mds00"));
        cluster.agents().terminate("mds00");
        cluster.agents().start("mds00");
        awaitReason("mds00", "the agent's certificate is refused: CertificateExpired");
        authority.agent("mds00", address("mds00"));
        cluster.awaitAtHome();
        nothingChanged();
    }

    @Test
    void anAgentWithTheCertificateOfAnotherIsNotTakenForIt() {
        bringUp();
        cluster.agents().secure("mds00", authority.forAgent("mds01"));
        cluster.agents().terminate("mds00");
        cluster.agents().start("mds00");
        awaitReason("mds00", "matching IP address " + address("mds00"));
        nothingChanged();
    }

    /// Then every agent refuses it, and the operator reads why; with good files it goes on by
    /// itself.
    @Test
    void aManagerWithAWrongCertificateIsRefusedAndFencesNobody() {
        bringUp();
        cluster.manager().terminate();
        var foreign = CertificateAuthority.in(certificates.resolve("foreign")).manager("manager");
        cluster.manager()
                .set(
                        Map.of(
                                "HALO_CLIENT_CERT", foreign.certificate("manager").toString(),
                                "HALO_CLIENT_KEY", foreign.key("manager").toString()));
        cluster.manager().start(SECURE);
        awaitReason("mds00", "the agent refuses our certificate, HALO_CLIENT_CERT");
        awaitReason("mds01", "the agent refuses our certificate, HALO_CLIENT_CERT");
        cluster.manager().terminate();
        cluster.manager().set(authority.forManager("manager"));
        cluster.manager().start(SECURE);
        cluster.awaitAtHome();
        nothingChanged();
    }

    /// A change-over, one server after the other, under running services.
    @Test
    void plainAndTlsLiveSideBySide() {
        cluster = CLUSTERS.fresh(PAIR.with("mds01", "tls: false"), new Namespaces());
        secure("mds00");
        cluster.manager().set(authority.forManager("manager"));
        cluster.bringUp(SECURE);
        mark = cluster.records().mark();
        assertThat(cluster.manager().halo("status", "-x").out())
                .containsPattern("speaks without TLS to mds01:\\s");

        cluster.agents().terminate("mds01");
        secure("mds01");
        cluster.agents().start("mds01");
        awaitReason("mds01", "does only one side use TLS");
        cluster.manager().terminate();
        cluster.reconfigure(PAIR);
        cluster.manager().start(SECURE);
        cluster.awaitAtHome();
        assertThat(cluster.manager().halo("status", "-x").out()).doesNotContain("without TLS");
        nothingChanged();
    }

    private void bringUp() {
        cluster = CLUSTERS.fresh(PAIR, new Namespaces());
        secure("mds00");
        secure("mds01");
        cluster.manager().set(authority.forManager("manager"));
        cluster.bringUp(SECURE);
        mark = cluster.records().mark();
    }

    private void secure(String host) {
        authority.agent(host, address(host));
        cluster.agents().secure(host, authority.forAgent(host));
    }

    private String address(String host) {
        String withPort = cluster.network().address(host);
        return withPort.substring(0, withPort.lastIndexOf(':'));
    }

    private void awaitReason(String host, String words) {
        cluster.awaitStatus(
                host + " says " + words,
                status -> !status.connected(host) && status.json().toString().contains(words));
    }

    private void nothingChanged() {
        assertThat(cluster.records().changes(mark)).isEmpty();
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
        assertThat(cluster.records().fences("off", "mds01")).isEmpty();
    }
}
