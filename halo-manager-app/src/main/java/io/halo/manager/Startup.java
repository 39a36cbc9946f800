package io.halo.manager;

import io.halo.config.LoadedConfig;
import io.halo.core.model.ClusterSpec;
import io.halo.engine.MonotonicClock;
import io.halo.manager.adapter.agent.AgentProperties;
import io.halo.manager.adapter.store.SqliteStateStore;
import io.halo.manager.adapter.web.WebSettings;
import org.springframework.context.ConfigurableApplicationContext;

/// What the manager has read before its context is made. It joins the context as beans: values, not
/// things to be configured.
///
/// @param config as the file says; `--sleep-time` is not in it yet
record Startup(ManagerOptions options, LoadedConfig config, SqliteStateStore store) {

    void register(ConfigurableApplicationContext context) {
        ManagerOptions.Tls tls = options.tls();
        add(context, "managerOptions", options);
        add(context, "clusterSpec", cluster());
        add(context, "agentEndpoints", config.endpoints());
        add(context, "fenceDevices", config.fences());
        add(context, "stateStore", store);
        add(context, "monotonicClock", MonotonicClock.startingNow());
        add(context, "webSettings", new WebSettings(options.socket(), options.http()));
        add(
                context,
                "agentProperties",
                new AgentProperties(options.mtls(), tls.ca(), tls.certificate(), tls.key()));
    }

    private ClusterSpec cluster() {
        return options.sleepTime() == null
                ? config.cluster()
                : config.cluster().withMonitorInterval(options.sleepTime());
    }

    /// As a singleton: nothing about it can be decided when the program is built.
    private static void add(ConfigurableApplicationContext context, String name, Object value) {
        context.getBeanFactory().registerSingleton(name, value);
    }
}
