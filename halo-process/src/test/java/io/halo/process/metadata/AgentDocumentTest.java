package io.halo.process.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.process.metadata.AgentDocument.Action;
import io.halo.process.metadata.AgentDocument.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentDocumentTest {
    @Test
    void parametersAndActionsAreRead() {
        AgentDocument document =
                AgentDocument.read(
                                """

                                <?xml version="1.0"?>
                                <!DOCTYPE resource-agent SYSTEM "ra-api-1.dtd">
                                <resource-agent name="daemon" version="1.0">
                                <version>1.1</version><longdesc lang="en">Runs &amp; watches it.</longdesc>
                                <parameters>
                                <parameter name="ip" required="1" unique-group="address" reloadable="0">
                                  <longdesc lang="en">Where it listens</longdesc><content type="string"/>
                                </parameter>
                                <parameter name="mode" obsoletes="old" unique="1">
                                  <content type="select" default="live"><option value="live"/><option value="dry"/></content>
                                </parameter>
                                <parameter name="bare"/>
                                </parameters>
                                <actions>
                                <action name="start" timeout="60s"/>
                                <action name="monitor" timeout="30" interval="10" depth="0" role="Started"/>
                                </actions>
                                </resource-agent>
                                what is behind it does not count
                                """)
                        .orElseThrow();
        assertThat(document.parameters())
                .containsExactly(
                        new Parameter("ip", true, false, "address", "", "string", "", List.of()),
                        new Parameter(
                                "mode",
                                false,
                                true,
                                "",
                                "old",
                                "select",
                                "live",
                                List.of("live", "dry")),
                        new Parameter("bare", false, false, "", "", "", "", List.of()));
        assertThat(document.parameters().getFirst().mustBeGiven()).isTrue();
        assertThat(document.actions())
                .containsExactly(
                        new Action("start", "60s", "", "", ""),
                        new Action("monitor", "30", "10", "0", "Started"));
    }

    @Test
    void anAgentMayTakeNoParameters() {
        assertThat(AgentDocument.read("<resource-agent name='none'/>"))
                .contains(new AgentDocument(List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "usage: daemon {start|stop|monitor}",
                "<resource-agent name='cut'><parameters><parameter name='ip'/>",
                "<other><parameter name='ip'/></other>",
                "<resource-agent><parameter name='&unknown;'/></resource-agent>",
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><resource-agent><parameter name='a'/>&x;</resource-agent"
            })
    void whatIsNoneIsNone(String text) {
        assertThat(AgentDocument.read(text)).isEmpty();
    }

    /// A thousand million of them, if they were expanded.
    @Test
    void nothingIsFetchedAndNothingExpanded() {
        String bomb =
                """
                <!DOCTYPE resource-agent SYSTEM "http://nowhere.invalid/ra-api-1.dtd" [
                <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>
                <resource-agent><longdesc>%s</longdesc><parameter name="ip"/></resource-agent>
                """;
        assertThat(AgentDocument.read(bomb.formatted("plain")).orElseThrow().parameters())
                .hasSize(1);
        AgentDocument.read(bomb.formatted("&c;&d;"))
                .ifPresent(document -> assertThat(document.parameters()).hasSize(1));
    }
}
