package io.halo.config;

import io.halo.config.Addresses.Address;
import io.halo.config.YamlNode.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A host as the file has it, before its id is known.
///
/// @param address null if the hostname is bad (then there is an error)
/// @param levels fence devices; the first level is `fence_agent` with `fence_also`
record RawHost(
        Position at,
        Text hostname,
        @Nullable Address address,
        @Nullable Text name,
        List<List<RawDevice>> levels,
        boolean powerCycleWhenSilent,
        Position powerCycleAt,
        @Nullable Boolean tls) {
    /// The host name without the port, if it could be read.
    Optional<String> bareHostname() {
        return address == null ? Optional.empty() : Optional.of(address.host());
    }

    /// All words that an operator might take for this host's address.
    Stream<String> calledBy() {
        return address == null
                ? Stream.of(hostname.text())
                : Stream.of(hostname.text(), address.host(), address.shown());
    }

    Position nameAt() {
        return name == null ? hostname.at() : name.at();
    }
}
