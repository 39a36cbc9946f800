package io.halo.shell.spec;

/// An option of a command, or of all of them.
///
/// @param longName with its two dashes
/// @param shortName with its dash; empty if there is none
/// @param placeholder what stands for the value in help texts; empty for a flag
public record OptionSpec(
        String longName,
        String shortName,
        ValueType type,
        String placeholder,
        String description,
        boolean repeatable) {
    public OptionSpec {
        if (!longName.startsWith("--") || longName.length() < 3) {
            throw new IllegalArgumentException("a long option starts with two dashes: " + longName);
        }
        if (!shortName.isEmpty() && !(shortName.length() == 2 && shortName.startsWith("-"))) {
            throw new IllegalArgumentException(
                    "a short option is a dash and a letter: " + shortName);
        }
    }

    public static OptionSpec flag(String longName, String description) {
        return new OptionSpec(longName, "", new ValueType.Flag(), "", description, false);
    }

    public static OptionSpec value(
            String longName, ValueType type, String placeholder, String description) {
        return new OptionSpec(longName, "", type, placeholder, description, false);
    }

    public OptionSpec orShort(String letter) {
        return new OptionSpec(longName, letter, type, placeholder, description, repeatable);
    }

    public OptionSpec repeated() {
        return new OptionSpec(longName, shortName, type, placeholder, description, true);
    }

    public boolean isFlag() {
        return type instanceof ValueType.Flag;
    }

    public boolean isCalled(String name) {
        return name.equals(longName) || (!shortName.isEmpty() && name.equals(shortName));
    }

    /// As it stands in help texts: `-e, --events N`.
    public String usage() {
        String names = shortName.isEmpty() ? longName : shortName + ", " + longName;
        return isFlag() ? names : names + " " + placeholder;
    }
}
