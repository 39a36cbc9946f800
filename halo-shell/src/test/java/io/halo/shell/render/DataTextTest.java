package io.halo.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.client.Json;
import io.halo.shell.client.JsonReader;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DataTextTest {
    private static final String SAMPLE =
            """
            {"a":{"b":[],"c":{},"d":[{"e":1,"f":[true,null]},[1,[2]],"x"]},"on":"yes","t":"2026-04-28",
             "s":"a: b # c","m":"x\\ny\\u001b","n":"12","blank":"","lead":" x","tail":"x ","star":"*","dash":"- a"}\
            """;

    private static Json sample() {
        return JsonReader.read(SAMPLE).orElseThrow();
    }

    @Test
    void prettyJsonReadsBackAsItWas() {
        String text = JsonText.pretty(sample());
        assertThat(JsonReader.read(text)).contains(sample());
        assertThat(text)
                .startsWith(
                        "{\n  \"a\": {\n    \"b\": [],\n    \"c\": {},\n    \"d\": [\n      {\n");
    }

    @Test
    void jsonHasNoRawControlCharacters() {
        assertThat(JsonText.pretty(new Json.Str("\u001b\u009b\u202e\u0000\t")))
                .isEqualTo("\"\\u001b\\u009b\\u202e\\u0000\\t\"\n");
    }

    @Test
    void yamlReadsBackAsItWas() {
        Object fromYaml =
                new Load(LoadSettings.builder().build()).loadFromString(YamlText.of(sample()));
        Object fromJson =
                new Load(LoadSettings.builder().build()).loadFromString(JsonText.pretty(sample()));
        assertThat(fromYaml).isEqualTo(fromJson);
    }

    @Test
    void yamlIsReadable() {
        Json json =
                JsonReader.read(
                                "{\"hosts\":[{\"id\":\"oss00\",\"connected\":true},{\"id\":\"no\"}],\"list\":[]}")
                        .orElseThrow();
        assertThat(YamlText.of(json))
                .isEqualTo(
                        """
                        hosts:
                        - id: oss00
                          connected: true
                        - id: "no"
                        list: []
                        """);
    }
}
