package io.halo.fence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// What switches the power of one host.
///
/// @param host the host's id
/// @param address the host's name or address on the network, without a port; what redfish talks to
///   by default
/// @param program as [FenceAgentLocator#program] has it: a path, or a name that is looked up on
///   PATH at each call
/// @param parameters as configured, in their order
public record FenceDevice(
        String host, String address, String program, SequencedMap<String, FenceValue> parameters) {
    /// What only HALO says: of a name that comes twice the programs believe the later line, and
    /// `action=reboot` must not be that. `option` is an old name for it.
    private static final List<String> RESERVED = List.of("action", "option", "nodename");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    public FenceDevice {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
        require(FenceInput.isOneLine(host) && !host.isEmpty(), "a host id is one line");
        require(FenceInput.isOneLine(address) && !address.isEmpty(), "an address is one line");
        require(!program.isEmpty(), "a device needs a program");
        for (Map.Entry<String, FenceValue> parameter : parameters.entrySet()) {
            require(
                    isName(parameter.getKey()),
                    "no name of a fence parameter: " + parameter.getKey());
        }
    }

    /// Whether a fence program can be given a parameter of this name.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// Whether HALO itself sets the parameter.
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /// Whether the parameter is configured, under its other name perhaps.
    boolean says(String name) {
        return parameters.keySet().stream().anyMatch(other -> ParameterNames.same(name, other));
    }

    /// Names only: values may be passwords.
    @Override
    public String toString() {
        return "FenceDevice[" + host + ", " + program + ", " + parameters.keySet() + "]";
    }

    private static void require(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
