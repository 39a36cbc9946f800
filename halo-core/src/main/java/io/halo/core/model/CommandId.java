package io.halo.core.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number of an operator's command: `7-1204`, or `7-1204-2` for the second one of a step.
///
/// @param epoch of the manager that took it
/// @param step in which it was taken
/// @param index from 1, of those taken in one step
public record CommandId(long epoch, long step, int index) implements Comparable<CommandId> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})(?:-(\\d{1,9}))?");
    private static final Comparator<CommandId> ORDER =
            Comparator.comparingLong(CommandId::epoch)
                    .thenComparingLong(CommandId::step)
                    .thenComparingInt(CommandId::index);

    /// Empty if the text is no such number.
    public static Optional<CommandId> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int index = form.group(3) == null ? 1 : Integer.parseInt(form.group(3));
        return Optional.of(
                new CommandId(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), index));
    }

    @Override
    public int compareTo(CommandId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + "-" + step + (index == 1 ? "" : "-" + index);
    }
}
