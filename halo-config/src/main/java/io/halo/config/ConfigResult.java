package io.halo.config;

import java.util.List;

/// What came of reading a configuration file.
public sealed interface ConfigResult {
    /// All problems in the order of the file.
    List<Problem> problems();

    /// The file is good.
    ///
    /// @param warnings what the operator may want to change
    record Loaded(LoadedConfig config, List<Problem> warnings) implements ConfigResult {
        @Override
        public List<Problem> problems() {
            return warnings;
        }
    }

    /// The file must not be used.
    ///
    /// @param problems at least one error, and the warnings
    record Rejected(List<Problem> problems) implements ConfigResult {}
}
