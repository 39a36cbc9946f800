package io.halo.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the file as a whole; whatever is in the way becomes one clear problem.
final class SourceText {
    /// Enough for 200 000 resources; a larger file is something else by mistake.
    private static final int SIZE_MAX = 32 << 20;

    /// Stands in a decoded text for what was no UTF-8, and very rarely for itself.
    private static final char REPLACEMENT = '\uFFFD';

    private SourceText() {}

    static Optional<String> read(Path file, Problems problems) {
        try {
            if (Files.isDirectory(file)) {
                return refuse(problems, "is a directory, not a configuration file");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return refuse(problems, "is not a regular file");
            }
            return decode(bytes(file), problems);
        } catch (NoSuchFileException e) {
            return refuse(problems, "there is no such file");
        } catch (AccessDeniedException e) {
            return refuse(problems, "cannot be read: permission denied");
        } catch (IOException e) {
            return refuse(
                    problems,
                    "cannot be read: " + Spelling.printable(String.valueOf(e.getMessage())));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SIZE_MAX + 1);
        }
    }

    private static Optional<String> decode(byte[] bytes, Problems problems) {
        if (bytes.length > SIZE_MAX) {
            return refuse(problems, "is larger than " + (SIZE_MAX >> 20) + " MiB");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return Optional.of(text);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(in).toString());
        } catch (CharacterCodingException e) {
            // The decoder leaves the buffer before the first byte that it could not read.
            String good = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
            problems.error(endOf(good), "not a text in UTF-8");
            return Optional.empty();
        }
    }

    /// The place right behind a text.
    static Position endOf(String text) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, text.codePointCount(lineStart, text.length()) + 1);
    }

    private static Optional<String> refuse(Problems problems, String message) {
        problems.error(Position.WHOLE_FILE, message);
        return Optional.empty();
    }
}
