package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ProjectFiles;
import io.halo.support.cluster.Shell;
import io.halo.support.cluster.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What was typed at the console of a cluster and what it printed, as a part of a page of Markdown.
///
/// Each command is a program of its own, run in the cluster's directory, with both of its outputs
/// in one place, as a person at a shell has them.
final class Transcript {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WHOLE = Integer.MAX_VALUE;

    private final TestCluster cluster;
    private final Path tools;
    private final SteadyText steady;
    private final StringBuilder page = new StringBuilder();
    private final List<String> typed = new ArrayList<>();

    /// @param tools a directory with programs that stand for those of a server
    Transcript(TestCluster cluster, Path tools) {
        this.cluster = cluster;
        this.tools = tools;
        steady = SteadyText.of(cluster.directory());
    }

    void heading(String title, String words) {
        page.append("\n### ").append(title).append('\n');
        page.append(words).append(words.isEmpty() ? "" : "\n");
    }

    /// A command that must end with 0.
    void done(String... words) {
        doneInShort(WHOLE, words);
    }

    /// The same, of whose output only the first lines are shown.
    void doneInShort(int lines, String... words) {
        show(0, lines, words);
    }

    /// A command that must end with that status: it was refused, or something is not well.
    void ends(int status, String... words) {
        show(status, WHOLE, words);
    }

    private void show(int status, int lines, String... words) {
        CommandResult result = run(words);
        String line =
                "halo " + String.join(" ", Arrays.stream(words).map(Transcript::quoted).toList());
        assertThat(result.exit()).as(line + "\n" + result.words()).isEqualTo(status);
        typed.add(line);
        List<String> printed = steady.of(result.out()).lines().toList();
        page.append("\n```console\n$ ").append(steady.of(line)).append('\n');
        printed.stream().limit(lines).forEach(one -> page.append(one).append('\n'));
        page.append(printed.size() > lines ? "…\n" : "");
        page.append(status == 0 ? "" : "[exit status " + status + "]\n").append("```\n");
    }

    /// Both outputs as one.
    private CommandResult run(String... words) {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        "sh",
                                        "-c",
                                        "cd \"$0\" && exec \"$@\" 2>&1",
                                        cluster.directory().toString(),
                                        ProjectFiles.find().launcher("halo").toString()),
                                Stream.of(words))
                        .toList();
        return Shell.run(command, environment(), PATIENCE);
    }

    private Map<String, String> environment() {
        return Map.of(
                "HALO_SOCKET", cluster.manager().socket().toString(),
                "HALO_CONFIG", cluster.manager().config().toString(),
                "HALO_TEST_DIRECTORY", cluster.directory().toString(),
                "PATH", tools + ":" + System.getenv("PATH"));
    }

    private static String quoted(String word) {
        return word.contains(" ") ? '"' + word + '"' : word;
    }

    /// Command lines, in the order in which they were typed.
    List<String> typed() {
        return List.copyOf(typed);
    }

    String text() {
        return page.toString();
    }
}
