package io.halo.core.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Blots out what must never be shown (contract section 6).
public final class Secrets {
    /// What stands for a secret.
    public static final String BLOT = "***";

    /// Also inside of a longer word (`dbpassword`): a value too many hidden is better than one
    /// shown.
    private static final List<String> WORDS =
            List.of("passwd", "password", "passphrase", "secret", "token");

    /// Too common inside of other words (`bypass`) to be looked for there.
    private static final String SHORT_WORD = "pass";

    /// Between the words of a name: `db_pass`, `admin-pass`, `PASS.file`, `dbPass`, `pass2`.
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    private Secrets() {}

    /// The parameters as they may be printed.
    public static SequencedMap<String, String> hidden(SequencedMap<String, String> parameters) {
        var shown = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> shown.put(name, isSecret(name) ? BLOT : value));
        return shown;
    }

    /// Whether one of the words of a parameter's name says that its value is secret.
    static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains)
                || BETWEEN_WORDS.splitAsStream(name).anyMatch(SHORT_WORD::equalsIgnoreCase);
    }
}
