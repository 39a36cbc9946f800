package io.halo.bench;

import io.halo.core.Step;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What one step of the core costs. The same step again and again: it is a function of values.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {
    @Param public Situation situation = Situation.NOTHING;

    @Param({"10", "100", "1000"})
    public int hosts;

    private Turn turn = Situation.NOTHING.in(2);

    @Setup
    public void prepare() {
        turn = situation.in(hosts);
    }

    @Benchmark
    public Step step() {
        return turn.step();
    }
}
