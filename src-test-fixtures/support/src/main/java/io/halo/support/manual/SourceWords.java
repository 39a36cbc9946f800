package io.halo.support.manual;

import io.halo.support.cluster.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is written in the project's own files, where no object of the program can be asked.
public final class SourceWords {
    private SourceWords() {}

    /// @param place a file or a folder, from the top of the checkout
    /// @param pattern its first group is what is wanted
    public static SortedSet<String> in(String place, String pattern) {
        SortedSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ProjectFiles.find().root().resolve(place))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher =
                        Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("looking through " + place, e);
        }
        return found;
    }
}
