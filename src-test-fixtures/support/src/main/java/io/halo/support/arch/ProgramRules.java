package io.halo.support.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/// The rules of the programs and of the libraries they are made of.
final class ProgramRules {
    private static final String ADAPTERS = "io.halo.manager.adapter..";

    static final ArchRule ADAPTERS_DO_NOT_SEE_EACH_OTHER =
            slices().matching("io.halo.manager.adapter.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .as("adapters do not see each other")
                    .because(
                            "they meet in the engine only, so each can be read and replaced alone");

    static final ArchRule ADAPTERS_DO_NOT_SEE_THE_WIRING =
            noClasses()
                    .that()
                    .resideInAPackage(ADAPTERS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.halo.manager", "io.halo.manager.app..")
                    .as("adapters do not see the program that wires them")
                    .because("the direction is app, adapter, engine, core");

    static final ArchRule COMMANDS_DO_NOT_NEED_SPRING =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.halo.shell.client..",
                            "io.halo.shell.command..",
                            "io.halo.shell.render..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework..")
                    .as("commands, client and rendering do not need Spring")
                    .because("one command from the shell must not pay for a context");

    static final ArchRule LIBRARIES_ARE_PLAIN_JAVA =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "org.slf4j..")
                    .as("libraries need no framework")
                    .because("the console uses them without one");

    private ProgramRules() {}
}
