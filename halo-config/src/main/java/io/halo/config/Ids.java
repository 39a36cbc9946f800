package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Text;

/// The rule for names that become ids of hosts, resources and groups: blanks, slashes and any
/// language are fine.
final class Ids {
    private static final int LENGTH_MAX = 255;

    private Ids() {}

    static boolean check(Text name, String what, Problems problems) {
        String text = name.text();
        String complaint;
        if (text.isBlank()) {
            complaint = "must not be blank";
        } else if (text.length() > LENGTH_MAX) {
            complaint = "is longer than " + LENGTH_MAX + " characters";
        } else if (text.indexOf('\\') >= 0) {
            complaint = "must not contain a backslash";
        } else if (Spelling.hasControl(text)) {
            complaint = "must not contain control characters";
        } else {
            return true;
        }
        problems.error(name.at(), what + ": the name " + quote(text) + " " + complaint);
        return false;
    }
}
