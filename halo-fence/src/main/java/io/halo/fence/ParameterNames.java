package io.halo.fence;

import java.util.List;
import java.util.Set;

/// Names of fence parameters as fence agents compare them: `ssl-insecure` is `ssl_insecure`, and
/// some have an old name and a new one, of which an agent takes either and believes the later.
public final class ParameterNames {
    private static final List<Set<String>> PAIRS =
            List.of(
                    Set.of("ip", "ipaddr"),
                    Set.of("plug", "port"),
                    Set.of("username", "login"),
                    Set.of("password", "passwd"));

    private ParameterNames() {}

    public static String normal(String name) {
        return name.replace('-', '_');
    }

    /// Whether both say the same thing.
    public static boolean same(String one, String other) {
        String a = normal(one);
        String b = normal(other);
        return a.equals(b) || PAIRS.stream().anyMatch(pair -> pair.contains(a) && pair.contains(b));
    }
}
