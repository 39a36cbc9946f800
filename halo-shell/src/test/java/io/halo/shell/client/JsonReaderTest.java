package io.halo.shell.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void valuesKeepTheirOrderAndDigits() {
        Json json =
                JsonReader.read("{\"b\":1.50,\"a\":[true,null,\"x\"],\"n\":12345678901234567890}")
                        .orElseThrow();
        assertThat(json.map().keySet()).containsExactly("b", "a", "n");
        assertThat(json.text("b")).isEqualTo("1.50");
        assertThat(json.text("n")).isEqualTo("12345678901234567890");
        assertThat(json.get("a").list())
                .isEqualTo(List.of(new Json.Bool(true), new Json.Null(), new Json.Str("x")));
    }

    @Test
    void whatIsMissingIsEmpty() {
        Json json = JsonReader.read("{\"a\":null,\"s\":\"x\",\"f\":false,\"o\":{}}").orElseThrow();
        assertThat(json.text("none")).isEmpty();
        assertThat(json.get("none").get("deeper").text("x")).isEmpty();
        assertThat(json.number("s")).isZero();
        assertThat(json.is("a", true)).isTrue();
        assertThat(json.texts("s")).isEmpty();
        assertThat(json.isSet("a")).isFalse();
        assertThat(json.isSet("f")).isFalse();
        assertThat(json.isSet("o")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "{} x", "{\"a\"}", "nul", "'a'", "]"})
    void anythingElseIsRefused(String text) {
        assertThat(JsonReader.read(text)).isEmpty();
    }

    @Test
    void depthIsBounded() {
        assertThat(JsonReader.read("[".repeat(100_000))).isEmpty();
    }
}
