package io.halo.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Options from the command line, from the environment, or by default: the first that is there
/// counts.
final class Arguments {
    static final List<String> WITH_VALUE =
            List.of("--network", "--port", "--ocf-root", "--state-dir", "--test-id");
    static final List<String> FLAGS = List.of("--mtls", "--verbose", "--version", "--help");

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, String> environment;

    /// @throws UsageException if there is an option that does not exist, or one without its value
    Arguments(List<String> arguments, Map<String, String> environment) {
        this.environment = environment;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            take(rest.removeFirst(), rest);
        }
    }

    boolean has(String flag) {
        return given.containsKey(flag);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /// The option's value, else the variable's if it is not empty.
    Optional<String> option(String name, String variable) {
        return option(name).or(() -> variable(variable));
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private void take(String argument, Deque<String> rest) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (FLAGS.contains(argument)) {
            given.put(argument, "");
        } else if (!WITH_VALUE.contains(name)) {
            throw new UsageException("unknown argument " + argument);
        } else if (equals >= 0) {
            put(name, argument.substring(equals + 1));
        } else if (rest.isEmpty()) {
            throw new UsageException(name + " needs a value");
        } else {
            put(name, rest.removeFirst());
        }
    }

    private void put(String name, String value) {
        if (value.isEmpty()) {
            throw new UsageException(name + " needs a value");
        }
        given.put(name, value);
    }
}
