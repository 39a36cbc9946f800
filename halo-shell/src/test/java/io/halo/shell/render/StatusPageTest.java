package io.halo.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Documents of a manager and the pages that must come of them:
/// `src/test/resources/status/NAME.json` and `NAME.VIEW.txt`. `-Dhalo.rewrite=true` writes the
/// pages anew, to be reviewed as a diff.
class StatusPageTest {
    private static final Path FOLDER = Path.of("src/test/resources/status");

    private record View(String name, StatusPage page) {}

    private static Stream<View> views() {
        return Stream.of(
                new View("plain", new StatusPage(Page.PLAIN, false, false, 10)),
                new View("problems", new StatusPage(Page.PLAIN, true, false, 0)),
                new View("why", new StatusPage(Page.PLAIN, false, true, 2)),
                new View("narrow", new StatusPage(new Page(40, false), false, true, 2)),
                new View("colour", new StatusPage(new Page(120, true), false, false, 0)));
    }

    @TestFactory
    Stream<DynamicTest> pages() {
        return Stream.of("failed-over", "repaired", "healthy", "trouble", "large", "hostile")
                .flatMap(document ->
                        views().map(view ->
                                DynamicTest.dynamicTest(
                                        document + "." + view.name(),
                                        () -> compare(document, view))));
    }

    private static void compare(String document, View view) throws IOException {
        ClusterStatus status =
                ClusterStatus.of(
                        JsonReader.read(Files.readString(FOLDER.resolve(document + ".json")))
                                .orElseThrow());
        String rendered = view.page().render(status);
        Path golden = FOLDER.resolve(document + "." + view.name() + ".txt");
        if (Boolean.getBoolean("halo.rewrite")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        StatusPage page = new StatusPage(new Page(40, false), false, true, 10);
        for (String document : new String[] {"failed-over", "trouble", "large", "hostile"}) {
            assertThat(page.render(read(document)).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
        }
    }

    private static ClusterStatus read(String document) {
        try (InputStream in = Files.newInputStream(FOLDER.resolve(document + ".json"))) {
            return ClusterStatus.of(
                    JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEmptyDocumentIsStillAPage() {
        assertThat(
                        new StatusPage(Page.PLAIN, false, true, 10)
                                .render(ClusterStatus.of(JsonReader.read("{}").orElseThrow())))
                .isEqualTo("\nConnected hosts:     none\n");
    }
}
