package io.halo.manager.adapter.metrics;

import io.halo.core.model.Event;
import io.halo.core.model.HostId;
import io.halo.engine.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Counts and times what happens.
final class MicrometerTelemetry implements Telemetry {
    private static final Duration[] CYCLE_BUCKETS = millis(1, 5, 20, 100, 1_000);
    private static final Duration[] WORK_BUCKETS = millis(100, 1_000, 5_000, 30_000, 300_000);

    private final Timer cycle;
    private final Timer failover;
    private final Meter.MeterProvider<Timer> operations;
    private final Meter.MeterProvider<Timer> fences;
    private final Map<Event.Kind, Counter> events = new EnumMap<>(Event.Kind.class);

    MicrometerTelemetry(MeterRegistry registry) {
        cycle =
                Timer.builder("halo.cycle")
                        .description("One turn of the loop: fold, plan, write, dispatch")
                        .serviceLevelObjectives(CYCLE_BUCKETS)
                        .register(registry);
        failover =
                Timer.builder("halo.failover")
                        .description(
                                "From the last sign of a lost host until a group of it runs elsewhere")
                        .serviceLevelObjectives(WORK_BUCKETS)
                        .register(registry);
        operations =
                Timer.builder("halo.operation")
                        .description("Starts, stops and monitors of resources")
                        .serviceLevelObjectives(WORK_BUCKETS)
                        .withRegistry(registry);
        fences =
                Timer.builder("halo.fence")
                        .description("Attempts to power a host off")
                        .serviceLevelObjectives(WORK_BUCKETS)
                        .withRegistry(registry);
        for (Event.Kind kind : Event.Kind.values()) {
            Counter counter =
                    Counter.builder("halo.events")
                            .description("Events written")
                            .tag("kind", kind.title())
                            .register(registry);
            events.put(kind, counter);
        }
    }

    @Override
    public void cycle(Duration took) {
        cycle.record(took);
    }

    @Override
    public void operation(String op, String kind, Ending ending, Duration took) {
        operations.withTags("op", op, "kind", kind, "outcome", title(ending)).record(took);
    }

    @Override
    public void fence(HostId host, Ending ending, Duration took) {
        fences.withTags("host", host.value(), "result", title(ending)).record(took);
    }

    @Override
    public void failover(Duration took) {
        failover.record(took);
    }

    @Override
    public void event(Event.Kind kind) {
        Counter counter = events.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    private static String title(Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] millis(long... values) {
        var durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }
}
