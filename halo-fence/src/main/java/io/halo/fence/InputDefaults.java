package io.halo.fence;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a fence program is told where the file says nothing.
public final class InputDefaults {
    private final FenceDevice device;
    private final @Nullable AgentMetadata metadata;
    private final SequencedMap<String, String> values = new LinkedHashMap<>();

    private InputDefaults(FenceDevice device, @Nullable AgentMetadata metadata) {
        this.device = device;
        this.metadata = metadata;
    }

    /// Names and values in their order; none of them is configured, under its other name either.
    ///
    /// @param metadata of the program, if it is known: then the name is used that the program
    ///   knows, and a program that takes no plug is told none
    public static SequencedMap<String, String> of(
            FenceDevice device, Optional<AgentMetadata> metadata) {
        var defaults = new InputDefaults(device, metadata.orElse(null));
        defaults.fill();
        return defaults.values;
    }

    private void fill() {
        switch (FenceAgentLocator.family(device.program())) {
            case "powerman" -> {
                add(known("ipaddr", "ip").orElse("ipaddr"), "localhost");
                add(known("plug", "port").orElse("plug"), device.host());
            }
            case "redfish" -> add(known("ip", "ipaddr").orElse("ip"), device.address());
            case "ipmilan" -> add("lanplus", "1");
            default -> known("plug", "port").ifPresent(name -> add(name, device.host()));
        }
    }

    /// The first of the two that the program takes. Of a program that has not told, the first.
    private Optional<String> known(String name, String otherName) {
        if (metadata == null || metadata.knows(name)) {
            return Optional.of(name);
        }
        return metadata.knows(otherName) ? Optional.of(otherName) : Optional.empty();
    }

    /// Also not if it is there under its other name: the programs take both, and would believe the
    /// later one.
    private void add(String name, String value) {
        if (!device.says(name)) {
            values.put(name, value);
        }
    }
}
