package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ScriptFindingsTest {
    private static final SequencedMap<ResourceId, List<String>> NONE = new LinkedHashMap<>();

    private final ScriptFindings findings = new ScriptFindings();

    @Test
    void oneFindingForWhatSeveralHostsSay() {
        assertThat(texts(put("a", "odd", "strange")))
                .containsExactly("odd (says a)", "strange (says a)");
        assertThat(put("b", "odd")).as("not said anew").isEmpty();
        assertThat(put("b", "odd")).isEmpty();
        assertThat(texts(findings.all())).containsExactly("odd (says a, b)", "strange (says a)");
        assertThat(findings.all())
                .allSatisfy(finding -> {
                    assertThat(finding.code()).isEqualTo(Finding.Code.SCRIPT_PARAMETERS);
                    assertThat(finding.object()).isEqualTo("zp0");
                });
    }

    @Test
    void whatIsMendedIsGone() {
        put("a", "odd");
        put("b", "odd");
        findings.put(new HostId("a"), "heartbeat/ZFS", NONE);
        assertThat(texts(findings.all())).containsExactly("odd (says b)");
        findings.put(new HostId("b"), "heartbeat/ZFS", NONE);
        assertThat(findings.all()).isEmpty();
        assertThat(texts(put("c", "odd"))).containsExactly("odd (says c)");
    }

    @Test
    void aThousandHostsAreCounted() {
        for (int i = 0; i < 1000; i++) {
            put("h%03d".formatted(i), "odd");
        }
        assertThat(texts(findings.all()))
                .containsExactly("odd (says h000, h001, h002 and 997 more)");
    }

    private List<Finding> put(String host, String... sentences) {
        var advice = new LinkedHashMap<ResourceId, List<String>>();
        advice.put(new ResourceId("zp0"), List.of(sentences));
        return findings.put(new HostId(host), "heartbeat/ZFS", advice);
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream().map(Finding::text).toList();
    }
}
