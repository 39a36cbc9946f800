package io.halo.shell.spec;

import java.util.Locale;

public enum OutputFormat {
    TABLE,
    JSON,
    YAML;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
