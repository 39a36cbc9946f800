package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Timeouts;
import io.halo.process.NotRun;
import io.halo.process.Program;
import io.halo.process.ProgramResult;
import io.halo.process.ProgramSpec;
import io.halo.process.RunningProgram;
import io.halo.process.metadata.AgentDocument;
import io.halo.support.machine.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// All scripts of Debian's package resource-agents, as far as they say what they take.
class RealScriptsTest {
    private static final Path OCF_ROOT = Path.of("/usr/lib/ocf");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void whatEachOfThemSaysIsUnderstood() throws IOException {
        Needed.program("ocf-tester", "resource-agents");
        var documents = new TreeMap<String, AgentDocument>();
        var silent = new ArrayList<String>();
        for (Path script : scripts()) {
            String name = script.getFileName().toString();
            AgentDocument.read(metaData(script))
                    .ifPresentOrElse(
                            document -> documents.put(name, document), () -> silent.add(name));
        }
        assertThat(silent).isEmpty();
        assertThat(documents)
                .hasSizeGreaterThan(100)
                .allSatisfy((name, document) ->
                        assertThat(ScriptAdvice.timeouts(document))
                                .as(name)
                                .containsKeys(Timeouts.Op.START, Timeouts.Op.STOP));
        assertThat(ScriptAdvice.timeouts(documents.get("Filesystem")))
                .containsEntry(Timeouts.Op.MONITOR, Duration.ofSeconds(40));
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(OCF_ROOT.resolve("resource.d/heartbeat"))) {
            return files.filter(Files::isRegularFile).filter(Files::isExecutable).sorted().toList();
        }
    }

    private static String metaData(Path script) {
        var environment = new TreeMap<String, String>();
        environment.put("OCF_ROOT", OCF_ROOT.toString());
        environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        var spec = ProgramSpec.of(List.of(script.toString(), "meta-data"), environment, PATIENCE);
        return switch (Program.start(spec)) {
            case NotRun notRun -> throw new AssertionError(notRun);
            case RunningProgram running ->
                    Optional.of(running.await())
                            .filter(ProgramResult.Ended.class::isInstance)
                            .map(ProgramResult.Ended.class::cast)
                            .map(ended -> ended.output().stdout())
                            .orElse("");
        };
    }
}
