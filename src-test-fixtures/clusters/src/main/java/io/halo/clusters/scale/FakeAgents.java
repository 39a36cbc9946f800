package io.halo.clusters.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A program that is the agents of many hosts: `FakeAgents DIRECTORY`, with a line `HOST PORT` for
/// each of them in `DIRECTORY/fake-agents`.
///
/// The power of a host is the file `DIRECTORY/HOST.power`: `fence_halo_test` says ON while it
/// exists, and removes it to power the host off. Commands come as lines on standard input, each is
/// answered with lines on standard output, the last of which is a dot. The end of input ends it.
/// - `silence HOST`: from now on it accepts, reads and writes nothing; it still has power
/// - `return HOST`: it has power, has booted anew, runs nothing, and answers
/// - `report`: how all of them are, as `NAME VALUE`
/// - `running HOST`: what runs there, as `RESOURCE SECONDS.NANOS` with the time of its start
public final class FakeAgents {
    /// The hosts and their ports.
    static final String LIST = "fake-agents";

    /// The last line of each answer.
    static final String END = ".";

    private final Fleet fleet;
    private final FleetServer server;

    private FakeAgents(Path directory) throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve(LIST))) {
            String[] words = line.split(" ");
            ports.put(words[0], Integer.parseInt(words[1]));
        }
        fleet = new Fleet(directory, ports.keySet());
        server = FleetServer.start(fleet, ports);
    }

    public static void main(String[] arguments) throws IOException {
        FakeAgents agents = new FakeAgents(Path.of(arguments[0]));
        System.out.println(END);
        try (BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(agents.answer(line.split(" ")) + END);
            }
        }
        System.exit(0);
    }

    private String answer(String[] words) throws IOException {
        return switch (words[0]) {
            case "silence" -> {
                server.silence(words[1]);
                yield "";
            }
            case "return" -> {
                fleet.host(words[1]).powerOn();
                server.listen(words[1]);
                yield "";
            }
            case "report" -> fleet.report();
            case "running" -> running(fleet.host(words[1]).running());
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        };
    }

    private static String running(Map<String, Instant> startedAt) {
        StringBuilder lines = new StringBuilder();
        startedAt.forEach((resource, at) ->
                lines.append(resource).append(' ').append(seconds(at)).append('\n'));
        return lines.toString();
    }

    static String seconds(Instant at) {
        return "%d.%09d".formatted(at.getEpochSecond(), at.getNano());
    }
}
