package io.halo.shell.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineWordsTest {
    private static List<String> entered(String line) {
        LineWords words = LineWords.entered(line);
        assertThat(words.open()).isEmpty();
        return words.words();
    }

    @Test
    void blanksSeparate() {
        assertThat(entered("  a \t b  ")).containsExactly("a", "b");
        assertThat(entered("")).isEmpty();
    }

    @Test
    void quotesAndBackslashesKeepTogether() {
        assertThat(entered("a 'b c' \"d e\"f g\\ h")).containsExactly("a", "b c", "d ef", "g h");
        assertThat(entered("'' \"\"")).containsExactly("", "");
        assertThat(entered("'a\\b' \"a\\\"b\"")).containsExactly("a\\b", "a\"b");
    }

    @Test
    void anOpenQuoteIsTold() {
        assertThat(LineWords.entered("a 'b").open()).isEqualTo("'");
        assertThat(LineWords.entered("a \"b'").open()).isEqualTo("\"");
    }

    @Test
    void theWordThatIsBeingTypedIsTheLast() {
        assertThat(LineWords.typing("power o").words()).containsExactly("power", "o");
        assertThat(LineWords.typing("power ").words()).containsExactly("power", "");
        assertThat(LineWords.typing("").words()).containsExactly("");
    }
}
