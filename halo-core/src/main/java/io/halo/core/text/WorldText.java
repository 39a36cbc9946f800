package io.halo.core.text;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.World;
import io.halo.core.view.Secrets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;

/// The World as text that people can read and that reads back as the same World.
///
/// A block of lines from `world TIME` to `end`, which a scenario file may begin with. Every value
/// is written as its record: `Up(instance=…, boot=…, since=…)`; what is null or empty is left out.
public final class WorldText {
    /// The first word of the block's first line; the time follows.
    public static final String BEGIN = "world";

    /// The last line of the block.
    public static final String END = "end";

    /// Longer than the dump of a thousand hosts; a bound on what somebody may hand us.
    private static final int LENGTH_MAX = 64 << 20;

    private WorldText() {}

    /// The block, with secret parameters blotted out: the only thing that does not read back.
    ///
    /// @param now the moment in which the World was such, by the clock of its instants
    public static String write(World world, Instant now) {
        String value = new ValueWriter().write(World.class, hideSecrets(world));
        return BEGIN + " " + now + "\n" + value + "\n" + END + "\n";
    }

    /// Reads the block; lines before and after it do not count.
    ///
    /// @throws BadTextException if there is no such block, or not every value in it makes sense
    public static Dump read(String text) throws BadTextException {
        if (text.length() > LENGTH_MAX) {
            throw new BadTextException("longer than " + LENGTH_MAX + " characters");
        }
        List<String> lines = text.lines().toList();
        int begin = 0;
        while (begin < lines.size() && !lines.get(begin).startsWith(BEGIN + " ")) {
            begin++;
        }
        int end = lines.indexOf(END);
        if (end <= begin) {
            throw new BadTextException(
                    "this is no state: it has no lines '" + BEGIN + " TIME' and '" + END + "'");
        }
        String block = String.join("\n", lines.subList(begin + 1, end));
        World world = (World) new ValueReader(block, begin + 2).read(World.class);
        return new Dump(world, moment(lines.get(begin)));
    }

    private static Instant moment(String line) throws BadTextException {
        try {
            return Instant.parse(line.substring(BEGIN.length()).strip());
        } catch (DateTimeParseException e) {
            throw new BadTextException("'" + line + "' has no time such as 2026-04-28T12:54:34Z");
        }
    }

    private static World hideSecrets(World world) {
        ClusterSpec spec = world.spec();
        var resources = new LinkedHashMap<>(spec.resources());
        resources.replaceAll((_, resource) -> hideSecrets(resource));
        return world.withSpec(
                new ClusterSpec(
                        spec.name(),
                        spec.deadAfter(),
                        spec.monitorInterval(),
                        spec.fencing(),
                        spec.hosts(),
                        resources,
                        spec.groups()));
    }

    private static ResourceSpec hideSecrets(ResourceSpec resource) {
        return new ResourceSpec(
                resource.id(),
                resource.kind(),
                Secrets.hidden(resource.parameters()),
                resource.dependents(),
                resource.timeouts(),
                resource.ownMonitorInterval(),
                resource.shared());
    }

    /// What was read: a World, and when it was such.
    public record Dump(World world, Instant now) {}
}
