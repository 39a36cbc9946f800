package io.halo.agent.ocf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// One operation of one resource, as a script is told. A call that would let a request choose
/// anything but that cannot be built (D6).
///
/// @param resource the resource's id
/// @param timeout counted from the spawn
/// @param interval zero for a probe and for everything but a recurring monitor
public record Call(
        Op op,
        String resource,
        Kind kind,
        SequencedMap<String, String> parameters,
        Duration timeout,
        Duration interval) {

    /// The longest that any request may ask for. A script that runs longer is lost.
    public static final Duration LONGEST = Duration.ofDays(1);

    /// As in the configuration file.
    private static final int ID_LENGTH_MAX = 255;

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    /// Linux takes 128 KiB for one variable with its name.
    private static final int VALUE_BYTES_MAX = 65_536;

    /// Linux takes a quarter of the stack's limit, 2 MiB by default, for arguments and environment.
    private static final int VALUES_BYTES_MAX = 262_144;

    public Call {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
        checkId(resource, "resource id");
        require(resource.indexOf('\\') < 0, "resource id must not contain a backslash");
        parameters.forEach(Call::checkParameter);
        require(
                parameters.values().stream().mapToLong(Call::bytes).sum() <= VALUES_BYTES_MAX,
                "parameters have more than " + VALUES_BYTES_MAX + " bytes together");
        require(
                timeout.isPositive() && timeout.compareTo(LONGEST) <= 0,
                "timeout must be above 0 and at most a day");
        require(
                !interval.isNegative() && interval.compareTo(LONGEST) <= 0,
                "interval must be 0 to a day");
    }

    /// Ids of all sorts: 1 to 255 characters, none of them a control character.
    ///
    /// @throws IllegalArgumentException if it is not
    public static void checkId(String id, String what) {
        require(
                !id.isBlank() && id.length() <= ID_LENGTH_MAX,
                what + " must have 1 to " + ID_LENGTH_MAX + " characters");
        require(
                id.chars().noneMatch(Character::isISOControl),
                what + " must not contain control characters");
    }

    private static void checkParameter(String name, String value) {
        require(
                PARAMETER.matcher(name).matches(),
                "the name of a parameter must be letters, digits and _");
        require(value.indexOf('\0') < 0, "parameter " + name + " contains NUL");
        require(
                bytes(value) <= VALUE_BYTES_MAX,
                "parameter " + name + " has more than " + VALUE_BYTES_MAX + " bytes");
    }

    private static long bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// Values may be passwords.
    @Override
    public String toString() {
        return op.word() + " " + resource + " (" + kind + ")";
    }
}
