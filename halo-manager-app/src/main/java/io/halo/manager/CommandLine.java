package io.halo.manager;

import io.halo.manager.ManagerOptions.WrongUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the command line strictly: what is not understood stops the program before it has done
/// anything.
final class CommandLine {
    static final String HELP =
            """
            Usage: halo-manager [OPTION]...

            Keeps every resource group of the cluster running in exactly one place.

              --config FILE                what to manage (HALO_CONFIG, /etc/halo/halo.conf)
              --socket PATH                unix socket of the API (HALO_SOCKET, /var/run/halo.socket)
              --statefile PATH             what must survive a restart (HALO_STATEFILE, /var/lib/halo/halo.state)
              --manage-resources           start, stop and fence; without it only look, and say what would be done
              --sleep-time MS              period in which resources are monitored (5000, or the configuration's)
              --fence-on-connection-close  test clusters only: a closed or refused connection counts as death
              --http ADDRESS:PORT|off      reading over TCP (HALO_HTTP, 127.0.0.1:8090; port 0: any)
              --mtls                       mutual TLS to the agents (HALO_CA_CERT, HALO_CLIENT_CERT, HALO_CLIENT_KEY)
              --verbose                    log each decision
              --repair-state               make a state file of what verifies in a damaged one, and exit; groups of which
                                           something may be lost become unmanaged
              --import-state OLD           make a new state file of what the Rust program HALO has remembered, and exit
              --version, --help

            Examples:
              halo-manager --config /etc/halo/halo.conf          look only, and say what would be done
              halo-manager --manage-resources                    act
              halo-manager --http 10.1.0.1:8090 --mtls           let others read, and prove to the agents who we are
              halo-manager --repair-state                        after a disk has lost a part of the state file

            Exit status: 0 done; 1 failed; 2 wrong usage; 64 bad configuration, state file or socket.
            """;

    private static final String REPAIR = "--repair-state";
    private static final String IMPORT = "--import-state";

    static final List<String> FLAGS =
            List.of(
                    "--manage-resources",
                    "--fence-on-connection-close",
                    "--mtls",
                    "--verbose",
                    REPAIR);
    static final List<String> VALUED =
            List.of("--config", "--socket", "--statefile", "--sleep-time", "--http", IMPORT);

    private CommandLine() {}

    /// What the command line asks for.
    sealed interface Parsed {
        record Run(ManagerOptions options) implements Parsed {}

        /// Repair the state file and exit.
        record Repair(ManagerOptions options) implements Parsed {}

        /// Make a state file of an older program's and exit.
        record Import(ManagerOptions options, Path old) implements Parsed {}

        /// Print and exit with 0.
        record Tell(String text) implements Parsed {}

        /// Print on stderr and exit with 2.
        record Wrong(String message) implements Parsed {}
    }

    static Parsed parse(List<String> arguments, Map<String, String> environment, String version) {
        if (arguments.contains("--help")) {
            return new Parsed.Tell(HELP);
        }
        if (arguments.contains("--version")) {
            return new Parsed.Tell("halo-manager " + version + "\n");
        }
        try {
            Map<String, String> given = read(arguments);
            ManagerOptions options = options(given, environment);
            String old = given.get(IMPORT);
            if (old != null && given.containsKey(REPAIR)) {
                throw new WrongUsage(IMPORT + " and " + REPAIR + " do not go together");
            }
            if (old != null) {
                return new Parsed.Import(options, ManagerOptions.path(IMPORT, old));
            }
            return given.containsKey(REPAIR) ? new Parsed.Repair(options) : new Parsed.Run(options);
        } catch (WrongUsage wrong) {
            return new Parsed.Wrong(wrong.getMessage() + "; see halo-manager --help");
        }
    }

    private static Map<String, String> read(List<String> arguments) {
        Map<String, String> given = new TreeMap<String, String>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (FLAGS.contains(name) && equals < 0) {
                given.put(name, "");
            } else if (VALUED.contains(name)) {
                if (equals < 0 && i + 1 == arguments.size()) {
                    throw new WrongUsage(name + " wants a value");
                }
                given.put(name, equals < 0 ? arguments.get(++i) : argument.substring(equals + 1));
            } else {
                throw new WrongUsage("unknown option '" + argument + "'");
            }
        }
        return given;
    }

    private static ManagerOptions options(
            Map<String, String> given, Map<String, String> environment) {
        String sleep = given.get("--sleep-time");
        Duration period = sleep == null ? null : ManagerOptions.millis(sleep);
        return new ManagerOptions(
                ManagerOptions.path(
                        "--config",
                        value(
                                given,
                                "--config",
                                environment,
                                "HALO_CONFIG",
                                "/etc/halo/halo.conf")),
                ManagerOptions.path(
                        "--socket",
                        value(
                                given,
                                "--socket",
                                environment,
                                "HALO_SOCKET",
                                "/var/run/halo.socket")),
                ManagerOptions.path(
                        "--statefile",
                        value(
                                given,
                                "--statefile",
                                environment,
                                "HALO_STATEFILE",
                                "/var/lib/halo/halo.state")),
                given.containsKey("--manage-resources"),
                period,
                given.containsKey("--fence-on-connection-close"),
                ManagerOptions.address(
                        value(given, "--http", environment, "HALO_HTTP", "127.0.0.1:8090")),
                given.containsKey("--mtls"),
                given.containsKey("--verbose")
                        || "debug".equalsIgnoreCase(environment.get("HALO_LOG")),
                new ManagerOptions.Tls(
                        file(environment, "HALO_CA_CERT"),
                        file(environment, "HALO_CLIENT_CERT"),
                        file(environment, "HALO_CLIENT_KEY")));
    }

    private static String value(
            Map<String, String> given,
            String option,
            Map<String, String> environment,
            String variable,
            String missing) {
        String own = given.get(option);
        if (own != null) {
            return own;
        }
        String inherited = environment.get(variable);
        return inherited == null || inherited.isBlank() ? missing : inherited;
    }

    private static @Nullable Path file(Map<String, String> environment, String variable) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : ManagerOptions.path(variable, value);
    }
}
