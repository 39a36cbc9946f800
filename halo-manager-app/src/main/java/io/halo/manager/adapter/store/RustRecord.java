package io.halo.manager.adapter.store;

import io.halo.core.model.HostId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/// A line of the state file of the Rust program named HALO: time, what, whom, why, separated by
/// tabs. The time is local, without a zone; the last field may hold tabs.
///
/// @param time as it is in the given zone; of an hour that a clock change repeats, the first
/// @param object the id of a resource or of a host
record RustRecord(Instant time, What what, String object, String comment) {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter(Locale.ROOT);

    private static final int FIELDS = 4;

    /// What it says about a resource, or about a host.
    enum What {
        MANAGE,
        UNMANAGE,
        ACTIVATE,
        DEACTIVATE,
        FENCE,
        RESET;

        boolean aboutHost() {
            return this != MANAGE && this != UNMANAGE;
        }
    }

    /// @return empty if the line is no such record
    static Optional<RustRecord> read(String line, ZoneId zone) {
        String[] fields = line.split("\t", FIELDS);
        if (fields.length < FIELDS - 1 || fields[2].isBlank()) {
            return Optional.empty();
        }
        try {
            var _ = new HostId(fields[2]); // the same rule for all names
            return Optional.of(
                    new RustRecord(
                            LocalDateTime.parse(fields[0], TIME).atZone(zone).toInstant(),
                            What.valueOf(fields[1].toUpperCase(Locale.ROOT)),
                            fields[2],
                            fields.length < FIELDS ? "" : fields[3]));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
