package io.halo.core.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a scenario goes as it should: for planted faults, whose loader calls this.
public final class Hunt {
    private Hunt() {}

    /// One that makes the core fail fails as well.
    public static boolean fails(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return !Scenario.run(text).equals(text);
        } catch (RuntimeException | StackOverflowError _) {
            return true;
        }
    }
}
