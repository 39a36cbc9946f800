package io.halo.manager.adapter.web;

import io.halo.engine.LoopHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the manager itself works. A degraded cluster is no reason to restart its manager.
final class LoopHealthIndicator implements HealthIndicator {
    private final LoopHealth loop;

    LoopHealthIndicator(LoopHealth loop) {
        this.loop = loop;
    }

    @Override
    public Health health() {
        return loop.trouble()
                .map(why -> Health.down().withDetail("reason", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
