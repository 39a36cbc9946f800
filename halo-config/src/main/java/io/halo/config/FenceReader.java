package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Entries;
import io.halo.config.YamlNode.Entry;
import io.halo.config.YamlNode.Items;
import io.halo.config.YamlNode.Text;
import io.halo.fence.FenceAgentLocator;
import io.halo.fence.FenceDevice;
import io.halo.fence.FenceValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Reads the fence devices of a host: `fence_agent`, `fence_parameters`, `fence_also`,
/// `fence_levels`.
final class FenceReader {
    private static final String AGENT = "fence_agent";
    private static final String PARAMETERS = "fence_parameters";
    private static final String ALSO = "fence_also";
    private static final String LEVELS = "fence_levels";

    /// Keys of a host that belong to fencing.
    static final List<String> HOST_KEYS = List.of(AGENT, PARAMETERS, ALSO, LEVELS);

    private static final List<String> DEVICE_KEYS = List.of(AGENT, PARAMETERS);
    private static final List<String> SOURCE_KEYS = List.of("file", "env");
    private static final String SOURCES = " must be a text, {file: PATH} or {env: NAME}";
    private static final String PREFIX = "fence_";

    private static final Pattern AGENT_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Path directory;
    private final Problems problems;

    /// @param directory of the configuration file: relative paths are meant from there
    FenceReader(Path directory, Problems problems) {
        this.directory = directory;
        this.problems = problems;
    }

    List<List<RawDevice>> levels(Fields host) {
        var levels = new ArrayList<List<RawDevice>>();
        if (host.has(AGENT)) {
            var first = new ArrayList<RawDevice>();
            device(host).ifPresent(first::add);
            first.addAll(devices(host.items(ALSO), ALSO));
            levels.add(first);
        } else {
            withoutAgent(host);
        }
        for (YamlNode level : host.items(LEVELS)) {
            if (level instanceof Items devices && !devices.items().isEmpty()) {
                levels.add(devices(devices.items(), LEVELS));
            } else {
                problems.error(
                        level.at(),
                        "host: fence_levels: each level is a list of devices, [ { fence_agent: … } ]; found "
                                + (level instanceof Items ? "an empty list" : Fields.shape(level)));
            }
        }
        return levels;
    }

    private void withoutAgent(Fields host) {
        for (String key : List.of(ALSO, LEVELS)) {
            if (host.has(key)) {
                problems.error(
                        host.at(key), "host: " + key + " needs a fence_agent that is tried first");
            }
        }
        if (host.has(PARAMETERS)) {
            problems.warning(
                    host.at(PARAMETERS),
                    "host: fence_parameters without fence_agent have no effect");
            parameters(host);
        }
    }

    private List<RawDevice> devices(List<YamlNode> nodes, String key) {
        var devices = new ArrayList<RawDevice>();
        for (YamlNode node : nodes) {
            Fields.of(node, "host: " + key, DEVICE_KEYS, problems)
                    .flatMap(fields -> {
                        fields.requiredText(AGENT);
                        return device(fields);
                    })
                    .ifPresent(devices::add);
        }
        return devices;
    }

    private Optional<RawDevice> device(Fields fields) {
        Optional<Text> agent = fields.text(AGENT);
        SequencedMap<String, FenceValue> parameters = parameters(fields);
        if (agent.isEmpty()) {
            return Optional.empty();
        }
        return program(agent.get())
                .map(program -> {
                    String name = Path.of(program).getFileName().toString();
                    String plain = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
                    if (plain.equals("ipmilan")
                            && !parameters.containsKey("ip")
                            && !parameters.containsKey("ipaddr")) {
                        problems.error(
                                agent.get().at(),
                                "host: fence_agent ipmilan needs the parameter ip");
                    }
                    return new RawDevice(agent.get().at(), program, plain, parameters);
                });
    }

