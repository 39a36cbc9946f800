package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.fence.AgentMetadata;
import io.halo.fence.AgentMetadata.Parameter;
import io.halo.fence.FenceDevice;
import io.halo.fence.FenceValue;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceAdviceTest {
    /// As `fence_apc` has it, with old and new names of everything.
    private static final AgentMetadata APC =
            new AgentMetadata(
                    List.of(
                            new Parameter("action", true, ""),
                            new Parameter("ip", true, "ipaddr"),
                            new Parameter("ipaddr", true, ""),
                            new Parameter("login", true, ""),
                            new Parameter("password", false, "passwd"),
                            new Parameter("passwd", false, ""),
                            new Parameter("plug", true, "port"),
                            new Parameter("port", true, ""),
                            new Parameter("ssl_insecure", false, ""),
                            new Parameter("username", true, "login")),
                    List.of("on", "off", "status"));

    @Test
    void whatFitsIsNotSpokenOf() {
        assertThat(advice(APC, "ip", "username", "password")).isEmpty();
        assertThat(advice(APC, "ipaddr", "login", "passwd", "port", "ssl-insecure")).isEmpty();
    }

    @Test
    void whatItDoesNotKnow() {
        assertThat(advice(APC, "ip", "username", "pasword", "pcmk_host_list"))
                .containsExactly(
                        "fence_apc does not know the parameter 'pasword'; did you mean 'password'?",
                        "fence_apc does not know the parameter 'pcmk_host_list'");
        var modern = new AgentMetadata(List.of(new Parameter("ip", true, "")), List.of());
        assertThat(advice(modern, "ipaddr"))
                .containsExactly(
                        "fence_apc does not know the parameter 'ipaddr'; did you mean 'ip'?");
    }

    @Test
    void whatItNeedsIsNamedOnceAndByItsNewName() {
        assertThat(advice(APC))
                .containsExactly(
                        "fence_apc needs the parameter 'ip'",
                        "fence_apc needs the parameter 'username'");
    }

    @Test
    void withoutStatusNothingIsConfirmed() {
        var kdump =
                new AgentMetadata(
                        List.of(new Parameter("nodename", true, "")), List.of("off", "monitor"));
        assertThat(advice(kdump))
                .containsExactly(
                        "fence_apc has no action 'status': no power-off can be confirmed with it");
    }

    private static List<String> advice(AgentMetadata metadata, String... names) {
        var parameters = new LinkedHashMap<String, FenceValue>();
        for (String name : names) {
            parameters.put(name, new FenceValue.Literal("geheim"));
        }
        var device = new FenceDevice("mds00", "mds00", "/usr/sbin/fence_apc", parameters);
        return FenceAdvice.of(device, metadata);
    }
}
