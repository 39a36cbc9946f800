package io.halo.clusters.scale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the fake agents say of themselves.
///
/// @param met hosts that the manager has spoken to, the last of them at `lastMet`
/// @param running resources that run somewhere
/// @param starts of resources so far, the last of them at `lastStart`
/// @param refused requests that broke the order of managers, processes or operations
/// @param looks requests to monitor, for `monitors` resources in all
/// @param twice every start of a resource that ran elsewhere
record Report(
        int met,
        Instant lastMet,
        int running,
        int starts,
        Instant lastStart,
        int refused,
        long beats,
        long looks,
        long monitors,
        List<String> twice) {
    static Report of(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("twice")) {
                twice.add(words[1]);
            } else {
                values.put(words[0], words[1]);
            }
        }
        return new Report(
                (int) number(values, "met"),
                instant(text(values, "last_met")),
                (int) number(values, "running"),
                (int) number(values, "starts"),
                instant(text(values, "last_start")),
                (int) number(values, "refused"),
                number(values, "beats"),
                number(values, "looks"),
                number(values, "monitors"),
                twice);
    }

    static Instant instant(String seconds) {
        String[] parts = seconds.split("\\.", 2);
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(text(values, name));
    }

    private static String text(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the fake agents do not report " + name);
        }
        return value;
    }
}
