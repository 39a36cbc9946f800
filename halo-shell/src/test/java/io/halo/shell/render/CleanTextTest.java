package io.halo.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {
    @Test
    void nothingThatATerminalObeysGetsThrough() {
        assertThat(CleanText.line("a\u001b[2Jb\u0007\u009bc\u0000"))
                .isEqualTo("a\uFFFD[2Jb\uFFFD\uFFFDc\uFFFD");
        assertThat(CleanText.line("abc\u202Etxt.exe\u200B")).isEqualTo("abc\uFFFDtxt.exe\uFFFD");
        assertThat(CleanText.line("\uD800x\uDFFF")).isEqualTo("\uFFFDx\uFFFD");
    }

    @Test
    void itIsOneLine() {
        assertThat(CleanText.line("  one\r\n\ttwo\u2028three\u00a0 ")).isEqualTo("one two three");
        assertThat(CleanText.line("")).isEmpty();
    }

    @Test
    void itIsBounded() {
        assertThat(CleanText.line("x".repeat(10_000))).hasSize(401).endsWith("x…");
        assertThat(CleanText.line("😀".repeat(300), 10)).isEqualTo("😀😀😀😀😀…");
    }

    @Test
    void ordinaryTextStays() {
        assertThat(CleanText.line("größer 日本 😀 – “x”")).isEqualTo("größer 日本 😀 – “x”");
    }
}
