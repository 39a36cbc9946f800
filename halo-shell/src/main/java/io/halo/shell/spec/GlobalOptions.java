package io.halo.shell.spec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The options that every command takes, before or after its name.
public record GlobalOptions(Path config, Path socket, boolean verbose, OutputFormat output) {
    static final OptionSpec CONFIG =
            OptionSpec.value(
                    "--config", new ValueType.FilePath(), "FILE", "configuration (HALO_CONFIG)");
    static final OptionSpec SOCKET =
            OptionSpec.value(
                    "--socket",
                    new ValueType.FilePath(),
                    "PATH",
                    "the manager's socket (HALO_SOCKET)");
    static final OptionSpec VERBOSE =
            OptionSpec.flag("--verbose", "more words, and stack traces of bugs");
    static final OptionSpec OUTPUT =
            OptionSpec.value(
                    "--output",
                    new ValueType.Choice(
                            Arrays.stream(OutputFormat.values()).map(OutputFormat::word).toList()),
                    "FORMAT",
                    "table, json or yaml");
    static final OptionSpec HELP = OptionSpec.flag("--help", "explain the command").orShort("-h");
    static final OptionSpec VERSION = OptionSpec.flag("--version", "print the version");

    public static final List<OptionSpec> SPECS =
            List.of(CONFIG, SOCKET, OUTPUT, VERBOSE, HELP, VERSION);

    /// The values before any option is read.
    public static GlobalOptions fromEnvironment(Map<String, String> environment) {
        return new GlobalOptions(
                path(environment, "HALO_CONFIG", "/etc/halo/halo.conf"),
                path(environment, "HALO_SOCKET", "/var/run/halo.socket"),
                false,
                OutputFormat.TABLE);
    }

    private static Path path(Map<String, String> environment, String variable, String fallback) {
        String value = environment.getOrDefault(variable, "");
        return Path.of(value.isEmpty() ? fallback : value);
    }

    GlobalOptions overriddenBy(TypedOptions typed) {
        return new GlobalOptions(
                typed.value(CONFIG).map(Path::of).orElse(config),
                typed.value(SOCKET).map(Path::of).orElse(socket),
                verbose || typed.has(VERBOSE),
                typed.value(OUTPUT).map(GlobalOptions::format).orElse(output));
    }

    private static OutputFormat format(String word) {
        return Arrays.stream(OutputFormat.values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("not checked by the parser: " + word));
    }
}
