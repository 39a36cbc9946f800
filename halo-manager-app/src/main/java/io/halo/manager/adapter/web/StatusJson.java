package io.halo.manager.adapter.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.halo.core.model.Event;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Severity;
import io.halo.core.view.ClusterStatus;
import io.halo.core.view.Explanation;
import io.halo.core.view.HostStatus;
import io.halo.core.view.ResourceStatus;
import io.halo.engine.ScriptChecks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The picture of the cluster as JSON: the records' names in snake case.
final class StatusJson {
    private static final String PROTECTED = "protected";
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .addMixIn(HostStatus.class, HostNames.class)
                    .addModule(words())
                    .build();

    private StatusJson() {}

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// An answer that nobody keeps: the next one may be another.
    static ResponseEntity<byte[]> answer(ResponseEntity.BodyBuilder answer, Object value) {
        return answer.contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(bytes(value));
    }

    static ResponseEntity<byte[]> ok(Object value) {
        return answer(ResponseEntity.ok(), value);
    }

    private static SimpleModule words() {
        var module = new SimpleModule("halo");
        text(module, HostId.class, HostId::value);
        text(module, GroupId.class, GroupId::value);
        text(module, ResourceId.class, ResourceId::value);
        text(module, ResourceStatus.Status.class, ResourceStatus.Status::title);
        text(module, ScriptChecks.Result.class, StatusJson::lower);
        text(module, ResourceStatus.State.class, ResourceStatus.State::title);
        text(module, Event.Kind.class, Event.Kind::title);
        text(module, ResourceStatus.Desired.class, StatusJson::lower);
        text(module, ClusterStatus.Mode.class, StatusJson::lower);
        text(module, HostStatus.State.class, StatusJson::lower);
        text(module, OperationJson.State.class, OperationJson.State::title);
        text(module, Severity.class, StatusJson::lower);
        text(module, Explanation.Kind.class, StatusJson::lower);
        text(module, Finding.Code.class, StatusJson::lower);
        // Nobody needs nanoseconds, and they make lines long.
        text(module, Instant.class, moment -> moment.truncatedTo(ChronoUnit.MILLIS).toString());
        return module;
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<T, String> text) {
        module.addSerializer(type, new Text<>(type, text));
    }

    /// `protected` is a word of Java, so the record cannot use it.
    private interface HostNames {
        @JsonProperty(PROTECTED)
        HostStatus.Protection protection();
    }

    private static final class Text<T> extends StdSerializer<T> {
        private final Function<T, String> text;

        Text(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(text.apply(value));
        }
    }
}
