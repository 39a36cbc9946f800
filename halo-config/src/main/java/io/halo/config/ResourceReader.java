package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Entries;
import io.halo.config.YamlNode.Entry;
import io.halo.config.YamlNode.Text;
import io.halo.core.model.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads the list `resources`.
final class ResourceReader {
    private static final String WHAT = "resource";
    private static final List<String> KEYS =
            List.of(
                    "name",
                    "kind",
                    "parameters",
                    "dependents",
                    "timeouts",
                    "monitor_interval",
                    "shared");
    private static final List<String> TIMEOUT_KEYS = List.of("start", "stop", "monitor");

    /// It becomes the tail of an environment variable's name.
    private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// `OCF_RESKEY_CRM_meta_timeout` and its like are set by the agent.
    private static final String RESERVED_PREFIX = "CRM_meta_";

    private static final Pattern KIND =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+:-]*/[A-Za-z0-9_][A-Za-z0-9_.+:-]*");

    private final Timeouts clusterTimeouts;
    private final Problems problems;

    ResourceReader(Timeouts clusterTimeouts, Problems problems) {
        this.clusterTimeouts = clusterTimeouts;
        this.problems = problems;
    }

    List<RawResource> read(List<YamlNode> nodes) {
        var resources = new ArrayList<RawResource>();
        for (YamlNode node : nodes) {
            Fields.of(node, WHAT, KEYS, problems).flatMap(this::resource).ifPresent(resources::add);
        }
        return resources;
    }

    private Optional<RawResource> resource(Fields fields) {
        Optional<Text> name =
                fields.requiredText("name").filter(text -> Ids.check(text, WHAT, problems));
        Optional<Text> kind = fields.requiredText("kind").filter(this::checkKind);
        var parameters = parameters(fields);
        List<Text> dependents = fields.names("dependents");
        Timeouts timeouts = timeouts(fields, clusterTimeouts);
        var interval = fields.duration("monitor_interval");
        boolean shared = fields.flag("shared");
        return name.map(text ->
                new RawResource(
                        text,
                        kind.orElse(new Text(fields.at(), "", false)),
                        parameters,
                        dependents,
                        timeouts,
                        interval.orElse(null),
                        shared,
                        fields.at("shared")));
    }

    /// Timeouts that are not given stay as they are for the whole cluster.
    static Timeouts timeouts(Fields fields, Timeouts absent) {
        return fields.section("timeouts", TIMEOUT_KEYS)
                .map(section ->
                        new Timeouts(
                                section.duration("start", absent.start()),
                                section.duration("stop", absent.stop()),
                                section.duration("monitor", absent.monitor()),
                                given(section)))
                .orElse(absent);
    }

    private static SortedSet<Timeouts.Op> given(Fields section) {
        var given = new TreeSet<Timeouts.Op>();
        for (Timeouts.Op op : Timeouts.Op.values()) {
            if (section.has(op.name().toLowerCase(Locale.ROOT))) {
                given.add(op);
            }
        }
        return given;
    }

    private boolean checkKind(Text kind) {
        if (KIND.matcher(kind.text()).matches()) {
            return true;
        }
        problems.error(
                kind.at(),
                WHAT
                        + ": bad kind "
                        + quote(kind.text())
                        + ": must be provider/Type, such as heartbeat/ZFS (a script below resource.d)");
        return false;
    }

    private List<Entry> parameters(Fields fields) {
        var parameters = new ArrayList<Entry>(0);
        fields.node("parameters")
                .ifPresent(node -> {
                    if (node instanceof Entries entries) {
                        parameters.ensureCapacity(entries.entries().size());
                        for (Entry entry : entries.entries()) {
                            parameter(entry, parameters);
                        }
                    } else {
                        problems.error(
                                node.at(),
                                WHAT
                                        + ": parameters must be a mapping; found "
                                        + Fields.shape(node));
                    }
                });
        return parameters;
    }

    private void parameter(Entry entry, List<Entry> parameters) {
        String name = entry.key().text();
        if (!PARAMETER_NAME.matcher(name).matches()) {
            problems.error(
                    entry.key().at(),
                    WHAT + ": bad parameter name " + quote(name) + ": only letters, digits and _");
        } else if (name.startsWith(RESERVED_PREFIX)) {
            problems.error(
                    entry.key().at(),
                    WHAT
                            + ": parameter names that begin with "
                            + RESERVED_PREFIX
                            + " are set by HALO itself");
        }
        if (!(entry.value() instanceof Text value)) {
            problems.error(
                    entry.value().at(),
                    WHAT
                            + ": the parameter "
                            + quote(name)
                            + " must be a text; found "
                            + Fields.shape(entry.value()));
        } else if (value.isNull()) {
            problems.error(
                    value.at(),
                    WHAT
                            + ": the parameter "
                            + quote(name)
                            + " has no value; an empty text is \"\"");
        } else if (value.text().indexOf('\0') >= 0) {
            problems.error(
                    value.at(),
                    WHAT + ": the parameter " + quote(name) + " contains a NUL character");
        } else {
            parameters.add(entry);
        }
    }
}
