package io.halo.shell.discover;

import io.halo.process.NotRun;
import io.halo.process.Program;
import io.halo.process.ProgramResult;
import io.halo.process.ProgramSpec;
import io.halo.process.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks servers over ssh what they see. Each is sent the same small script, which changes nothing.
///
/// @param shell the program and its options, such as `ssh -o BatchMode=yes`; the server's name and
///   `sh -s` are added
public record Survey(List<String> shell, Duration patience) {
    /// Enough for a room full of servers within seconds, and no burden for whoever asks.
    private static final int AT_ONCE = 16;

    private static final int BYTES = 1024 * 1024;

    /// @param proposal of those that answered
    /// @param silent who did not answer, and why
    public record Result(Proposal proposal, Map<String, String> silent) {}

    private sealed interface Answer {
        record Told(ServerFacts facts) implements Answer {}

        record Silent(String why) implements Answer {}
    }

    /// @throws InterruptedException at Ctrl-C
    public Result of(List<String> hosts) throws InterruptedException {
        String probe = probe();
        Map<String, Future<Answer>> asked = new LinkedHashMap<>();
        List<ServerFacts> told = new ArrayList<>();
        Map<String, String> silent = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            try {
                hosts.forEach(host -> asked.put(host, threads.submit(() -> ask(host, probe))));
                for (Map.Entry<String, Future<Answer>> one : asked.entrySet()) {
                    switch (one.getValue().get()) {
                        case Answer.Told(ServerFacts facts) -> {
                            Optional<ServerFacts> twin = twin(facts, told);
                            if (twin.isPresent()) {
                                silent.put(
                                        one.getKey(),
                                        "it is the same server as "
                                                + twin.get().host()
                                                + ": name each once");
                            } else {
                                told.add(facts);
                            }
                        }
                        case Answer.Silent(String why) -> silent.put(one.getKey(), why);
                    }
                }
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
        return new Result(Proposal.of(told), silent);
    }

    /// One server under two names would be its own partner.
    private static Optional<ServerFacts> twin(ServerFacts facts, List<ServerFacts> told) {
        return told.stream()
                .filter(other -> !facts.boot().isEmpty() && facts.boot().equals(other.boot()))
                .findFirst();
    }

    private Answer ask(String host, String probe) {
        var command = new ArrayList<>(shell);
        command.add(host);
        command.add("sh -s");
        var spec =
                ProgramSpec.of(command, System.getenv(), patience)
                        .withStdin(probe)
                        .withStdoutLimit(BYTES);
        return switch (Program.start(spec)) {
            case NotRun not ->
                    new Answer.Silent(shell.getFirst() + " cannot be run: " + not.words());
            case RunningProgram running -> answer(host, running.await());
        };
    }

    private Answer answer(String host, ProgramResult result) {
        return switch (result) {
            case NotRun not -> new Answer.Silent(not.words());
            case ProgramResult.TimedOut _ ->
                    new Answer.Silent("no answer within " + patience.toSeconds() + " s");
            case ProgramResult.Ended ended ->
                    ServerFacts.read(host, ended.output().stdout())
                            .<Answer>map(Answer.Told::new)
                            .orElseGet(() -> new Answer.Silent(words(ended)));
        };
    }

    private static String words(ProgramResult.Ended ended) {
        String said = ended.output().stderr().strip();
        return said.isEmpty()
                ? "it ended with " + ended.exitStatus() + " and told nothing"
                : said.lines().toList().getLast();
    }

    private static String probe() {
        try (InputStream script = Survey.class.getResourceAsStream("probe.sh")) {
            if (script == null) {
                throw new IllegalStateException("probe.sh is missing in the program");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
