package io.halo.config;

import io.halo.fence.FenceValue;
import java.util.SequencedMap;

/// A fence device as the file has it.
///
/// @param program what is run: a name to be found on PATH, or an absolute path
/// @param agent the program's name without `fence_`, as in messages
record RawDevice(
        Position at, String program, String agent, SequencedMap<String, FenceValue> parameters) {
    static String canonical(FenceValue value) {
        return switch (value) {
            case FenceValue.Literal literal -> literal.value();
            case FenceValue.FromFile file -> "file:" + file.path();
            case FenceValue.FromEnvironment environment -> "env:" + environment.name();
        };
    }
}
