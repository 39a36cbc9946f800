package io.halo.agent.ocf;

import java.util.regex.Pattern;

/// Names a script below `resource.d`, like `heartbeat/ZFS`. There is no way out of `resource.d`
/// with it (D6).
public record Kind(String value) {
    private static final int LENGTH_MAX = 255;
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+:-]*(/[A-Za-z0-9_][A-Za-z0-9_.+:-]*){0,3}");

    public Kind {
        if (value.length() > LENGTH_MAX || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "kind must be like heartbeat/ZFS: names of letters, digits and _ . + : - with a slash between them");
        }
    }

    /// All but the last name.
    public String provider() {
        int slash = value.lastIndexOf('/');
        return slash < 0 ? "" : value.substring(0, slash);
    }

    /// The last name: the script's file.
    public String type() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
