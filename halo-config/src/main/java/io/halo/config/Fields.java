package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Entries;
import io.halo.config.YamlNode.Entry;
import io.halo.config.YamlNode.Items;
import io.halo.config.YamlNode.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One mapping of the file with a fixed set of keys. Hands out the values by key, and reports
/// unknown keys and values of the wrong shape. A key without a value (null) counts as absent.
final class Fields {
    /// Enough for any count in this file, and safe from overflow.
    private static final int COUNT_MAX = 1_000_000;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]{1,10}");

    private final Position at;
    private final String what;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Problems problems;

    private Fields(Position at, String what, Problems problems) {
        this.at = at;
        this.what = what;
        this.problems = problems;
    }

    /// @param what the mapping's name in messages, such as `host`
    static Optional<Fields> of(YamlNode node, String what, List<String> known, Problems problems) {
        if (!(node instanceof Entries entries)) {
            problems.error(
                    node.at(),
                    what
                            + ": must be a mapping with "
                            + String.join(", ", known)
                            + "; found "
                            + shape(node));
            return Optional.empty();
        }
        var fields = new Fields(node.at(), what, problems);
        for (Entry entry : entries.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                problems.error(
                        entry.key().at(),
                        what + ": unknown key " + quote(key) + problems.didYouMean(key, known));
            } else if (!(entry.value() instanceof Text text && text.isNull())) {
                fields.values.put(key, entry.value());
            }
        }
        return Optional.of(fields);
    }

    Position at() {
        return at;
    }

    /// Where the value of a key is; where the mapping is, if the key is absent.
    Position at(String key) {
        YamlNode node = values.get(key);
        return node == null ? at : node.at();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<YamlNode> node(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// A text; numbers and booleans are taken as they are written.
    Optional<Text> text(String key) {
        YamlNode node = values.get(key);
        if (node == null || node instanceof Text) {
            return Optional.ofNullable((Text) node);
        }
        problems.error(node.at(), what + ": " + key + " must be a text; found " + shape(node));
        return Optional.empty();
    }

    Optional<Text> requiredText(String key) {
        if (!has(key)) {
            problems.error(at, what + ": " + key + " is missing");
            return Optional.empty();
        }
        return text(key);
    }

    Duration duration(String key, Duration absent) {
        return duration(key).orElse(absent);
    }

    Optional<Duration> duration(String key) {
        return text(key).flatMap(text -> Durations.read(text, what + ": " + key, problems));
    }

    /// A whole number of at least 1.
    int count(String key, int absent) {
        Optional<Text> text = text(key);
        if (text.isEmpty()) {
            return absent;
        }
        String written = text.get().text();
        if (text.get().plain() && WHOLE_NUMBER.matcher(written).matches()) {
            long value = Long.parseLong(written);
            if (value >= 1 && value <= COUNT_MAX) {
                return (int) value;
            }
        }
        problems.error(
                text.get().at(),
                what
                        + ": "
                        + key
                        + " must be a whole number from 1 to "
                        + COUNT_MAX
                        + ", not "
                        + quote(written));
        return absent;
    }

    boolean flag(String key) {
        return optionalFlag(key).orElse(false);
    }

    Optional<Boolean> optionalFlag(String key) {
        Optional<Text> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().plain()) {
            switch (text.get().text()) {
                case "true", "True", "TRUE" -> {
                    return Optional.of(true);
                }
                case "false", "False", "FALSE" -> {
                    return Optional.of(false);
                }
                default -> {}
            }
        }
        problems.error(
                text.get().at(),
                what + ": " + key + " must be true or false, not " + quote(text.get().text()));
        return Optional.empty();
    }

    /// One of the words of an enum, written in lower case.
    <E extends Enum<E>> E word(String key, Class<E> type, E absent) {
        Optional<Text> text = text(key);
        if (text.isEmpty()) {
            return absent;
        }
        var words = new LinkedHashMap<String, E>();
        for (E constant : type.getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        String written = text.get().text();
        E meant = words.get(written);
        if (meant == null) {
            problems.error(
                    text.get().at(),
                    what
                            + ": "
                            + key
                            + " must be "
                            + String.join(" or ", words.keySet())
                            + ", not "
                            + quote(written)
                            + problems.didYouMean(written, words.keySet()));
            return absent;
        }
        return meant;
    }

    /// A list; absent = empty.
    List<YamlNode> items(String key) {
        YamlNode node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Items items) {
            return items.items();
        }
        problems.error(node.at(), what + ": " + key + " must be a list; found " + shape(node));
        return List.of();
    }

    /// A list of names, each at most once.
    List<Text> names(String key) {
        var names = new LinkedHashMap<String, Text>();
        for (YamlNode item : items(key)) {
            if (!(item instanceof Text name) || name.isNull()) {
                problems.error(
                        item.at(),
                        what + ": " + key + " must be a list of names; found " + shape(item));
            } else if (names.putIfAbsent(name.text(), name) != null) {
                problems.error(
                        name.at(), what + ": " + key + " names " + quote(name.text()) + " twice");
            }
        }
        return List.copyOf(names.values());
    }

    Optional<Fields> section(String key, List<String> known) {
        YamlNode node = values.get(key);
        return node == null ? Optional.empty() : of(node, what + " " + key, known, problems);
    }

    static String shape(YamlNode node) {
        return switch (node) {
            case Text text when text.isNull() -> "nothing";
            case Text text -> "the text " + quote(text.text());
            case Items _ -> "a list";
            case Entries _ -> "a mapping";
        };
    }
}
