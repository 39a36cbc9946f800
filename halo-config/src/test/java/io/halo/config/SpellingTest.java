package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> WORDS =
            List.of(
                    "hostname",
                    "name",
                    "fence_agent",
                    "fence_parameters",
                    "failover_hosts",
                    "home_host",
                    "Mixed");

    @ParameterizedTest
    @CsvSource({
        "hostnam, hostname",
        "hsotname, hostname",
        "hostnames, hostname",
        "nmae, name",
        "fence-agent, fence_agent",
        "HOSTNAME, hostname",
        "mixed, Mixed",
        "fence_paramters, fence_parameters",
        "failover, failover_hosts",
        "home, home_host",
    })
    void findsWhatWasMeant(String misspelt, String meant) {
        assertThat(Spelling.nearest(misspelt, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "port", "fence", "completely_different", "nnnnnn"})
    void saysNothingRatherThanSomethingWrong(String misspelt) {
        assertThat(Spelling.nearest(misspelt, WORDS)).isEmpty();
    }

    @Test
    void showsTextsOnOneShortLine() {
        assertThat(Spelling.printable("a\nb\u001b[31m\u202e"))
                .isEqualTo("a\\u000ab\\u001b[31m\\u202e");
        assertThat(Spelling.printable("x".repeat(1000))).hasSize(81).endsWith("x…");
        assertThat(Spelling.printable("ä€😀")).isEqualTo("ä€😀");
    }
}
