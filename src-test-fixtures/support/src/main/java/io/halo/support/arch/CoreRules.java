package io.halo.support.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.util.Arrays;

/// The rules of the decision core and of the engine around it.
final class CoreRules {
    private static final String CORE = "io.halo.core..";
    private static final String ENGINE = "io.halo.engine..";

    static final ArchRule CORE_IS_PLAIN_JAVA =
            classes()
                    .that()
                    .resideInAPackage(CORE)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            CORE,
                            "java.lang",
                            "java.lang.annotation",
                            "java.lang.invoke",
                            "java.lang.reflect",
                            "java.lang.runtime",
                            "java.math",
                            "java.time..",
                            "java.util",
                            "java.util.function",
                            "java.util.regex",
                            "java.util.stream",
                            "org.jspecify..")
                    .as("the core is plain Java: no I/O, no threads, no libraries")
                    .because(
                            "what decides must run anywhere, a million times, with the same result");

    static final ArchRule ONLY_TEXT_REFLECTS =
            noClasses()
                    .that()
                    .resideInAPackage(CORE)
                    .and()
                    .resideOutsideOfPackage("io.halo.core.text..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.lang.reflect")
                    .as("only core.text reflects")
                    .because("it writes and reads every record of the model; the rest is plain");

    static final ArchRule CORE_IS_DETERMINISTIC =
            noClasses()
                    .that()
                    .resideInAPackage(CORE)
                    .should()
                    .accessTargetWhere(Banned.to("asks the outside world", Banned::isImpure))
                    .as("the core asks no clock, no chance, no thread and no system")
                    .because("time is an input; the same inputs must give the same plan");

    static final ArchRule COLLECTIONS_HAVE_AN_ORDER =
            noClasses()
                    .that()
                    .resideInAnyPackage(CORE, ENGINE)
                    .should()
                    .accessTargetWhere(Banned.to("has no order", Banned::isUnordered))
                    .as("collections have a defined order")
                    .because(
                            "Set.of, Map.copyOf and HashMap change theirs from run to run; take List, TreeMap or LinkedHashMap");

    static final ArchRule VALUES_DO_NOT_CHANGE =
            noMethods()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage(CORE)
                    .and()
                    .arePublic()
                    .and()
                    .areNotStatic()
                    .should()
                    .haveRawReturnType(void.class)
                    .as("the core's values do not change")
                    .because(
                            "a value that others hold must not change under them; return a new one");

    static final ArchRule MODEL_SEES_NO_OTHER_PART =
            part("model").mayNotSee("input", "plan", "view", "text", "forecast");

    static final ArchRule INPUT_SEES_ONLY_MODEL =
            part("input").mayNotSee("plan", "view", "text", "forecast");

    static final ArchRule PLAN_SEES_ONLY_INPUT_AND_MODEL =
            part("plan").mayNotSee("view", "text", "forecast");

    static final ArchRule CORE_DOES_NOT_SEE_ENGINE =
            noClasses()
                    .that()
                    .resideInAPackage(CORE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ENGINE)
                    .as("the core does not see the engine")
                    .because("the engine runs the core, and so does the simulator");

    static final ArchRule ENGINE_IS_PLAIN_JAVA =
            classes()
                    .that()
                    .resideInAPackage(ENGINE)
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                            CORE,
                                            ENGINE,
                                            "java.lang..",
                                            "java.time..",
                                            "java.util..",
                                            "org.jspecify..")
                                    .or(type(IOException.class)))
                    .as("the engine is plain Java and does no I/O")
                    .because(
                            "the world is behind its ports, so that tests can put another one there");

    static final ArchRule ONLY_THE_LOOP_AND_FORECAST_STEP =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.halo.core.forecast..")
                    .and()
                    .doNotHaveFullyQualifiedName("io.halo.engine.ReconcileLoop")
                    .should()
                    .accessTargetWhere(Banned.to("is Cycle.step", Banned::isStep))
                    .as("only ReconcileLoop and forecast call Cycle.step")
                    .because(
                            "one thread owns the world; a second caller would decide on a stale one");

    private CoreRules() {}

    private static Part part(String name) {
        return new Part(name);
    }

    private record Part(String name) {
        ArchRule mayNotSee(String... others) {
            String[] packages =
                    Arrays.stream(others)
                            .map(other -> "io.halo.core." + other + "..")
                            .toArray(String[]::new);
            return noClasses()
                    .that()
                    .resideInAPackage("io.halo.core." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages)
                    .as("core." + name + " does not see " + String.join(", ", others))
                    .because(
                            "view, text and forecast stand on plan, plan on input, input on model");
        }
    }
}
