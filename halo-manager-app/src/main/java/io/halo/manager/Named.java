package io.halo.manager;

import java.util.List;

/// Names in a sentence.
final class Named {
    private static final int MOST = 4;

    private Named() {}

    /// The first few, and how many more there are.
    static String of(List<String> names) {
        return names.size() <= MOST
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST - 1))
                        + " and "
                        + (names.size() - MOST + 1)
                        + " more";
    }
}
