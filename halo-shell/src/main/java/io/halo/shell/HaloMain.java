package io.halo.shell;

import io.halo.shell.command.Commands;
import io.halo.shell.command.Console;
import io.halo.shell.command.ExitStatus;
import io.halo.shell.interactive.InteractiveSession;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.Parsed;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.Parsed.NoCommand;
import io.halo.shell.spec.Parsed.UsageError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs one command, or the interactive session if none is given.
public final class HaloMain {
    private HaloMain() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Console console =
                new Console(
                        writer(FileDescriptor.out),
                        writer(FileDescriptor.err),
                        TerminalSize.page(environment),
                        new OneShotOperator());
        Commands commands = Commands.all();
        Parsed parsed =
                commands.parser().parse(List.of(args), GlobalOptions.fromEnvironment(environment));
        System.exit(run(parsed, commands, console));
    }

    private static int run(Parsed parsed, Commands commands, Console console) {
        // No pattern switch: the JVM would generate a class for it in each run.
        if (parsed instanceof Invocation invocation) {
            return finish(commands.run(invocation, console), console);
        }
        if (parsed instanceof NoCommand session) {
            return InteractiveSession.run(commands, session.globals());
        }
        console.error(((UsageError) parsed).problem());
        return ExitStatus.USAGE.code();
    }

    /// Output that could not be written makes the command a failure: a full disk must not look like
    /// an empty cluster. Whoever has read enough of a pipe knows that by himself.
    private static int finish(ExitStatus status, Console console) {
        if (!console.isHealthy() && status == ExitStatus.DONE) {
            if (!isPipe()) {
                console.error("cannot write the output");
            }
            return ExitStatus.FAILED.code();
        }
        return status.code();
    }

    private static boolean isPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1"))
                    .toString()
                    .startsWith("pipe:");
        } catch (IOException unknown) {
            return false;
        }
    }

    /// UTF-8 whatever the locale says: names in a cluster do not change with the operator's LANG.
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                false);
    }
}
