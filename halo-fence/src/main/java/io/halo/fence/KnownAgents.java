package io.halo.fence;

import io.halo.process.NotRun;
import io.halo.process.Program;
import io.halo.process.ProgramFile;
import io.halo.process.ProgramLookup;
import io.halo.process.ProgramResult;
import io.halo.process.ProgramSpec;
import io.halo.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The metadata of fence agents, asked for once for each program as long as its file is the same.
///
/// Thread-safe. [#known] never waits and never runs anything, so that whoever powers a host off may
/// ask it; [#learn] blocks, at most [#PATIENCE] and the time to kill the program, and only the
/// first time. A program without usable metadata is no error: it is called as if nobody had asked
/// it.
public final class KnownAgents {
    /// The slowest agent of Debian needs 1 s, and a processor may be busy.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Of a program that merely knows the word `status`, nobody knows what it does when it hears
    /// another one: only those are asked that are called like one of the family.
    private static final String FAMILY = "fence_";

    /// The longest that Debian has is 12 KB.
    private static final int LONGEST = 256 * 1024;

    /// Nothing but the action: a program that misunderstands it does not know which host, either.
    private static final String QUESTION = "action=metadata\n";

    private final Map<String, String> environment;
    private final Duration patience;
    private final Map<String, Learnt> learnt = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> learning = new ConcurrentHashMap<>();

    private record Identity(Path path, @Nullable Object key, FileTime changed, long size) {}

    private record Learnt(Identity file, Optional<AgentMetadata> metadata) {}

    public KnownAgents() {
        this(System.getenv(), PATIENCE);
    }

    KnownAgents(Map<String, String> environment, Duration patience) {
        this.environment = environment;
        this.patience = patience;
    }

    /// What was learnt of the program so far.
    public Optional<AgentMetadata> known(String program) {
        return Optional.ofNullable(learnt.get(program)).flatMap(Learnt::metadata);
    }

    /// Asks the program, unless its file is the one that was asked last.
    public Optional<AgentMetadata> learn(String program) {
        if (!FenceAgentLocator.shown(program).startsWith(FAMILY)) {
            return Optional.empty();
        }
        ReentrantLock oneAtATime = learning.computeIfAbsent(program, _ -> new ReentrantLock());
        oneAtATime.lock();
        try {
            Optional<Identity> file = identity(FenceAgentLocator.find(program));
            Learnt before = learnt.get(program);
            if (file.isPresent() && (before == null || !before.file().equals(file.get()))) {
                learnt.put(program, new Learnt(file.get(), ask(program)));
            }
            return known(program);
        } finally {
            oneAtATime.unlock();
        }
    }

    private Optional<AgentMetadata> ask(String program) {
        var spec =
                ProgramSpec.of(List.of(program), FenceEnvironment.of(environment), patience)
                        .withGrace(FenceTiming.NORMAL.grace())
                        .withStdin(QUESTION)
                        .withStdoutLimit(LONGEST)
                        .withStderrLimit(0);
        return switch (Program.start(spec)) {
            case NotRun _ -> Optional.empty();
            case RunningProgram running -> usable(running.await());
        };
    }

    private static Optional<AgentMetadata> usable(ProgramResult result) {
        if (!(result instanceof ProgramResult.Ended ended)) {
            return Optional.empty();
        }
        if (!ended.tree().isGone()) {
            var _ = ended.tree().end(FenceTiming.NORMAL.grace());
        }
        return ended.exitStatus() == 0 && !ended.output().stdoutCut()
                ? AgentMetadata.read(ended.output().stdout())
                : Optional.empty();
    }

    private static Optional<Identity> identity(ProgramLookup found) {
        if (!(found instanceof ProgramFile(Path path))) {
            return Optional.empty();
        }
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(
                    new Identity(
                            path,
                            attributes.fileKey(),
                            attributes.lastModifiedTime(),
                            attributes.size()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
