package io.halo.fence;

import io.halo.process.ProgramFile;
import io.halo.process.ProgramLookup;
import java.nio.file.Path;

/// From `fence_agent:` in the configuration file to a program.
public final class FenceAgentLocator {
    private static final String PREFIX = "fence_";

    private FenceAgentLocator() {}

    /// `powerman` and `fence_powerman` are `fence_powerman` on PATH; what has a `/` in it is a
    /// path, a relative one below `directory`, the one that the configuration file is in.
    public static String program(String fenceAgent, Path directory) {
        if (fenceAgent.contains("/")) {
            return directory.toAbsolutePath().resolve(fenceAgent).normalize().toString();
        }
        return fenceAgent.startsWith(PREFIX) ? fenceAgent : PREFIX + fenceAgent;
    }

    /// Where the program is now, or why it cannot be run: it may be installed while we run.
    public static ProgramLookup find(String program) {
        return ProgramFile.find(program, FenceEnvironment.path());
    }

    /// The program's name without its directory.
    public static String shown(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /// What the ClusterLabs family calls it, without `fence_`: `powerman` for
    /// `/opt/test/fence_powerman`.
    static String family(String program) {
        String name = shown(program);
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }
}
