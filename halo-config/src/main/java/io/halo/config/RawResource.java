package io.halo.config;

import io.halo.config.YamlNode.Entry;
import io.halo.config.YamlNode.Text;
import io.halo.core.model.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A resource as the file has it, with the places that messages point to.
///
/// @param parameters names and their values, all of them [Text]; a list, for there are as many as
///   lines in the file
/// @param kind empty text if it is missing (then there is an error)
record RawResource(
        Text name,
        Text kind,
        List<Entry> parameters,
        List<Text> dependents,
        Timeouts timeouts,
        @Nullable Duration monitorInterval,
        boolean shared,
        Position sharedAt) {
    Optional<Text> parameter(String wanted) {
        for (Entry parameter : parameters) {
            if (parameter.key().text().equals(wanted) && parameter.value() instanceof Text value) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    String id() {
        return name.text();
    }
}
