package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.fence.AgentMetadata;
import io.halo.fence.AgentMetadata.Parameter;
import io.halo.fence.FenceAgentLocator;
import io.halo.fence.FenceDevice;
import io.halo.fence.InputDefaults;
import io.halo.fence.KnownAgents;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What does not fit between a fence device as configured and what its program says it takes. Only
/// advice: the program is run all the same, for it knows best what it does.
public final class FenceAdvice {
    /// Without them nothing that was switched can be confirmed.
    private static final List<String> NEEDED_ACTIONS = List.of("off", "status");

    private FenceAdvice() {}

    /// All that is known of these devices, each sentence once. Runs nothing.
    public static List<String> of(List<FenceDevice> devices, KnownAgents agents) {
        return devices.stream()
                .flatMap(device ->
                        agents.known(device.program()).map(known -> of(device, known)).stream())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// One sentence for each; names only, for values may be passwords.
    static List<String> of(FenceDevice device, AgentMetadata metadata) {
        String program = FenceAgentLocator.shown(device.program());
        var advice = new ArrayList<String>();
        for (String name : device.parameters().keySet()) {
            if (!metadata.knows(name)) {
                advice.add(
                        program
                                + " does not know the parameter "
                                + quote(name)
                                + meant(name, metadata)
                                        .map(near -> "; did you mean " + quote(near) + "?")
                                        .orElse(""));
            }
        }
        missing(device, metadata)
                .forEach(name -> advice.add(program + " needs the parameter " + quote(name)));
        for (String action : NEEDED_ACTIONS) {
            if (!metadata.actions().isEmpty() && !metadata.actions().contains(action)) {
                advice.add(
                        program
                                + " has no action "
                                + quote(action)
                                + ": no power-off can be confirmed with it");
            }
        }
        return advice;
    }

    private static Optional<String> meant(String name, AgentMetadata metadata) {
        return metadata.names().stream()
                .filter(known -> metadata.same(known, name))
                .findFirst()
                .or(() -> Spelling.nearest(name, metadata.names()));
    }

    /// Of an old and a new name for the same, the new one, once.
    private static Set<String> missing(FenceDevice device, AgentMetadata metadata) {
        var given = new LinkedHashSet<>(device.parameters().keySet());
        given.addAll(InputDefaults.of(device, Optional.of(metadata)).keySet());
        var missing = new LinkedHashSet<String>();
        for (Parameter parameter : metadata.parameters()) {
            String name = parameter.name();
            if (parameter.required()
                    && !FenceDevice.isReserved(name)
                    && given.stream().noneMatch(other -> metadata.same(name, other))) {
                missing.removeIf(other -> metadata.replaces(name, other));
                if (missing.stream().noneMatch(other -> metadata.same(name, other))) {
                    missing.add(name);
                }
            }
        }
        return missing;
    }
}
