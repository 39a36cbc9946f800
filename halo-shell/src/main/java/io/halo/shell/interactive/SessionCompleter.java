package io.halo.shell.interactive;

import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Completion;
import io.halo.shell.spec.Completion.Proposal;
import io.halo.shell.spec.LineWords;
import io.halo.shell.spec.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jline.builtins.Completers.FileNameCompleter;
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
        Completion completion =
                Completion.of(specs, words.subList(0, words.size() - 1), words.getLast());
        completion.proposals().forEach(proposal -> candidates.add(candidate(proposal)));
        ValueType value = completion.value();
        if (value != null) {
            values(value, completion.prefix(), reader, line, candidates);
        }
    }

    private void values(
            ValueType type,
            String prefix,
            LineReader reader,
            ParsedLine line,
            List<Candidate> candidates) {
        switch (type) {
            case ValueType.HostName _ -> names(prefix, cluster.hosts(), candidates);
            case ValueType.GroupName _ -> names(prefix, cluster.groups(), candidates);
            case ValueType.ScopeName _ -> {
                names(prefix, List.of("cluster"), candidates);
                names(prefix, cluster.hosts(), candidates);
                names(prefix, cluster.groups(), candidates);
            }
            case ValueType.FilePath _ -> {
                if (prefix.isEmpty()) {
                    new FileNameCompleter().complete(reader, line, candidates);
                }
            }
            case ValueType.Flag _,
                    ValueType.Text _,
                    ValueType.Count _,
                    ValueType.Choice _,
                    ValueType.CommandWord _ -> {}
        }
    }

    private static void names(String prefix, List<String> names, List<Candidate> candidates) {
        names.forEach(name -> candidates.add(candidate(new Proposal(prefix + name, "", true))));
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
