package io.halo.clusters;

import io.halo.support.cluster.ProjectFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the documentation tells people to type does what it says.
@Timeout(600)
class WalkthroughStory {
    @ParameterizedTest
    @ValueSource(strings = {"docs/walkthrough.md", "docs/operator-guide.md"})
    void aReaderGetsWhatThePageSays(String page) throws Exception {
        Path root = ProjectFiles.find().root();
        try (var script = new DocScript(root)) {
            script.run(root.resolve(page));
        }
    }
}
