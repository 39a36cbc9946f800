package io.halo.support.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file, or a part of one, that is made of what the code knows. With `-Dhalo.rewrite=true` it is
/// written anew, and the difference is reviewed; otherwise it must be equal.
public final class Generated {
    private Generated() {}

    static void whole(Path file, String wanted) {
        check(file, wanted, text(file));
    }

    /// @param name of the part: it stands between the lines `.\" Generated: NAME` and `.\" End:
    ///   NAME`
    public static void part(Path page, String name, String wanted) {
        part(page, ".\\\" Generated: " + name + "\n", ".\\\" End: " + name + "\n", wanted);
    }

    /// @param name of the part of a page of Markdown: it stands between the lines `<!-- Generated:
    ///   NAME -->` and `<!-- End: NAME -->`
    public static void markdown(Path page, String name, String wanted) {
        part(page, "<!-- Generated: " + name + " -->\n", "<!-- End: " + name + " -->\n", wanted);
    }

    private static void part(Path page, String begin, String end, String wanted) {
        String text = text(page);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        assertThat(from).as("%s has a line %s", page, begin).isNotNegative();
        assertThat(to).as("%s has a line %s", page, end).isGreaterThan(from);
        check(page, text.substring(0, from + begin.length()) + wanted + text.substring(to), text);
    }

    private static void check(Path file, String wanted, String found) {
        if (!Boolean.getBoolean("halo.rewrite")) {
            String rule = file + " is as the code has it; -Dhalo.rewrite=true writes it anew";
            if (!found.equals(wanted)) {
                // Only the lines that differ: a page may be long.
                assertThat(file).as(rule).hasContent(wanted);
            }
            assertThat(found).as(rule).isEqualTo(wanted);
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }
}
