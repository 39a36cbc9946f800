package io.halo.shell.spec;

/// Words after the command that are not options: `GROUP`, or `HOST…` for several.
///
/// @param most more than one only for the last argument of a command
public record ArgumentSpec(String name, ValueType type, int least, int most) {
    /// More words than a shell's glob of a large cluster gives are a mistake.
    private static final int MANY = 5_000;

    public static ArgumentSpec one(String name, ValueType type) {
        return new ArgumentSpec(name, type, 1, 1);
    }

    public static ArgumentSpec some(String name, ValueType type) {
        return new ArgumentSpec(name, type, 1, MANY);
    }

    public static ArgumentSpec anyNumber(String name, ValueType type) {
        return new ArgumentSpec(name, type, 0, MANY);
    }

    public String usage() {
        String shown = most > 1 ? name + "…" : name;
        return least == 0 ? "[" + shown + "]" : shown;
    }
}
