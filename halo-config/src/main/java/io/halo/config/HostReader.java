package io.halo.config;

import io.halo.config.YamlNode.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the list `hosts`.
final class HostReader {
    private static final String WHAT = "host";
    private static final List<String> KEYS = keys();

    private final FenceReader fences;
    private final Problems problems;

    HostReader(FenceReader fences, Problems problems) {
        this.fences = fences;
        this.problems = problems;
    }

    List<RawHost> read(List<YamlNode> nodes) {
        var hosts = new ArrayList<RawHost>();
        for (YamlNode node : nodes) {
            Fields.of(node, WHAT, KEYS, problems).flatMap(this::host).ifPresent(hosts::add);
        }
        return hosts;
    }

    private Optional<RawHost> host(Fields fields) {
        Optional<Text> hostname = fields.requiredText("hostname");
        Optional<Text> name = fields.text("name").filter(text -> Ids.check(text, "host", problems));
        List<List<RawDevice>> levels = fences.levels(fields);
        boolean cycle = fields.flag("power_cycle_when_silent");
        Boolean tls = fields.optionalFlag("tls").orElse(null);
        return hostname.map(text ->
                new RawHost(
                        fields.at(),
                        text,
                        Addresses.read(text, problems).orElse(null),
                        name.orElse(null),
                        levels,
                        cycle,
                        fields.at("power_cycle_when_silent"),
                        tls));
    }

    private static List<String> keys() {
        var keys = new ArrayList<>(List.of("hostname", "name"));
        keys.addAll(FenceReader.HOST_KEYS);
        keys.addAll(List.of("power_cycle_when_silent", "tls"));
        return List.copyOf(keys);
    }
}
