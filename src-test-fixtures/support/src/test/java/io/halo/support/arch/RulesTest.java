package io.halo.support.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule that catches nothing is worse than none: each is shown a class that breaks it.
class RulesTest {
    private static final String PLAN = "package io.halo.core.plan; public class Plan {}";
    private static final String CYCLE =
            "package io.halo.core; public class Cycle { public static void step() {} }";
    private static final String CHANNEL = "package io.grpc; public class Channel {}";
    private static final String BEAN =
            "package io.halo.manager.adapter.store; public class Rows {}";
    private static final String WIRING = "package io.halo.manager; public class Wiring {}";
    private static final String AUTOWIRED =
            "package org.springframework.beans.factory.annotation; public @interface Autowired {}";

    @TempDir Path folder;

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void planted(ArchRule rule, String body, String[] others) throws IOException {
        String[] sources = Stream.concat(Stream.of(body), Stream.of(others)).toArray(String[]::new);

        assertThat(
                        rule.allowEmptyShould(true)
                                .evaluate(Planted.compile(folder, sources))
                                .hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }

    static Stream<Arguments> planted() {
        return Stream.of(
                breaks(CoreRules.CORE_IS_PLAIN_JAVA, "io.halo.core.x", "java.io.File a;"),
                breaks(
                        CoreRules.CORE_IS_PLAIN_JAVA,
                        "io.halo.core.x",
                        "java.util.concurrent.Executor a;"),
                breaks(
                        CoreRules.CORE_IS_DETERMINISTIC,
                        "io.halo.core.x",
                        "Object a = java.time.Instant.now();"),
                breaks(
                        CoreRules.CORE_IS_DETERMINISTIC,
                        "io.halo.core.x",
                        "long a = System.nanoTime();"),
                breaks(
                        CoreRules.CORE_IS_DETERMINISTIC,
                        "io.halo.core.x",
                        "Object a = new java.util.Random(1);"),
                breaks(
                        CoreRules.CORE_IS_DETERMINISTIC,
                        "io.halo.core.x",
                        "Object a = java.util.UUID.randomUUID();"),
                breaks(
                        CoreRules.CORE_IS_DETERMINISTIC,
                        "io.halo.core.x",
                        "java.util.function.Supplier<?> a = java.time.Instant::now;"),
                breaks(
                        CoreRules.COLLECTIONS_HAVE_AN_ORDER,
                        "io.halo.core.x",
                        "Object a = java.util.Set.of(1, 2);"),
                breaks(
                        CoreRules.COLLECTIONS_HAVE_AN_ORDER,
                        "io.halo.engine",
                        "Object a = new java.util.HashMap<String, String>();"),
                breaks(
                        CoreRules.COLLECTIONS_HAVE_AN_ORDER,
                        "io.halo.core.x",
                        "java.util.function.Supplier<?> a = java.util.HashSet::new;"),
                breaks(
                        CoreRules.COLLECTIONS_HAVE_AN_ORDER,
                        "io.halo.core.x",
                        "Object a = java.util.stream.Collectors.groupingBy(b -> b);"),
                breaks(
                        CoreRules.VALUES_DO_NOT_CHANGE,
                        "io.halo.core.x",
                        "public void change(int a) {}"),
                breaks(
                        CoreRules.MODEL_SEES_NO_OTHER_PART,
                        "io.halo.core.model",
                        "io.halo.core.plan.Plan a;",
                        PLAN),
                breaks(
                        CoreRules.INPUT_SEES_ONLY_MODEL,
                        "io.halo.core.input",
                        "io.halo.core.plan.Plan a;",
                        PLAN),
                breaks(
                        CoreRules.PLAN_SEES_ONLY_INPUT_AND_MODEL,
                        "io.halo.core.plan",
                        "io.halo.core.view.View a;",
                        "package io.halo.core.view; public class View {}"),
                breaks(
                        CoreRules.CORE_DOES_NOT_SEE_ENGINE,
                        "io.halo.core.x",
                        "io.halo.engine.Loop a;",
                        "package io.halo.engine; public class Loop {}"),
                breaks(CoreRules.ENGINE_IS_PLAIN_JAVA, "io.halo.engine", "java.net.Socket a;"),
                breaks(
                        CoreRules.ONLY_THE_LOOP_AND_FORECAST_STEP,
                        "io.halo.engine",
                        "void a() { io.halo.core.Cycle.step(); }",
                        CYCLE),
                breaks(
                        CommonRules.NOBODY_SLEEPS,
                        "io.halo.x",
                        "void a() throws Exception { Thread.sleep(1); }"),
                breaks(
                        CommonRules.NOBODY_SLEEPS,
                        "io.halo.x",
                        "void a() throws Exception { java.util.concurrent.TimeUnit.DAYS.sleep(1); }"),
                breaks(
                        CommonRules.ONLY_PROGRAMS_PRINT,
                        "io.halo.x",
                        "void a() { System.out.println(); }"),
                breaks(
                        CommonRules.ONLY_PROGRAMS_PRINT,
                        "io.halo.x",
                        "void a(Exception e) { e.printStackTrace(); }"),
                breaks(
                        CommonRules.NO_FIELD_INJECTION,
                        "io.halo.x",
                        "@org.springframework.beans.factory.annotation.Autowired String a;",
                        AUTOWIRED),
                breaks(CommonRules.NOTHING_FOR_TESTS_ONLY, "io.halo.x", "class FakeHost {}"),
                breaks(
                        CommonRules.ONLY_PROCESS_STARTS_PROGRAMS,
                        "io.halo.x",
                        "Object a = new ProcessBuilder();"),
                breaks(
                        CommonRules.ONLY_PROCESS_STARTS_PROGRAMS,
                        "io.halo.x",
                        "void a() throws Exception { Runtime.getRuntime().exec(new String[0]); }"),
                breaks(
                        CommonRules.ONLY_ONE_ADAPTER_SPEAKS_GRPC,
                        "io.halo.manager.adapter.web",
                        "io.grpc.Channel a;",
                        CHANNEL),
                breaks(
                        CommonRules.PACKAGES_HAVE_NO_CYCLES,
                        "io.halo.x",
                        "io.halo.y.Y a;",
                        "package io.halo.y; public class Y { io.halo.x.Subject a; }"),
                breaks(
                        ProgramRules.ADAPTERS_DO_NOT_SEE_EACH_OTHER,
                        "io.halo.manager.adapter.web",
                        "io.halo.manager.adapter.store.Rows a;",
                        BEAN),
                breaks(
                        ProgramRules.ADAPTERS_DO_NOT_SEE_THE_WIRING,
                        "io.halo.manager.adapter.web",
                        "io.halo.manager.Wiring a;",
                        WIRING),
                breaks(
                        ProgramRules.COMMANDS_DO_NOT_NEED_SPRING,
                        "io.halo.shell.command",
                        "@org.springframework.beans.factory.annotation.Autowired String a;",
                        AUTOWIRED),
                breaks(
                        ProgramRules.LIBRARIES_ARE_PLAIN_JAVA,
                        "io.halo.config",
                        "@org.springframework.beans.factory.annotation.Autowired String a;",
                        AUTOWIRED));
    }

    @Test
    void whatIsAllowedPasses() throws IOException {
        String core =
                """
                package io.halo.core.x;
                public record Subject(java.util.SortedMap<String, Integer> a) {
                    sealed interface Choice { record One(int n) implements Choice {} }
                    void inherited(java.util.List<String> names) {
                        names.forEach(new java.util.LinkedHashSet<String>()::add);
                    }
                    int simple(Choice c) { return switch (c) { case Choice.One(int n) -> n; }; }
                    Object grouped(java.util.stream.Stream<String> names) {
                        return names.collect(java.util.stream.Collectors.groupingBy(
                                n -> n, java.util.TreeMap::new, java.util.stream.Collectors.counting()));
                    }
                }
                """;
        var classes = Planted.compile(folder, core);

        Stream.of(
                        CoreRules.CORE_IS_PLAIN_JAVA,
                        CoreRules.CORE_IS_DETERMINISTIC,
                        CoreRules.COLLECTIONS_HAVE_AN_ORDER,
                        CoreRules.VALUES_DO_NOT_CHANGE,
                        CommonRules.NOTHING_FOR_TESTS_ONLY)
                .forEach(rule -> rule.check(classes));
    }

    private static Arguments breaks(ArchRule rule, String where, String member, String... others) {
        return arguments(
                rule, "package %s; public class Subject { %s }".formatted(where, member), others);
    }
}
