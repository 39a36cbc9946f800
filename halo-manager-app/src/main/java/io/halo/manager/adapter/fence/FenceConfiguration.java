package io.halo.manager.adapter.fence;

import io.halo.config.FenceDevices;
import io.halo.engine.Fencer;
import io.halo.engine.Inbox;
import io.halo.engine.MonotonicClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The fencer over the configured devices.
@Configuration(proxyBeanMethods = false)
public class FenceConfiguration {
    @Bean
    Fencer fencer(FenceDevices devices, Inbox inbox, MonotonicClock clock, DeviceNotices notices) {
        return new ProgramFencer(devices.levels(), inbox, clock, notices);
    }
}
