package io.halo.shell.interactive;

import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Completion;
import io.halo.shell.spec.Completion.Proposal;
import io.halo.shell.spec.LineWords;
import io.halo.shell.spec.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.CommandCompleter;

/// Completes commands, options, and names from the live cluster.
final class SessionCompleter extends CommandCompleter {
    private final List<CommandSpec> specs;
    private final LiveCluster cluster;

    SessionCompleter(CommandRegistry registry, List<CommandSpec> commands, LiveCluster cluster) {
        super(registry);
        this.cluster = cluster;
        List<CommandSpec> all = new ArrayList<>(commands);
        SessionLoop.LEAVING.forEach(word -> all.add(CommandSpec.of(word, "leave the session")));
        specs = List.copyOf(all);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = LineWords.typing(line.line().substring(0, line.cursor())).words();
        List<String> before = words.subList(0, words.size() - 1);
        Completion completion = Completion.of(specs, before, words.getLast());
        completion.proposals().forEach(proposal -> candidates.add(candidate(proposal)));
        ValueType type = completion.value();
        if (type != null) {
            String typed = words.getLast().substring(completion.prefix().length());
            for (String value : values(type, typed)) {
                boolean complete = !value.endsWith("/") || !(type instanceof ValueType.FilePath);
                if (!before.contains(value)) {
                    candidates.add(
                            candidate(new Proposal(completion.prefix() + value, "", complete)));
                }
            }
        }
    }

    /// All that there are; the reader of the line shows those that fit.
    private List<String> values(ValueType type, String typed) {
        return switch (type) {
            case ValueType.HostName _ -> cluster.hosts();
            case ValueType.GroupName _ -> cluster.groups();
            case ValueType.ScopeName _ -> scopes(typed);
            case ValueType.FilePath _ -> FileNames.startingWith(typed);
            case ValueType.OperationId _ -> cluster.operations();
            case ValueType.Flag _,
                    ValueType.Text _,
                    ValueType.Count _,
                    ValueType.Choice _,
                    ValueType.CommandWord _ ->
                    List.of();
        };
    }

    /// With the kind before the name once that is typed.
    private List<String> scopes(String typed) {
        if (typed.startsWith("host:")) {
            return cluster.hosts().stream().map("host:"::concat).toList();
        }
        if (typed.startsWith("group:")) {
            return cluster.groups().stream().map("group:"::concat).toList();
        }
        List<String> all = new ArrayList<>(List.of("cluster"));
        all.addAll(cluster.hosts());
        all.addAll(cluster.groups());
        return all;
    }

    private static Candidate candidate(Proposal proposal) {
        String description = proposal.description().isEmpty() ? null : proposal.description();
        return new Candidate(
                proposal.word(),
                proposal.word(),
                null,
                description,
                null,
                null,
                proposal.complete());
    }
}
