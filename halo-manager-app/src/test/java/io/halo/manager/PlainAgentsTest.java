package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.config.AgentEndpoints;
import io.halo.config.Endpoint;
import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainAgentsTest {
    private final LinkedHashMap<HostId, Endpoint> endpoints = new LinkedHashMap<>();

    @Test
    void loopbackIsNoNetwork() {
        host("a", "127.0.0.1", null);
        host("b", "::1", null);
        host("c", "localhost", null);

        assertThat(findings(false)).isEmpty();
    }

    @Test
    void allOthersAreNamedInOneFinding() {
        host("a", "127.0.0.1", null);
        host("b", "10.0.0.1", null);
        host("c", "oss03", null);
        host("d", "oss04", true);

        assertThat(findings(false))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(Finding.Code.WITHOUT_TLS);
                    assertThat(finding.text()).startsWith("speaks without TLS to b, c: ");
                });
    }

    @Test
    void withMtlsOnlyThoseThatAreExcepted() {
        host("b", "10.0.0.1", null);
        assertThat(findings(true)).isEmpty();

        host("c", "oss03", false);
        assertThat(findings(true))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text()).startsWith("speaks without TLS to c: "));
    }

    @Test
    void aThousandHostsAreALine() {
        for (int i = 0; i < 1000; i++) {
            host("h" + i, "10.0.0.1", null);
        }
        assertThat(findings(false))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text())
                                .startsWith("speaks without TLS to h0, h1, h2 and 997 more: "));
    }

    private void host(String id, String address, @Nullable Boolean tls) {
        endpoints.put(new HostId(id), new Endpoint(address, 8000, tls));
    }

    private List<Finding> findings(boolean mtls) {
        return PlainAgents.findings(new AgentEndpoints(endpoints), mtls);
    }
}
