package io.halo.clusters.deploy;

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

/// The files in `deploy/`, and what else has to agree with them.
final class Deployment {
    private static final Path ROOT = ProjectFiles.find().root();

    private Deployment() {}

    static Path file(String name) {
        return ROOT.resolve("deploy").resolve(name);
    }

    static Path unit(String program) {
        return file("systemd/" + program + ".service");
    }

    static Path sysconfig(String program) {
        return file("sysconfig/" + program);
    }

    static Path alerts() {
        return file("prometheus/alerts.yml");
    }

    /// Every text in Java sources of a module, or in one file, that a pattern's first group finds.
    static SortedSet<String> find(String place, String pattern) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(place))) {
            SortedSet<String> found = new TreeSet<>();
            files.filter(Files::isRegularFile).forEach(file -> found.addAll(find(file, pattern)));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("looking through " + place, e);
        }
    }

    static SortedSet<String> find(Path file, String pattern) {
        SortedSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text(file));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }
}
