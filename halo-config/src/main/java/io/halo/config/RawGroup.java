package io.halo.config;

import io.halo.config.YamlNode.Text;
import io.halo.core.model.FailurePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A resource group as the file has it.
///
/// @param home null if it is missing (then there is an error)
record RawGroup(
        Position at, Text root, @Nullable Text home, List<Text> failover, FailurePolicy policy) {
    String id() {
        return root.text();
    }
}
