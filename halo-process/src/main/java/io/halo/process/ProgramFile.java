package io.halo.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/// An executable file.
public record ProgramFile(Path path) implements ProgramLookup {

    /// Looks a command up as a shell does: with a `/` in it, it is a path; else the first
    /// executable file of that name in the directories of `searchPath` (the value of PATH).
    public static ProgramLookup find(String command, String searchPath) {
        if (command.contains("/")) {
            return check(Path.of(command));
        }
        return Arrays.stream(searchPath.split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> check(Path.of(directory, command)))
                .filter(ProgramFile.class::isInstance)
                .findFirst()
                .orElseGet(() ->
                        new NotRun(
                                NotRun.Reason.NOT_FOUND,
                                command
                                        + " is not installed: no such program on PATH "
                                        + searchPath));
    }

    private static ProgramLookup check(Path path) {
        try {
            var type = Files.readAttributes(path, "isDirectory,isRegularFile", new LinkOption[0]);
            if (Boolean.TRUE.equals(type.get("isDirectory"))) {
                return new NotRun(
                        NotRun.Reason.NOT_A_FILE, path + " is a directory, not a program");
            }
            if (!Boolean.TRUE.equals(type.get("isRegularFile"))) {
                return new NotRun(NotRun.Reason.NOT_A_FILE, path + " is not a regular file");
            }
        } catch (NoSuchFileException e) {
            return new NotRun(NotRun.Reason.NOT_FOUND, path + " does not exist");
        } catch (AccessDeniedException e) {
            return new NotRun(NotRun.Reason.NOT_EXECUTABLE, path + ": no permission to reach it");
        } catch (IOException e) {
            return new NotRun(
                    NotRun.Reason.NOT_FOUND, path + " cannot be looked at: " + e.getMessage());
        }
        return Files.isExecutable(path)
                ? new ProgramFile(path)
                : new NotRun(NotRun.Reason.NOT_EXECUTABLE, path + " is not executable (chmod +x?)");
    }
}
