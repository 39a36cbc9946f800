package io.halo.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.client.FakeManager;
import io.halo.shell.command.Screen.Key.Kind;
import io.halo.shell.spec.GlobalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is drawn after which key. The screen is small: the status does not fit on it.
@Timeout(60)
class StatusWatchTest {
    private static final int ROWS = 8;

    private final FakeScreen screen = new FakeScreen();
    private FakeManager manager;
    private GlobalOptions globals;

    @BeforeEach
    void manager(@TempDir Path directory) throws IOException {
        Path document = Path.of("src/test/resources/status/failed-over.json");
        Path socket = directory.resolve("s");
        manager = new FakeManager(socket, FakeManager.json(200, Files.readString(document)));
        globals = GlobalOptions.fromEnvironment(Map.of("HALO_SOCKET", socket.toString()));
    }

    @AfterEach
    void stop() throws IOException {
        manager.close();
    }

    @Test
    void theFirstLinesAreShownWithTheKeysBelow() {
        List<String> frame = watched("q");
        assertThat(frame).hasSize(ROWS);
        assertThat(frame.getFirst()).startsWith("DEGRADED: 4 resources running");
        assertThat(frame.getLast())
                .contains("q quit  x problems only  w reasons  / filter")
                .contains("↓ ")
                .doesNotContain("↑");
    }

    @Test
    void theRestIsBelow() {
        List<String> frame = watched("vvvvvq");
        assertThat(frame.getFirst()).doesNotStartWith("DEGRADED");
        assertThat(frame.getLast()).contains("↑");
        List<String> end = watched("PPPPq");
        assertThat(end.getLast()).doesNotContain("↓").contains("↑");
        assertThat(watched("PPPPppppq").getFirst()).startsWith("DEGRADED");
    }

    @Test
    void onlyWhatHasToDoWithAWordIsShown() {
        List<String> frame = watched("/OOL_01\n");
        assertThat(frame).anyMatch(line -> line.startsWith("test_zpool_01"));
        assertThat(frame).anyMatch(line -> line.contains("test_mdt"));
        assertThat(frame).noneMatch(line -> line.startsWith("test_zpool_00"));
        assertThat(frame.getLast()).contains("/ filter (OOL_01, Esc: all)");
    }

    @Test
    void aWordIsTypedAndTakenBack() {
        assertThat(watched("/xq<").getLast()).startsWith("filter: x_");
        assertThat(watched("/xq!")).anyMatch(line -> line.startsWith("test_zpool_00"));
    }

    @Test
    void onlyProblemsAndTheReasons() {
        assertThat(watched("x").getLast()).contains("x all");
        assertThat(watched("w").getLast()).contains("w no reasons");
    }

    @Test
    void aManagerThatDoesNotAnswerIsSaidToBeDown() throws IOException {
        manager.close();
        assertThat(watched("")).anyMatch(line -> line.startsWith("NO ANSWER: cannot reach"));
    }

    /// @param keys `v ^ P p` scroll, `<` is backspace, `!` escape, newline enter
    /// @return what stands there after the last of them
    private List<String> watched(String keys) {
        screen.type(keys);
        new StatusWatch(screen, globals, false, false, false).run();
        return screen.frame;
    }

    private static final class FakeScreen implements Screen {
        private final Deque<Screen.Key> keys = new ArrayDeque<>();
        private List<String> frame = List.of();

        void type(String typed) {
            keys.clear();
            typed.chars().forEach(c -> keys.add(key((char) c)));
        }

        private static Screen.Key key(char c) {
            return switch (c) {
                case 'v' -> new Screen.Key(Kind.DOWN, "");
                case '^' -> new Screen.Key(Kind.UP, "");
                case 'P' -> new Screen.Key(Kind.PAGE_DOWN, "");
                case 'p' -> new Screen.Key(Kind.PAGE_UP, "");
                case '<' -> new Screen.Key(Kind.BACKSPACE, "");
                case '!' -> new Screen.Key(Kind.ESCAPE, "");
                case '\n' -> new Screen.Key(Kind.ENTER, "");
                default -> new Screen.Key(Kind.CHARACTER, String.valueOf(c));
            };
        }

        @Override
        public int rows() {
            return ROWS;
        }

        @Override
        public int columns() {
            return 100;
        }

        @Override
        public void draw(List<String> lines) {
            frame = List.copyOf(lines);
        }

        @Override
        public Optional<Screen.Key> key(Duration patience) {
            Screen.Key next = keys.poll();
            return Optional.of(next == null ? new Screen.Key(Kind.END, "") : next);
        }

        @Override
        public void close() {}
    }
}
