package io.halo.agent.ocf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"ocf-exit-reason:one\n\" | one",
                "\"ocf-exit-reason:one\nother\nocf-exit-reason: two \nmore\" | two",
                "\"  ocf-exit-reason:indented\" | indented",
                "\"said ocf-exit-reason:no\" | \"\"",
                "\"ocf-exit-reason:a\tb\u001b[1mc\u0007\" | \"a bc\uFFFD\"",
                "\"\" | \"\"",
            })
    void the_last_marked_line_is_the_reason(String stderr, String reason) {
        assertThat(Words.of(stderr).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"a\u001b[31mb\u001b[0m\" | ab",
                "\"a\u001b]0;title\u0007b\" | ab",
                "\"a\u001b]0;title\u001b\\b\" | ab",
                "\"a\u001bb\" | \"a\uFFFDb\"",
                "\"a\u009b31mb\" | \"a\uFFFD31mb\"",
                "\"a\r\nb\rc\" | \"a\nb\nc\"",
                "\"a\u202eb\u2028c\u200bd\" | \"a\uFFFDb\uFFFDc\uFFFDd\"",
                "\"tab\tstays\" | \"tab\tstays\"",
                "\"Größe 漢字 🐧\" | \"Größe 漢字 🐧\"",
            })
    void nothing_is_left_that_a_terminal_obeys(String stderr, String shown) {
        assertThat(Words.of(stderr).tail()).isEqualTo(shown);
    }

    @Test
    void the_tail_has_a_limit_in_bytes_and_no_half_characters() {
        for (int lead = 0; lead < 4; lead++) {
            String tail = Words.of("x".repeat(lead) + "🐧".repeat(3_000)).tail();
            assertThat(tail.getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(Words.TAIL_BYTES);
            assertThat(tail).matches("(🐧)+");
        }
    }

    @Test
    void the_reason_is_one_line_of_a_table() {
        assertThat(Words.of("ocf-exit-reason:" + "long ".repeat(500)).reason())
                .hasSizeLessThanOrEqualTo(512)
                .endsWith("…");
    }
}
