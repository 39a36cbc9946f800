package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Row;
import java.util.List;
import java.util.stream.Stream;
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

    /// Pins the format: what one version wrote, a later one reads.
    @Test
    void keepsItsFormat() {
        Stream<String> bodies =
                rows().stream().map(RowCodec::write).filter(body -> !body.contains("quotes"));

        assertThat(bodies)
                .containsExactly(
                        """
                        {"group":"mds00e0","control":{"is":"managed"},"desired":{"is":"started"},"held":null,"error":null,"place":null}\
                        """,
                        """
                        {"group":"mds00e0","host":"mds00","order":1}\
                        """,
                        """
                        {"group":"mds00e0","host":"mds00","order":9223372036854775807}\
                        """,
                        """
                        {"group":"mds00e0","host":"mds00","failures":null,"stop_failed":null}\
                        """,
                        """
                        {"group":"mds00e0","candidates":[],"members":[]}\
                        """,
                        """
                        {"host":"mds00","admin":{"is":"active"},"ever_seen":false,"boot":null,"reach":"Connecting"}\
                        """,
                        """
                        {"host":"mds00","device":"0123abcd","proof":{"is":"unproven"}}\
                        """,
                        """
                        {"host":"mds00","device":"0123abcd","proof":{"is":"proven","at":"2026-04-28T12:54:34.123456789Z"}}\
                        """,
                        """
                        {"host":"mds00","device":"0123abcd","proof":{"is":"untrusted",\
                        "at":"2026-04-28T12:54:34.123456789Z","why":"","lied":false}}\
                        """);
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
