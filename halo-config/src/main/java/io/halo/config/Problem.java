package io.halo.config;

import java.nio.file.Path;

/// Something in a configuration file that the operator must (error) or may want to (warning)
/// change.
///
/// @param line counts from 1; 0 if the problem is the file as a whole
/// @param column counts from 1; 0 if the problem is the file as a whole
/// @param message one line, without control characters and without secrets
public record Problem(Severity severity, Path file, int line, int column, String message) {
    public enum Severity {
        ERROR("error"),
        WARNING("warning");

        private final String word;

        Severity(String word) {
            this.word = word;
        }
    }

    /// `file:line:column: error: message`, which editors and terminals know how to follow.
    @Override
    public String toString() {
        String place = line == 0 ? "" : ":" + line + ":" + column;
        return file + place + ": " + severity.word + ": " + message;
    }
}
