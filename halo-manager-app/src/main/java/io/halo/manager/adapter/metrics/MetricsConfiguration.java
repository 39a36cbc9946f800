package io.halo.manager.adapter.metrics;

import io.halo.engine.Mailbox;
import io.halo.engine.Snapshots;
import io.halo.engine.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Needs from whoever wires the manager: [Snapshots] and [Mailbox]. Offers [Telemetry] to the
/// engine.
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {
    @Bean
    Telemetry telemetry(MeterRegistry registry) {
        return new MicrometerTelemetry(registry);
    }

    /// Ours, so that the gauges of the cluster can join what Spring Boot registers.
    @Bean
    PrometheusRegistry prometheusRegistry(Snapshots snapshots, Mailbox inbox) {
        var registry = new PrometheusRegistry();
        registry.register(new ClusterMetrics(snapshots, inbox));
        return registry;
    }
}
