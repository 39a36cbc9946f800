package io.halo.bench;

import io.halo.core.view.ClusterStatus;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a whole turn of the loop costs in a cluster that is well: the step, its records, the log,
/// the measurements; and with the picture for a reader.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LoopBenchmark {
    /// After a turn with one of these the World is as before, so that turns can be repeated.
    @Param({"NOTHING", "HEARTBEAT"})
    public Situation situation = Situation.NOTHING;

    @Param({"10", "100", "1000"})
    public int hosts;

    private Seat seat = new Seat(Situation.NOTHING.in(2));

    @Setup
    public void prepare() {
        seat = new Seat(situation.in(hosts));
    }

    @Benchmark
    public void turn() {
        seat.turn();
    }

    @Benchmark
    public ClusterStatus turnAndPicture() {
        seat.turn();
        return seat.picture();
    }
}
