package io.halo.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.plant.Hunters;
import io.halo.support.plant.PlantedFault;
import io.halo.support.plant.PlantedFaults;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The scenarios defend every law: one whose check is taken out is broken in one of them.
class PlantedFaultsTest {
    @TestFactory
    Stream<DynamicTest> aScenarioFails() {
        return PlantedFaults.ALL.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> fails(fault)));
    }

    private static void fails(PlantedFault fault) {
        assertThat(Hunters.scenarios(fault, ScenarioTest.FOLDER, 1)).isNotEmpty();
    }
}
