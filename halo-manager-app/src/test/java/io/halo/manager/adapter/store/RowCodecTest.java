package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodecTest {
    static List<Row> rows() {
        return Rows.all();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsWhatItWrote(Row row) throws DamagedException {
        Row back = RowCodec.read(table(row), RowCodec.id(row.key()), RowCodec.write(row));

        assertThat(back).isEqualTo(row);
        // Maps compare without order; their order counts.
        assertThat(back.toString()).isEqualTo(row.toString());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesOneLineOfAscii(Row row) {
        assertThat(RowCodec.write(row)).matches("[ -~]+");
        assertThat(RowCodec.id(row.key())).matches("[ -~]+");
    }

    @Test
    void hasARowOfEveryKind() {
        assertThat(rows().stream().map(row -> row.key().table())).contains(Row.Table.values());
    }

    /// Pins the format: what one version wrote, a later one reads. After a change that is meant,
    /// and that the store's schema version tells of, copy `target/rows.txt` there.
    @Test
    void keepsItsFormat() throws IOException {
        String written =
                rows().stream()
                        .map(row -> table(row) + " " + RowCodec.write(row) + "\n")
                        .collect(Collectors.joining());

        Files.writeString(Path.of("target/rows.txt"), written);
        assertThat(Path.of("src/test/resources/store/rows.txt")).hasContent(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"group\":\"g\",\"host\":\"h\"}",
                "{\"group\":\"g\",\"host\":\"h\",\"order\":\"1\"}",
                "{\"group\":\"g\",\"host\":\"h\",\"order\":1.0}",
                "{\"group\":\"g\",\"host\":\"h\",\"order\":99999999999999999999}",
                "{\"group\":\"g\",\"host\":null,\"order\":1}",
                "{\"group\":\"g\",\"host\":\"\",\"order\":1}",
                "{\"group\":\"g\",\"host\":\"other\",\"order\":1}",
                "{\"group\":\"g\",\"host\":\"h\",\"order\":1,\"more\":2}",
                "{\"group\":\"g\",\"host\":\"h\",\"order\":1"
            })
    void refusesWhatItDidNotWrite(String body) {
        assertThatThrownBy(() -> RowCodec.read("HOSTED", "g\\nh", body))
                .isInstanceOf(DamagedException.class);
    }

    @Test
    void refusesAnotherKindOfRow() {
        String body = RowCodec.write(new Row.OfHosted(Rows.GROUP, Rows.HOST, 1));

        assertThatThrownBy(() -> RowCodec.read("NONSENSE", "mds00e0\\nmds00", body))
                .isInstanceOf(DamagedException.class);
        assertThatThrownBy(() -> RowCodec.read("FAILURES", "mds00e0\\nmds00", body))
                .isInstanceOf(DamagedException.class);
    }

    private static String table(Row row) {
        return row.key().table().name();
    }
}
