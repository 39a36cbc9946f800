package io.halo.support.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Turns rules into tests of the module in the working directory: its classes, its test classes,
/// its files.
final class ModuleCheck {
    /// Spring writes classes of this form into `target/classes` when the program is packaged; they
    /// are not ours.
    private static final ImportOption WRITTEN_BY_HAND = location -> !location.contains("__");

    private final Path folder = Path.of("").toAbsolutePath();

    Stream<DynamicTest> tests(Stream<ArchRule> rules) {
        JavaClasses main = classes("target/classes");
        JavaClasses test = classes("target/test-classes");
        return Stream.of(
                        rules.map(rule -> check(rule, main)),
                        CommonRules.EVERYWHERE.stream().map(rule -> check(rule, test)),
                        Stream.of(dynamicTest("files are tidy", this::checkFiles)))
                .flatMap(tests -> tests);
    }

    private static DynamicTest check(ArchRule rule, JavaClasses classes) {
        return dynamicTest(rule.getDescription(), () -> rule.allowEmptyShould(true).check(classes));
    }

    private void checkFiles() {
        assertThat(Tidy.problems(folder)).isEmpty();
    }

    private JavaClasses classes(String output) {
        return new ClassFileImporter()
                .withImportOption(WRITTEN_BY_HAND)
                .importPath(folder.resolve(output));
    }
}
