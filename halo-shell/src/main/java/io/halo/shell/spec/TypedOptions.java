package io.halo.shell.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of one command line, by long name, each with the values it was given.
public record TypedOptions(Map<String, List<String>> values) {
    public static final TypedOptions NONE = new TypedOptions(Map.of());

    /// An unmodifiable copy in the order of typing.
    public TypedOptions {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        values = java.util.Collections.unmodifiableMap(copy);
    }

    public boolean has(OptionSpec option) {
        return values.containsKey(option.longName());
    }

    public Optional<String> value(OptionSpec option) {
        return all(option).stream().findFirst();
    }

    public List<String> all(OptionSpec option) {
        return values.getOrDefault(option.longName(), List.of());
    }

    TypedOptions plus(OptionSpec option, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(values);
        List<String> list = new ArrayList<>(all(option));
        list.add(value);
        more.put(option.longName(), list);
        return new TypedOptions(more);
    }
}
