package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Entries;
import io.halo.config.YamlNode.Entry;
import io.halo.config.YamlNode.Items;
import io.halo.config.YamlNode.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds the tree of one YAML document from the parser's events, without recursion and within
/// limits.
final class YamlReader {
    /// The format itself needs seven levels.
    private static final int DEPTH_MAX = 32;

    /// Values with all aliases written out: a few lines of aliases of aliases would otherwise stand
    /// for billions.
    private static final long SIZE_MAX = 20_000_000;

    /// A power of two.
    private static final int SHARED = 1 << 13;

    private static final String STRING_TAG = "tag:yaml.org,2002:str";
    private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

    /// A collection that is still open. In a mapping, `key` waits for its value.
    private static final class Open {
        final Position at;
        final boolean mapping;
        final @Nullable String anchor;
        final List<YamlNode> items = new ArrayList<>();
        final Map<String, Entry> entries;
        @Nullable YamlNode key;
        long size = 1;

        Open(Position at, boolean mapping, @Nullable String anchor) {
            this.at = at;
            this.mapping = mapping;
            this.anchor = anchor;
            this.entries = mapping ? new java.util.LinkedHashMap<>() : Map.of();
        }
    }

    private record Anchored(YamlNode node, long size) {}

    /// Ends the reading; the rest of the file would be misunderstood.
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Position at;

        Unreadable(Position at, String message) {
            super(message, null, false, false);
            this.at = at;
        }
    }

    private final Problems problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final @Nullable String[] shared = new @Nullable String[SHARED];
    private @Nullable YamlNode root;

    private YamlReader(Problems problems) {
        this.problems = problems;
    }

    /// The document's tree; empty if it could not be read (then there is an error).
    static Optional<YamlNode> read(String text, Problems problems) {
        var reader = new YamlReader(problems);
        try {
            var settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
            for (Event event : new Parse(settings).parseString(text)) {
                reader.accept(event);
            }
            if (reader.root == null || (reader.root instanceof Text only && only.isNull())) {
                throw new Unreadable(Position.WHOLE_FILE, "the file is empty");
            }
            return Optional.of(reader.root);
        } catch (Unreadable e) {
            problems.error(e.at, String.valueOf(e.getMessage()));
        } catch (MarkedYamlEngineException e) {
            problems.error(
                    e.getProblemMark().map(YamlReader::position).orElse(Position.WHOLE_FILE),
                    explain(e));
        } catch (ReaderException e) {
            int end =
                    text.offsetByCodePoints(
                            0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            problems.error(
                    SourceText.endOf(text.substring(0, end)),
                    "a control character; is this a text file?");
        } catch (YamlEngineException e) {
            problems.error(
                    Position.WHOLE_FILE,
                    "not YAML: " + Spelling.printable(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private void accept(Event event) {
        Position at = event.getStartMark().map(YamlReader::position).orElse(Position.WHOLE_FILE);
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (root != null) {
                    throw new Unreadable(
                            at,
                            "a second YAML document begins here; the file must be a single one");
                }
            }
            case Scalar -> scalar((ScalarEvent) event, at);
            case Alias -> alias((AliasEvent) event, at);
            case MappingStart, SequenceStart -> begin((CollectionStartEvent) event, at);
            case MappingEnd, SequenceEnd -> end();
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        }
    }

    private void scalar(ScalarEvent event, Position at) {
        checkTag(event.getTag(), at);
        boolean plain = event.isPlain() && !event.getTag().map(STRING_TAG::equals).orElse(false);
        var text = new Text(at, share(event.getValue()), plain);
        remember(anchor(event), text, 1);
        add(text, 1);
    }

    private void alias(AliasEvent event, Position at) {
        String name = event.getAlias().getValue();
        Anchored meant = anchors.get(name);
        if (meant == null) {
            throw new Unreadable(
                    at, "the alias *" + Spelling.printable(name) + " stands for nothing above it");
        }
        add(meant.node, meant.size);
    }

    private void begin(CollectionStartEvent event, Position at) {
        checkTag(event.getTag(), at);
        if (open.size() >= DEPTH_MAX) {
            throw new Unreadable(at, "nested deeper than " + DEPTH_MAX + " levels");
        }
        open.push(new Open(at, event.getEventId() == Event.ID.MappingStart, anchor(event)));
    }

    private void end() {
        Open done = open.pop();
        YamlNode node =
                done.mapping
                        ? new Entries(done.at, List.copyOf(done.entries.values()))
                        : new Items(done.at, List.copyOf(done.items));
        remember(done.anchor, node, done.size);
        add(node, done.size);
    }

    private void add(YamlNode node, long size) {
        Open parent = open.peek();
        if (parent == null) {
            root = node;
            return;
        }
        parent.size += size;
        if (parent.size > SIZE_MAX) {
            throw new Unreadable(
                    node.at(),
                    "too large: more than " + SIZE_MAX + " values with all aliases written out");
        }
        if (!parent.mapping) {
            parent.items.add(node);
        } else if (parent.key == null) {
            parent.key = node;
        } else {
            put(parent.entries, parent.key, node);
            parent.key = null;
        }
    }

    private void put(Map<String, Entry> entries, YamlNode key, YamlNode value) {
        if (!(key instanceof Text name)) {
            problems.error(key.at(), "a key must be a single word");
            return;
        }
        Entry first = entries.putIfAbsent(name.text(), new Entry(name, value));
        if (first != null) {
            problems.error(
                    name.at(),
                    "duplicate key "
                            + quote(name.text())
                            + " (first in line "
                            + first.key().at().line()
                            + ")");
        }
    }

    private void remember(@Nullable String anchor, YamlNode node, long size) {
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, size));
        }
    }

    /// The same words come again and again (keys, kinds, names): most of a large file's texts are
    /// kept once.
    private String share(String text) {
        int slot = text.hashCode() & (SHARED - 1);
        String known = shared[slot];
        if (known != null && known.equals(text)) {
            return known;
        }
        shared[slot] = text;
        return text;
    }

    private static @Nullable String anchor(NodeEvent event) {
        return event.getAnchor().isPresent() ? event.getAnchor().get().getValue() : null;
    }

    private void checkTag(Optional<String> tag, Position at) {
        if (tag.isPresent() && !tag.get().startsWith(STANDARD_TAGS) && !tag.get().equals("!")) {
            problems.error(at, "the tag " + quote(tag.get()) + " has no meaning here");
        }
    }

    private static String explain(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("TAB")) {
            return "a tab where YAML allows only blanks: indent with blanks";
        }
        String context =
                e.getContext() == null
                        ? ""
                        : " ("
                                + e.getContext()
                                + e.getContextMark()
                                        .map(mark -> " in line " + position(mark).line())
                                        .orElse("")
                                + ")";
        return "not YAML: " + Spelling.printable(problem) + Spelling.printable(context);
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
