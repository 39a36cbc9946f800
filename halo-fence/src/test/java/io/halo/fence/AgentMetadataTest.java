package io.halo.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.fence.AgentMetadata.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentMetadataTest {
    private static final String APC =
            """
            <?xml version="1.0" ?>
            <resource-agent name="fence_apc" shortdesc="Fence agent for APC over telnet/ssh" >
            <longdesc>It logs in &amp; reboots an outlet.</longdesc>
            <parameters>
            	<parameter name="ip" unique="0" required="1" obsoletes="ipaddr">
            		<getopt mixed="-a, --ip=[ip]" />
            		<content type="string"  />
            	</parameter>
            	<parameter name="ipaddr" unique="0" required="1" deprecated="1">
            		<content type="string"  />
            	</parameter>
            	<parameter name="vmtype" unique="0" required="1">
            		<content type="string" default="qemu" />
            	</parameter>
            	<parameter name="ssl-insecure"><content type="boolean"/></parameter>
            	<parameter name="not a name"/>
            </parameters>
            <actions><action name="off" /><action name="status" /></actions>
            </resource-agent>
            and what is behind it does not count
            """;

    @Test
    void parametersAndActionsAreRead() {
        AgentMetadata metadata = AgentMetadata.read("\n" + APC).orElseThrow();
        assertThat(metadata.parameters())
                .containsExactly(
                        new Parameter("ip", true, "ipaddr"),
                        new Parameter("ipaddr", true, ""),
                        new Parameter("vmtype", false, ""),
                        new Parameter("ssl-insecure", false, ""));
        assertThat(metadata.actions()).containsExactly("off", "status");
        assertThat(metadata.knows("ssl_insecure")).isTrue();
        assertThat(metadata.knows("plug")).isFalse();
    }

    @Test
    void oldAndNewNamesAreTheSame() {
        AgentMetadata metadata =
                AgentMetadata.read(
                                "<resource-agent><parameter name='auth_url' obsoletes='auth-url'/>"
                                        + "<parameter name='new' obsoletes='old'/></resource-agent>")
                        .orElseThrow();
        assertThat(metadata.same("login", "username")).isTrue();
        assertThat(metadata.same("passwd", "password")).isTrue();
        assertThat(metadata.same("port", "plug")).isTrue();
        assertThat(metadata.same("old", "new")).isTrue();
        assertThat(metadata.same("new", "old")).isTrue();
        assertThat(metadata.same("auth-url", "auth_url")).isTrue();
        assertThat(metadata.same("ip", "plug")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "usage: fence_ack_manual <nodename>", "<resource-agent name='empty'/>"})
    void whatIsNoneIsNone(String text) {
        assertThat(AgentMetadata.read(text)).isEmpty();
    }
}
