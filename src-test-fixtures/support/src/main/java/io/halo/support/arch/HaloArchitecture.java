package io.halo.support.arch;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The rules that each module has to keep; the one place to look them up.
///
/// A method stands for a module and is called from that module's own test, with the module's folder
/// as the working directory, as Maven does it.
public final class HaloArchitecture {
    private HaloArchitecture() {}

    /// `halo-core`: the decision core and the engine.
    public static Stream<DynamicTest> core() {
        return module(
                CommonRules.PACKAGES_HAVE_NO_CYCLES,
                CoreRules.CORE_IS_PLAIN_JAVA,
                CoreRules.ONLY_TEXT_REFLECTS,
                CoreRules.CORE_IS_DETERMINISTIC,
                CoreRules.COLLECTIONS_HAVE_AN_ORDER,
                CoreRules.VALUES_DO_NOT_CHANGE,
                CoreRules.MODEL_SEES_NO_OTHER_PART,
                CoreRules.INPUT_SEES_ONLY_MODEL,
                CoreRules.PLAN_SEES_ONLY_INPUT_AND_MODEL,
                CoreRules.CORE_DOES_NOT_SEE_ENGINE,
                CoreRules.ENGINE_IS_PLAIN_JAVA,
                CoreRules.ONLY_THE_LOOP_AND_FORECAST_STEP);
    }

    public static Stream<DynamicTest> process() {
        return module(CommonRules.PACKAGES_HAVE_NO_CYCLES);
    }

    public static Stream<DynamicTest> fence() {
        return module(CommonRules.PACKAGES_HAVE_NO_CYCLES, ProgramRules.LIBRARIES_ARE_PLAIN_JAVA);
    }

    public static Stream<DynamicTest> config() {
        return module(CommonRules.PACKAGES_HAVE_NO_CYCLES, ProgramRules.LIBRARIES_ARE_PLAIN_JAVA);
    }

    public static Stream<DynamicTest> agent() {
        return module(CommonRules.PACKAGES_HAVE_NO_CYCLES);
    }

    public static Stream<DynamicTest> manager() {
        return module(
                CommonRules.PACKAGES_HAVE_NO_CYCLES,
                ProgramRules.ADAPTERS_DO_NOT_SEE_EACH_OTHER,
                ProgramRules.ADAPTERS_DO_NOT_SEE_THE_WIRING,
                CoreRules.ONLY_THE_LOOP_AND_FORECAST_STEP);
    }

    public static Stream<DynamicTest> shell() {
        return module(
                CommonRules.PACKAGES_HAVE_NO_CYCLES, ProgramRules.COMMANDS_DO_NOT_NEED_SPRING);
    }

    /// A module below `src-test-fixtures`: only what holds everywhere.
    public static Stream<DynamicTest> fixtures() {
        return new ModuleCheck().tests(CommonRules.EVERYWHERE.stream());
    }

    private static Stream<DynamicTest> module(ArchRule... own) {
        Stream<ArchRule> common =
                Stream.concat(CommonRules.EVERYWHERE.stream(), CommonRules.PRODUCTION.stream());
        return new ModuleCheck().tests(Stream.concat(common, Arrays.stream(own)));
    }
}
