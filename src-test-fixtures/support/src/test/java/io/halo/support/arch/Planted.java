package io.halo.support.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// Compiles a few classes that break a rule on purpose, away from the compiler settings of the
/// build.
final class Planted {
    private static final Pattern PACKAGE = Pattern.compile("package ([a-z.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|record) (\\w+)");

    private Planted() {}

    static JavaClasses compile(Path folder, String... sources) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-d", folder.resolve("classes").toString()));
        for (String source : sources) {
            Path file =
                    folder.resolve(find(PACKAGE, source).replace('.', '/'))
                            .resolve(find(TYPE, source) + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
            arguments.add(file.toString());
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("the planted classes compile").isZero();
        return new ClassFileImporter().importPath(folder.resolve("classes"));
    }

    private static String find(Pattern what, String source) {
        Matcher matcher = what.matcher(source);
        return matcher.results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElseThrow();
    }
}
