package io.halo.agent.ocf;

/// How a script ended that ended by itself.
public sealed interface ScriptEnd {
    /// @param status as a shell has it
    /// @param stdout of meta-data and validate-all only
    record Said(int status, Words words, String stdout) implements ScriptEnd {}

    /// Its stdout is its answer, and is too long to be one.
    record TooLong(String why) implements ScriptEnd {}
}
