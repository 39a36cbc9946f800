package io.halo.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What to run, and within which limits. Build it with [#of] and the `with…` methods.
///
/// @param command the program (a path, or a name looked up on the PATH of `environment`) and its
///   arguments
/// @param environment the whole environment of the program
/// @param stdin written to the program, then closed; empty: the program reads `/dev/null`
/// @param timeout counted from the spawn; then the tree gets TERM
/// @param grace from TERM to KILL
/// @param stdoutLimit how many bytes of stdout are kept, from its start; 0: stdout is `/dev/null`
/// @param stderrLimit how many bytes of stderr are kept, up to its end; 0: stderr is `/dev/null`
/// @param token unique to this run; marks its processes, see [ProcessTree]
public record ProgramSpec(
        List<String> command,
        Map<String, String> environment,
        String stdin,
        Duration timeout,
        Duration grace,
        int stdoutLimit,
        int stderrLimit,
        String token) {

    /// Long enough for a shell script to run its trap, short enough to keep a stuck stop from
    /// delaying a failover.
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    /// From the timeout to the result, at most, with the default grace: until KILL, until a process
    /// that KILL does not end is called stuck, and a second for looking. Who waits for an agent's
    /// answer relies on it.
    public static final Duration LONGEST_ENDING =
            DEFAULT_GRACE.plus(TreeEnding.KILL_WAIT).plusSeconds(1);

    /// As much as the agent passes on of meta-data.
    public static final int DEFAULT_STDOUT_LIMIT = 256 * 1024;

    /// The last words of a script: an exit reason and what led to it.
    public static final int DEFAULT_STDERR_LIMIT = 8 * 1024;

    /// What an empty pipe of Linux takes without a reader, so that writing it never blocks us.
    public static final int STDIN_LIMIT = 64 * 1024;

    /// Longer than any script may take, and far from an overflow of nanoseconds.
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    public ProgramSpec {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        require(!command.isEmpty() && !command.getFirst().isEmpty(), "a command needs a program");
        require(command.stream().noneMatch(ProgramSpec::hasNul), "NUL in a command");
        require(
                environment.keySet().stream()
                        .noneMatch(name -> name.isEmpty() || name.contains("=") || hasNul(name)),
                "bad name of an environment variable");
        require(
                environment.values().stream().noneMatch(ProgramSpec::hasNul),
                "NUL in an environment variable");
        require(stdin.getBytes(StandardCharsets.UTF_8).length <= STDIN_LIMIT, "stdin is too long");
        require(
                timeout.isPositive() && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout must be from 1 ns to 365 days");
        require(
                !grace.isNegative() && grace.compareTo(LONGEST_TIMEOUT) <= 0,
                "grace must be from 0 to 365 days");
        require(stdoutLimit >= 0 && stderrLimit >= 0, "limits cannot be negative");
        require(ProcessTree.isToken(token), "a token is printable ASCII without blanks");
    }

    public static ProgramSpec of(
            List<String> command, Map<String, String> environment, Duration timeout) {
        return new ProgramSpec(
                command,
                environment,
                "",
                timeout,
                DEFAULT_GRACE,
                DEFAULT_STDOUT_LIMIT,
                DEFAULT_STDERR_LIMIT,
                UUID.randomUUID().toString());
    }

    public ProgramSpec withStdin(String text) {
        return new ProgramSpec(
                command, environment, text, timeout, grace, stdoutLimit, stderrLimit, token);
    }

    public ProgramSpec withTimeout(Duration fromTheSpawn) {
        return new ProgramSpec(
                command, environment, stdin, fromTheSpawn, grace, stdoutLimit, stderrLimit, token);
    }

    public ProgramSpec withGrace(Duration termToKill) {
        return new ProgramSpec(
                command, environment, stdin, timeout, termToKill, stdoutLimit, stderrLimit, token);
    }

    public ProgramSpec withStdoutLimit(int bytes) {
        return new ProgramSpec(
                command, environment, stdin, timeout, grace, bytes, stderrLimit, token);
    }

    public ProgramSpec withStderrLimit(int bytes) {
        return new ProgramSpec(
                command, environment, stdin, timeout, grace, stdoutLimit, bytes, token);
    }

    /// A caller that notes what it starts gives its own token, and can note it before the spawn.
    public ProgramSpec withToken(String unique) {
        return new ProgramSpec(
                command, environment, stdin, timeout, grace, stdoutLimit, stderrLimit, unique);
    }

    /// Environment and stdin carry passwords: they are never printed.
    @Override
    public String toString() {
        return "ProgramSpec[" + command + ", timeout=" + timeout + ", token=" + token + "]";
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static void require(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
