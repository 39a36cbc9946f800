package io.halo.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.machine.Needed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Fence agents of Debian's package fence-agents, as far as they say what they take.
class RealAgentsTest {
    private final KnownAgents agents = new KnownAgents();

    /// In all of them old and new names stand beside each other.
    @ParameterizedTest
    @CsvSource({
        "apc, plug=mds00",
        "apc_snmp, plug=mds00",
        "ipmilan, lanplus=1",
        "idrac, plug=mds00",
        "ilo5, plug=mds00",
        "powerman, ipaddr=localhost plug=mds00",
        "redfish, ip=10.0.0.1",
        "scsi, plug=mds00",
        "vmware_soap, plug=mds00",
        "virsh, plug=mds00",
        "sbd, plug=mds00",
        "dummy, ''",
        "kdump, ''",
        "rcd_serial, ''"
    })
    void theySayWhetherTheyWantAPlug(String agent, String defaults) {
        Needed.program("fence_" + agent, "fence-agents");
        var parameters = new LinkedHashMap<String, FenceValue>();
        if (agent.equals("ipmilan")) {
            parameters.put("ipaddr", new FenceValue.Literal("bmc"));
        }
        var device = new FenceDevice("mds00", "10.0.0.1", "fence_" + agent, parameters);
        assertThat(agents.learn(device.program())).isPresent();
        assertThat(InputDefaults.of(device, agents.known(device.program())).entrySet())
                .extracting(one -> one.getKey() + "=" + one.getValue())
                .containsExactly(defaults.isEmpty() ? new String[0] : defaults.split(" "));
    }

    /// It asks a person at the keyboard, and is not of the family but for its name.
    @Test
    void oneHasNoMetadata() {
        Needed.program("fence_ack_manual", "fence-agents");
        assertThat(agents.learn("fence_ack_manual")).isEmpty();
    }

    /// It has no plug, and would complain of one.
    @Test
    void oneWithoutAPlugIsToldNone(@TempDir Path directory) {
        Needed.program("fence_dummy", "fence-agents");
        var bench = new Bench(directory);
        var file = new FenceValue.Literal(bench.write("state", "on").toString());
        var device =
                new FenceDevice(
                        "mds00",
                        "mds00",
                        "fence_dummy",
                        new LinkedHashMap<>(Map.of("status_file", file)));
        var before = bench.program().status(device, Bench.LONG);
        assertThat(before).isInstanceOf(PowerStatus.On.class);
        assertThat(before.report().words()).contains("Ignoring unknown option 'plug=mds00'");
        bench.agents().learn(device.program());
        var after = bench.program().status(device, Bench.LONG);
        assertThat(after).isInstanceOf(PowerStatus.On.class);
        assertThat(after.report().words()).doesNotContain("Ignoring");
    }
}
