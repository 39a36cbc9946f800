package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void theExitReasonComesFirst() {
        assertThat(Words.ofScript(" no pool \n", "cannot import\n")).isEqualTo("no pool");
    }

    @Test
    void elseTheLastLineOfStderrThatSaysAnything() {
        assertThat(Words.ofScript("", "cannot open\ncannot\u0007 import\t'p'\r\n  \n"))
                .isEqualTo("cannot import 'p'");
        assertThat(Words.ofScript("", "\n \n")).isEmpty();
    }

    @Test
    void escapesAndDirectionMarksDoNotReachATerminal() {
        assertThat(Words.clean("\u001b[2Ja\u202eb\u2028c\ud83d\ude00\ud83d"))
                .isEqualTo("[2Ja b c\ud83d\ude00");
    }

    @Test
    void longWordsAreCut() {
        assertThat(Words.clean("x".repeat(10_000))).hasSize(Words.LIMIT);
    }
}
