package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is typed and whatever goes wrong: one line says what was attempted, what is wrong and
/// what to type.
@Timeout(300)
class ErrorsIT {
    private static final String PROBLEM =
            "{\"detail\":\"the moon is full\",\"advice\":\"halo version\"}";
    private static final String NOISE = "220 mail.example ESMTP\r\n";

    @TempDir Path directory;

    private Halo halo;

    @BeforeEach
    void start() {
        halo = new Halo(directory).with("HALO_SOCKET", "s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    manage zp0                  | cannot manage zp0:
                    unmanage zp0                | cannot unmanage zp0:
                    start zp0                   | cannot start zp0:
                    stop zp0                    | cannot stop zp0:
                    restart zp0                 | cannot restart zp0:
                    cleanup zp0                 | cannot cleanup zp0:
                    activate a                  | cannot activate a:
                    deactivate a --force        | cannot deactivate a:
                    deactivate a --dry-run      | cannot deactivate a:
                    failback --onto a           | cannot fail back onto a:
                    fence a                     | cannot fence a:
                    fence a --confirm-off --yes | cannot confirm that a is off:
                    reset a                     | cannot reset a:
                    maintenance on host:a       | cannot switch maintenance of a on:
                    maintenance off cluster     | cannot switch maintenance of cluster off:
                    forget zp9                  | cannot forget zp9:
                    events clear                | cannot clear events:
                    """)
    void whatCannotBeChanged(String line, String attempted) throws IOException {
        isOneLine(line, attempted, "no such file", "start halo-manager, or name its socket");
        try (FakeManager manager = manager(409, PROBLEM)) {
            assertThat(run(line).err())
                    .isEqualTo("halo: " + attempted + " the moon is full; try: halo version\n");
            manager.answer(FakeManager.json(503, PROBLEM));
            isOneLine(line, attempted, "the moon is full; try: halo version");
            manager.answer(FakeManager.raw(NOISE));
            isOneLine(line, attempted, "does another program listen there?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status",
        "status -x --why",
        "explain a",
        "events show",
        "operations",
        "operations 1-2",
        "plan",
        "plan --fail a",
        "state dump",
        "accept-state --yes"
    })
    void whatCannotBeRead(String line) throws IOException {
        String attempted = "cannot reach the manager at s:";
        isOneLine(line, attempted, "start halo-manager, or name its socket");
        try (FakeManager manager = manager(503, PROBLEM)) {
            isOneLine(line, "the manager says no (503): the moon is full; try: halo version");
            manager.answer(FakeManager.raw(NOISE));
            isOneLine(line, attempted, "does another program listen there?");
        }
    }

    private FakeManager manager(int status, String body) throws IOException {
        return new FakeManager(directory.resolve("s"), FakeManager.json(status, body));
    }

    private Result run(String line) {
        return halo.run(line.split(" "));
    }

    private void isOneLine(String line, String... words) {
        Result result = run(line);
        assertThat(result.status()).as(line).isEqualTo(1);
        assertThat(result.out()).as(line).isEmpty();
        assertThat(result.err()).as(line).startsWith("halo: ").hasLineCount(1).contains(words);
    }
}