    private Optional<String> program(Text agent) {
        String text = agent.text();
        if (text.contains("/")) {
            return path(agent, "fence_agent")
                    .flatMap(path -> {
                        if (path.getFileName() == null || Files.isDirectory(path)) {
                            problems.error(
                                    agent.at(),
                                    "host: fence_agent " + quote(text) + " is a directory");
                            return Optional.empty();
                        }
                        if (!Files.isExecutable(path)) {
                            problems.warning(
                                    agent.at(),
                                    "host: there is no program "
                                            + quote(path.toString())
                                            + " on this machine");
                        }
                        return Optional.of(path.toString());
                    });
        }
        if (!AGENT_NAME.matcher(text).matches()) {
            problems.error(
                    agent.at(),
                    "host: bad fence_agent "
                            + quote(text)
                            + ": a name such as powerman, or a path");
            return Optional.empty();
        }
        return Optional.of(FenceAgentLocator.program(text, directory));
    }

    private SequencedMap<String, FenceValue> parameters(Fields fields) {
        var parameters = new LinkedHashMap<String, FenceValue>();
        Optional<YamlNode> node = fields.node(PARAMETERS);
        if (node.isPresent() && !(node.get() instanceof Entries)) {
            problems.error(
                    node.get().at(),
                    "host: fence_parameters must be a mapping; found " + Fields.shape(node.get()));
        } else if (node.isPresent() && node.get() instanceof Entries entries) {
            for (Entry entry : entries.entries()) {
                value(entry).ifPresent(value -> parameters.put(entry.key().text(), value));
            }
        }
        return parameters;
    }

    private Optional<FenceValue> value(Entry entry) {
        String name = entry.key().text();
        if (!FenceDevice.isName(name)) {
            problems.error(entry.key().at(), "host: bad name of a fence parameter: " + quote(name));
            return Optional.empty();
        }
        String what = "host: the fence parameter " + quote(name);
        if (FenceDevice.isReserved(name)) {
            problems.error(entry.key().at(), what + " is set by HALO itself");
        }
        return switch (entry.value()) {
            case Text text -> literal(text, what);
            case Entries source -> source(source, what);
            case Items list -> {
                problems.error(list.at(), what + SOURCES + "; found a list");
                yield Optional.empty();
            }
        };
    }

    private Optional<FenceValue> literal(Text text, String what) {
        if (text.isNull()) {
            problems.error(text.at(), what + " has no value; an empty text is \"\"");
        } else if (Spelling.hasControl(text.text())) {
            problems.error(text.at(), what + " has a line break or control character in its value");
        }
        return Optional.of(new FenceValue.Literal(text.text()));
    }

    private Optional<FenceValue> source(Entries node, String what) {
        Optional<Fields> fields = Fields.of(node, what, SOURCE_KEYS, problems);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Optional<Text> file = fields.get().text("file");
        Optional<Text> variable = fields.get().text("env");
        if (file.isPresent() == variable.isPresent()) {
            problems.error(node.at(), what + SOURCES);
            return Optional.empty();
        }
        return file.isPresent() ? secretFile(file.get()) : variable(variable.orElseThrow());
    }

    private Optional<FenceValue> secretFile(Text file) {
        return path(file, "file")
                .map(path -> {
                    if (!Files.exists(path)) {
                        problems.warning(
                                file.at(),
                                "host: there is no file "
                                        + quote(path.toString())
                                        + " on this machine");
                    }
                    return new FenceValue.FromFile(path);
                });
    }

    private Optional<FenceValue> variable(Text variable) {
        if (!VARIABLE_NAME.matcher(variable.text()).matches()) {
            problems.error(
                    variable.at(),
                    "host: bad name of an environment variable: " + quote(variable.text()));
            return Optional.empty();
        }
        return Optional.of(new FenceValue.FromEnvironment(variable.text()));
    }

    private Optional<Path> path(Text text, String key) {
        try {
            if (!text.text().isBlank() && !Spelling.hasControl(text.text())) {
                return Optional.of(directory.resolve(text.text()).normalize());
            }
        } catch (InvalidPathException _) {
            // Reported below like any other text that is no path.
        }
        problems.error(text.at(), "host: " + key + ": " + quote(text.text()) + " is not a path");
        return Optional.empty();
    }
}
