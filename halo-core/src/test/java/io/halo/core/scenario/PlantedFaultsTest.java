package io.halo.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.plant.Hunters;
import io.halo.support.plant.PlantedFault;
import io.halo.support.plant.PlantedFaults;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The scenarios defend every law: one whose check is taken out is broken in one of them.
class PlantedFaultsTest {
    @TestFactory
    Stream<DynamicTest> itsScenarioFails() {
        return PlantedFaults.ALL.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> fails(fault)));
    }

    private static void fails(PlantedFault fault) {
        Path file = ScenarioTest.FOLDER.resolve(fault.scenario() + ".txt");
        assertThat(Hunters.scenario(fault, file)).isTrue();
    }

    /// A loader that plants nothing changes nothing.
    @Test
    void withoutAFaultTheyAllPass() {
        for (PlantedFault fault : PlantedFaults.ALL) {
            var none =
                    new PlantedFault(
                            fault.law(), "nothing", "nothing", fault.scenario(), List.of());
            Path file = ScenarioTest.FOLDER.resolve(fault.scenario() + ".txt");
            assertThat(Hunters.scenario(none, file)).as(fault.scenario()).isFalse();
        }
    }
}
