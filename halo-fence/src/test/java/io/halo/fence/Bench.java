package io.halo.fence;

import io.halo.process.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A directory with fence programs that behave badly, and all that is needed to call them.
///
/// Each program is a shell script. It finds `$action` and `$plug` set from its stdin, the whole of
/// its stdin in the file `stdin.<n>`, and the functions `power`, which prints what the file `power`
/// has, and `answer`, which answers a status well.
final class Bench {
    /// Far more than anything here takes.
    static final Duration LONG = Duration.ofSeconds(60);

    /// For the metadata of one that never answers.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String PRELUDE =
            """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 9
            n=$(ls | grep -c '^stdin')
            cat > stdin.$n
            action=$(sed -n 's/^action=//p' stdin.$n)
            plug=$(sed -n 's/^plug=//p' stdin.$n)
            echo $action >> calls
            power() { cat power; }
            answer() { if [ "$(power)" = ON ]; then echo "Status: ON"; exit 0; else echo "Status: OFF"; exit 2; fi; }
            """;

    final Path directory;
    final List<ProcessTree> spawned = new ArrayList<>();
    private FenceTiming timing =
            new FenceTiming(
                    Duration.ofMillis(5),
                    Duration.ofMillis(20),
                    LONG,
                    Duration.ofSeconds(15),
                    Duration.ofMillis(200));
    private final Map<String, String> environment = new LinkedHashMap<>(System.getenv());

    private final KnownAgents agents = new KnownAgents(environment, PATIENCE);

    Bench(Path directory) {
        this.directory = directory;
        write("power", "ON\n");
        write("calls", "");
    }

    /// For who waits for a state that never comes.
    Bench confirmingFor(Duration confirmation) {
        timing =
                new FenceTiming(
                        timing.firstPause(),
                        timing.longestPause(),
                        confirmation,
                        timing.forStatus(),
                        timing.grace());
        return this;
    }

    Bench environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    FenceProgram program() {
        return new FenceProgram((action, tree) -> spawned.add(tree), agents, timing, environment);
    }

    /// What [#program] knows of the programs; nothing yet.
    KnownAgents agents() {
        return agents;
    }

    /// A device whose program is this script.
    FenceDevice device(String script, String... parameters) {
        return deviceNamed("fence_test", script, parameters);
    }

    FenceDevice deviceNamed(String name, String script, String... parameters) {
        var values = new LinkedHashMap<String, FenceValue>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], new FenceValue.Literal(parameters[i + 1]));
        }
        return device(name, script, values);
    }

    FenceDevice device(String name, String script, SequencedMap<String, FenceValue> values) {
        var file = write(name, PRELUDE + script + "\n");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FenceDevice("mds00", "mds00.example", file.toString(), values);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The actions that the program was called with, in order.
    List<String> calls() {
        return read("calls").lines().toList();
    }

    /// What was sent first.
    List<String> firstInput() {
        return read("stdin.0").lines().toList();
    }
}
