package io.halo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.plant.Hunters;
import io.halo.support.plant.PlantedFault;
import io.halo.support.plant.PlantedFaults;
import io.halo.support.plant.PlantingLoader;
import io.halo.support.plant.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The judges can be relied on: a law whose check is taken out is broken before their eyes. All of
/// them, and how long each takes: `plant`.
class PlantedFaultsTest {
    /// Those that a few seeds show; the others take a minute each.
    private static final List<String> SOON =
            List.of(
                    "nobody asked",
                    "not recorded",
                    "device not proven",
                    "bystanders forgotten",
                    "silent",
                    "reason",
                    "unmanaged acted on",
                    "out of service",
                    "no preflight",
                    "no phase for a host that is not clear",
                    "no phase for a leftover",
                    "intents not kept");

    private static final long SEEDS = 60;

    private static final List<String> SOON_IN_SMALL =
            List.of(
                    "not recorded",
                    "no phase for a host that is not clear",
                    "no phase for a leftover");

    private static final long STATES = 200_000;

    @TestFactory
    Stream<DynamicTest> everyCheckThatIsTakenOutExists() {
        return PlantedFaults.ALL.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> loads(fault)));
    }

    private static void loads(PlantedFault fault) throws ClassNotFoundException {
        var loader = new PlantingLoader(fault);
        for (Target target : fault.targets()) {
            Class<?> type = loader.loadClass(target.type());
            assertThat(type.getClassLoader()).isSameAs(loader);
            // Verifies the planted code.
            assertThat(type.getDeclaredMethods()).isNotEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> theSimulatorFindsIt() {
        return PlantedFaults.ALL.stream()
                .filter(fault -> SOON.contains(fault.name()))
                .map(fault ->
                        DynamicTest.dynamicTest(
                                fault.toString(),
                                () -> assertThat(Hunters.simulator(fault, SEEDS)).isPositive()));
    }

    @TestFactory
    Stream<DynamicTest> theExplorerFindsIt() {
        return PlantedFaults.ALL.stream()
                .filter(fault -> SOON_IN_SMALL.contains(fault.name()))
                .map(fault ->
                        DynamicTest.dynamicTest(
                                fault.toString(),
                                () ->
                                        assertThat(Hunters.explorer(fault, 3, STATES, 100, 600))
                                                .isPositive()));
    }

    /// What a hunter finds where nothing is planted would be found for every fault.
    @Test
    void withoutAFaultNothingIsFound() {
        var none = new PlantedFault("none", "nothing", "nothing", "", List.of());
        assertThat(Hunters.simulator(none, SEEDS)).isNegative();
        assertThat(Hunters.explorer(none, 3, STATES / 4, 100, 600)).isNegative();
    }
}
