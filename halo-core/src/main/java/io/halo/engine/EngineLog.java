package io.halo.engine;

import io.halo.core.Step;
import io.halo.core.view.LogLine;
import io.halo.core.view.LogLines;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;

/// Writes the log of what the core decides; what it says is decided by [LogLines].
final class EngineLog {
    private static final Logger LOG = System.getLogger("io.halo.manager");

    private final LogLines lines = new LogLines();

    void update(Step step, Instant now) {
        lines.of(step.world(), step.events(), step.actions(), now)
                .forEach(line -> LOG.log(level(line), "{0}", line.text()));
    }

    private static Level level(LogLine line) {
        return switch (line.level()) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.ERROR;
        };
    }
}
