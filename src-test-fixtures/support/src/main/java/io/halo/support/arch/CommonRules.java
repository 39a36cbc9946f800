package io.halo.support.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;

/// What holds in every module, in its tests as well, and what holds in everything that is shipped.
final class CommonRules {
    static final ArchRule NOBODY_SLEEPS =
            noClasses()
                    .should()
                    .accessTargetWhere(Banned.to("sleeps or waits blindly", Banned::isSleep))
                    .as("nobody sleeps")
                    .because(
                            "a sleep is too short or too long; wait for the condition, with a deadline");

    static final ArchRule NOBODY_MOCKS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.mockito..",
                            "org.easymock..",
                            "org.springframework.test.context.bean.override.mockito..")
                    .as("nobody uses a mocking library")
                    .because("a mock only repeats what we believe; a small fake is checked by use");

    static final ArchRule ONLY_PROGRAMS_PRINT =
            noClasses()
                    .that(describe("are neither programs nor the console", type -> !prints(type)))
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .orShould()
                    .accessTargetWhere(Banned.to("prints a stack trace", Banned::isStackTracePrint))
                    .as("only *Main, *Application and the console print")
                    .because("a daemon speaks through the logger, where words can be found again");

    static final ArchRule NO_FIELD_INJECTION =
            noFields()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                    .orShould()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                    .orShould()
                    .beAnnotatedWith("jakarta.inject.Inject")
                    .orShould()
                    .beAnnotatedWith("jakarta.annotation.Resource")
                    .as("no field is injected")
                    .because("a constructor shows what a class needs, and the compiler checks it");

    static final ArchRule NOTHING_FOR_TESTS_ONLY =
            noClasses()
                    .should(new NameHasWord("Test", "Tests", "Fake", "Mock", "Sim", "Simulator"))
                    .as("nothing that is shipped exists for tests only, except TestOptions")
                    .because(
                            "a hook for tests in a shipped program is a second program nobody tests");

    static final ArchRule ONLY_PROCESS_STARTS_PROGRAMS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.halo.process..")
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(ProcessBuilder.class, Process.class)
                    .orShould()
                    .accessTargetWhere(Banned.to("starts a program", Banned::isExec))
                    .as("only halo-process starts programs")
                    .because("a program needs a session of its own, a deadline and bounded output");

    static final ArchRule ONLY_ONE_ADAPTER_SPEAKS_GRPC =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.halo.agent..", "io.halo.manager.adapter.agent..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "io.halo.agent.v1..")
                    .as("only the agent and the manager's adapter for it see gRPC")
                    .because("the wire is a detail; everybody else sees the engine's ports");

    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.halo.(**)")
                    .should()
                    .beFreeOfCycles()
                    .as("packages have no cycles")
                    .because("two packages that need each other are one package");

    static final List<ArchRule> EVERYWHERE = List.of(NOBODY_SLEEPS, NOBODY_MOCKS);

    static final List<ArchRule> PRODUCTION =
            List.of(
                    ONLY_PROGRAMS_PRINT,
                    NO_FIELD_INJECTION,
                    NOTHING_FOR_TESTS_ONLY,
                    ONLY_PROCESS_STARTS_PROGRAMS,
                    ONLY_ONE_ADAPTER_SPEAKS_GRPC);

    private static final Pattern PROGRAM = Pattern.compile(".*(Main|Application)");

    private CommonRules() {}

    private static boolean prints(JavaClass type) {
        return PROGRAM.matcher(topLevel(type).getSimpleName()).matches()
                || type.getPackageName().startsWith("io.halo.shell");
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(CommonRules::topLevel).orElse(type);
    }
}
