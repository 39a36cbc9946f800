package io.halo.process;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// What the JDK can hand to a program. Commands and environment go through the charset of the
/// locale that this JVM was started in, and where that is ASCII (a service without LC_ALL) each
/// other character silently becomes a question mark: a pool or a directory of another name. Better
/// not run at all.
final class NativeText {
    static final NativeText OF_THIS_JVM =
            new NativeText(
                    Charset.forName(
                            System.getProperty("sun.jnu.encoding", "UTF-8"),
                            StandardCharsets.UTF_8));

    private final Charset charset;

    NativeText(Charset charset) {
        this.charset = charset;
    }

    boolean canPass(ProgramSpec spec) {
        var environment = spec.environment();
        return Stream.of(
                        spec.command().stream(),
                        environment.keySet().stream(),
                        environment.values().stream())
                .flatMap(texts -> texts)
                .allMatch(text -> charset.newEncoder().canEncode(text));
    }

    String problem() {
        return "a parameter has a character that the locale of this program ("
                + charset
                + ") cannot pass on: start it with LC_ALL=C.UTF-8";
    }
}
