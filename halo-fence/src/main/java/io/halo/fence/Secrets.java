package io.halo.fence;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The secret values of one call, and how to keep them out of what is said about it.
///
/// The agents of ClusterLabs repeat a line that they do not understand: `Ignoring unknown option
/// 'pasword=…'`. So of what is configured as `name=value` no value is shown at all, whatever the
/// name, but for those that only say which plug of which device is meant.
final class Secrets {
    private static final String MASK = "***";

    /// Shorter ones are part of too many words, and no secrets.
    private static final int SHORTEST = 4;

    /// A parameter whose name has one of these in it. What comes from a file or the environment is
    /// secret anyway: there would be no other reason to keep it there.
    private static final List<String> SECRET_NAMES =
            List.of("pass", "secret", "token", "key", "community", "credential");

    private static final List<String> PLAIN_NAMES =
            List.of("ip", "ipaddr", "ipport", "plug", "port", "lanplus", "action", "nodename");

    private final List<String> values = new ArrayList<>();

    /// What is replaced, by what; the longest first, for one may be part of another.
    private final List<Masked> masked = new ArrayList<>();

    private record Masked(String text, String by) {}

    /// Blanks around a value do not count: whoever repeats it may have cut them off.
    void learn(String name, FenceValue from, String value) {
        boolean secret =
                switch (from) {
                    case FenceValue.Literal literal -> {
                        String lower = name.toLowerCase(Locale.ROOT);
                        yield SECRET_NAMES.stream().anyMatch(lower::contains);
                    }
                    case FenceValue.FromFile file -> true;
                    case FenceValue.FromEnvironment variable -> true;
                };
        if (secret && value.strip().length() >= SHORTEST) {
            values.add(value.strip());
            forms(value.strip()).forEach(form -> masked.add(new Masked(form, MASK)));
        }
        if (secret || !PLAIN_NAMES.contains(ParameterNames.normal(name))) {
            masked.add(new Masked(name + "=" + value.strip(), name + "=" + MASK));
            masked.add(new Masked(name + "=" + value.stripTrailing(), name + "=" + MASK));
        }
        sort();
    }

    /// With a user in front it is another text in base64: what a web client repeats of its headers.
    void learnUser(String user) {
        values.forEach(value -> masked.add(new Masked(base64(user + ":" + value), MASK)));
        sort();
    }

    private void sort() {
        masked.sort(Comparator.comparingInt((Masked one) -> one.text().length()).reversed());
    }

    /// As it stands, and as it stands in a URL, in a Python or JSON text, and in base64.
    private static Set<String> forms(String value) {
        var forms = new LinkedHashSet<String>();
        forms.add(value);
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(value.replace("\\", "\\\\").replace("'", "\\'"));
        forms.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.add(base64(value));
        return forms;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    String scrub(String text) {
        String scrubbed = text;
        for (Masked one : masked) {
            scrubbed = scrubbed.replace(one.text(), one.by());
        }
        return scrubbed;
    }

    /// Of a text whose start was cut off: a secret may have been cut in two there.
    String scrubCutStart(String text) {
        return scrub(text.substring(Math.min(text.length(), longest())));
    }

    /// Of a text whose end was cut off.
    String scrubCutEnd(String text) {
        return scrub(text.substring(0, Math.max(0, text.length() - longest())));
    }

    private int longest() {
        return masked.isEmpty() ? 0 : masked.getFirst().text().length();
    }
}
