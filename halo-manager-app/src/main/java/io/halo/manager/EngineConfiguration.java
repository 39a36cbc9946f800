package io.halo.manager;

import io.halo.config.AgentEndpoints;
import io.halo.core.model.ClusterSpec;
import io.halo.engine.AgentGateway;
import io.halo.engine.CommandCounter;
import io.halo.engine.EventBell;
import io.halo.engine.Fencer;
import io.halo.engine.LiveOutlook;
import io.halo.engine.LoopHealth;
import io.halo.engine.Mailbox;
import io.halo.engine.MonotonicClock;
import io.halo.engine.PublishedStatus;
import io.halo.engine.Telemetry;
import io.halo.manager.adapter.store.SqliteStateStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the engine together.
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    @Bean
    Mailbox inbox() {
        return new Mailbox();
    }

    /// Hears of the TCP port, too.
    @Bean
    Notices notices(AgentEndpoints endpoints, ManagerOptions options) {
        var notices = new Notices();
        notices.add(PlainAgents.findings(endpoints, options.mtls()));
        return notices;
    }

    /// Its picture of the cluster, for those who only read.
    @Bean
    Blackboard blackboard(
            ClusterSpec spec,
            ManagerOptions options,
            SqliteStateStore store,
            MonotonicClock clock,
            Notices notices) {
        return Blackboard.restore(spec, options, store, clock, notices);
    }

    /// The picture of the cluster, and what became of commands: one object, one bean, so that each
    /// of its ports is found.
    @Bean
    PublishedStatus published(Blackboard blackboard) {
        return blackboard.published();
    }

    @Bean
    LiveOutlook outlook(PublishedStatus published, MonotonicClock clock) {
        return new LiveOutlook(published::newest, clock::now);
    }

    /// Wakes those who follow the events.
    @Bean
    EventBell eventBell(SqliteStateStore store) {
        return store.bell();
    }

    @Bean
    CommandCounter commands(Mailbox inbox) {
        return new CommandCounter(inbox);
    }

    @Bean
    Engine engine(
            Blackboard blackboard,
            Mailbox inbox,
            CommandCounter answers,
            SqliteStateStore store,
            AgentGateway agents,
            Fencer fencer,
            MonotonicClock clock,
            Telemetry telemetry) {
        return new Engine(blackboard, inbox, answers, store, agents, fencer, clock, telemetry);
    }

    /// Asks the engine late: metrics want to know of the loop before the loop can report to them.
    @Bean
    LoopHealth loopHealth(ObjectProvider<Engine> engine) {
        return () -> engine.getObject().trouble();
    }

    @Bean
    StoreSpace storeSpace(ManagerOptions options, Notices notices) {
        return new StoreSpace(options.statefile(), StoreSpace.Disk.ofTheSystem(), notices::space);
    }

    /// The API answers before the first server is asked anything.
    @Bean
    ApplicationRunner startEngine(Engine engine, StoreSpace space, ManagerOptions options) {
        return _ -> {
            space.start(StoreSpace.PERIOD);
            engine.start(options.socket());
        };
    }
}
