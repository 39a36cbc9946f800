package io.halo.fence;

import java.nio.file.Path;

/// The value of a fence parameter: as it stands, or where to read it at each call, so that a
/// password can be changed without a restart. None of them prints a literal value.
public sealed interface FenceValue {

    /// As it stands in the configuration file.
    record Literal(String value) implements FenceValue {
        @Override
        public String toString() {
            return "***";
        }
    }

    /// The text of a file, without the line break at its end.
    record FromFile(Path path) implements FenceValue {
        @Override
        public String toString() {
            return "{file: " + path + "}";
        }
    }

    /// The value of a variable of our own environment.
    record FromEnvironment(String name) implements FenceValue {
        @Override
        public String toString() {
            return "{env: " + name + "}";
        }
    }
}
