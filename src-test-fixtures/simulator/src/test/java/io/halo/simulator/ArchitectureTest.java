package io.halo.simulator;

import io.halo.support.arch.HaloArchitecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> architecture() {
        return HaloArchitecture.fixtures();
    }
}
