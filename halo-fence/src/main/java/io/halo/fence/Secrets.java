package io.halo.fence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The secret values of one call, and how to keep them out of what is said about it.
final class Secrets {
    private static final String MASK = "***";

    /// Shorter ones are part of too many words, and no secrets.
    private static final int SHORTEST = 4;

    /// A parameter whose name has one of these in it. What comes from a file or the environment is
    /// secret anyway: there would be no other reason to keep it there.
    private static final List<String> SECRET_NAMES =
            List.of("pass", "secret", "token", "key", "community", "credential");

    private final List<String> values = new ArrayList<>();

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
        if (secret && value.length() >= SHORTEST) {
            values.add(value);
            // The longest first: one may be part of another.
            values.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    String scrub(String text) {
        String scrubbed = text;
        for (String value : values) {
            scrubbed = scrubbed.replace(value, MASK);
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
        return values.isEmpty() ? 0 : values.getFirst().length();
    }
}
