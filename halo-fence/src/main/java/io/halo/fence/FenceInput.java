package io.halo.fence;

import io.halo.process.ProgramSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a fence program reads on its stdin, less the action: `nodename`, the configured parameters,
/// the defaults.
sealed interface FenceInput {

    /// @param values in the order of their lines
    record Ready(SequencedMap<String, String> values, Secrets secrets) implements FenceInput {
        String lines(FenceAction action) {
            var text = new StringBuilder("action=").append(action.word()).append('\n');
            values.forEach(
                    (name, value) -> text.append(name).append('=').append(value).append('\n'));
            return text.toString();
        }

        @Override
        public String toString() {
            return "Ready[" + values.keySet() + "]";
        }
    }

    /// The device cannot be asked; `reason` has no value in it.
    record Unusable(String reason) implements FenceInput {}

    /// Enough for any parameter; all of them must fit into one pipe.
    int LONGEST_VALUE = 16 * 1024;

    /// @param metadata of the device's program, if it is known
    static FenceInput of(
            FenceDevice device, Map<String, String> environment, Optional<AgentMetadata> metadata) {
        var values = new LinkedHashMap<String, String>();
        values.put("nodename", device.host());
        var secrets = new Secrets();
        for (Map.Entry<String, FenceValue> parameter : device.parameters().entrySet()) {
            String name = parameter.getKey();
            if (FenceDevice.isReserved(name)) {
                continue;
            }
            switch (read(name, parameter.getValue(), environment)) {
                case Read.Value(String value) -> {
                    values.put(name, value);
                    secrets.learn(name, parameter.getValue(), value);
                }
                case Read.Problem(String problem) -> {
                    return new Unusable(problem);
                }
            }
        }
        if (FenceAgentLocator.family(device.program()).equals("ipmilan") && !device.says("ip")) {
            return new Unusable(
                    "fence_ipmilan needs the parameter ip: the address of the host's BMC");
        }
        values.forEach((name, value) -> {
            if (ParameterNames.same(name, "username")) {
                secrets.learnUser(value);
            }
        });
        values.putAll(InputDefaults.of(device, metadata));
        var ready = new Ready(values, secrets);
        return ready.lines(FenceAction.STATUS).getBytes(StandardCharsets.UTF_8).length
                        < ProgramSpec.STDIN_LIMIT
                ? ready
                : new Unusable("the fence parameters are too long");
    }

    static boolean isOneLine(String text) {
        return text.chars().noneMatch(c -> c == '\n' || c == '\r' || c == '\0');
    }

    private static Read read(String name, FenceValue from, Map<String, String> environment) {
        String of = "fence parameter " + name;
        return switch (from) {
            case FenceValue.Literal(String value) -> checked(of, value);
            case FenceValue.FromFile(Path path) -> readFile(of + " from " + path, path);
            case FenceValue.FromEnvironment(String variable) -> {
                String value = environment.get(variable);
                yield value == null
                        ? new Read.Problem(
                                of + ": the environment variable " + variable + " is not set")
                        : checked(of + " from the environment variable " + variable, value);
            }
        };
    }

    private static Read readFile(String of, Path path) {
        if (!Files.isRegularFile(path)) {
            return new Read.Problem(
                    of + ": no such file"); // a pipe or a device could keep us waiting
        }
        try (var file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(LONGEST_VALUE + 2);
            return checked(
                    of, new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", ""));
        } catch (IOException e) {
            return new Read.Problem(of + " cannot be read: no permission, or a broken disk");
        }
    }

    /// A line break in a value would be a line of its own: `action=on`, for one.
    private static Read checked(String of, String value) {
        if (!isOneLine(value)) {
            return new Read.Problem(of + " has a line break or NUL in it");
        }
        return value.length() > LONGEST_VALUE
                ? new Read.Problem(of + " is longer than " + LONGEST_VALUE + " characters")
                : new Read.Value(value);
    }

    /// What reading one parameter came to.
    sealed interface Read {
        record Value(String value) implements Read {
            @Override
            public String toString() {
                return "***";
            }
        }

        record Problem(String words) implements Read {}
    }
}
