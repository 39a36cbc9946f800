package io.halo.manager.adapter.web;

import io.halo.engine.Commands;
import io.halo.engine.EventBell;
import io.halo.engine.History;
import io.halo.engine.LoopHealth;
import io.halo.engine.Operations;
import io.halo.engine.Outlook;
import io.halo.engine.ScriptChecks;
import io.halo.engine.Snapshots;
import java.net.InetSocketAddress;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/// Needs from whoever wires the manager: [WebSettings], [HttpPortWatcher], [Snapshots], [History],
/// [EventBell], [Commands], [Operations], [Outlook], [ScriptChecks] and [LoopHealth].
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:io/halo/manager/adapter/web/web.properties")
public class WebConfiguration {
    @Bean
    UnixSocket unixSocket(WebSettings settings) {
        return new UnixSocket(settings.socket());
    }

    @Bean
    ApplicationListener<ServletWebServerInitializedEvent> tcpPort(
            WebSettings settings, HttpPortWatcher watcher) {
        InetSocketAddress http = settings.http();
        return http == null ? _ -> {} : new TcpPort(http, watcher);
    }

    @Bean
    StatusController statusController(Snapshots snapshots) {
        return new StatusController(snapshots);
    }

    @Bean
    EventsController eventsController(History history) {
        return new EventsController(history);
    }

    @Bean
    EventStreamController eventStreamController(
            History history, EventBell bell, LongCalls longCalls) {
        return new EventStreamController(history, bell, longCalls);
    }

    @Bean
    LongCalls longCalls() {
        return new LongCalls();
    }

    @Bean
    Waiters waiters(Operations operations, LongCalls longCalls) {
        return new Waiters(operations, longCalls);
    }

    @Bean
    Asking asking(Commands commands, Waiters waiters, Outlook outlook, LongCalls longCalls) {
        return new Asking(commands, waiters, outlook, new Peers(), longCalls);
    }

    @Bean
    OperationsController operationsController(Operations operations, Waiters waiters) {
        return new OperationsController(operations, waiters);
    }

    @Bean
    GroupController groupController(Asking asking, Snapshots snapshots) {
        return new GroupController(asking, snapshots);
    }

    @Bean
    HostController hostController(Asking asking, Snapshots snapshots) {
        return new HostController(asking, snapshots);
    }

    @Bean
    ClusterController clusterController(Asking asking, Snapshots snapshots) {
        return new ClusterController(asking, snapshots);
    }

    @Bean
    OutlookController outlookController(Outlook outlook, Asking asking) {
        return new OutlookController(outlook, asking);
    }

    @Bean
    CheckController checkController(ScriptChecks scripts, LongCalls longCalls) {
        return new CheckController(scripts, longCalls);
    }

    @Bean
    ApiController apiController() {
        return new ApiController();
    }

    @Bean
    ParameterCheck parameterCheck() {
        return new ParameterCheck();
    }

    @Bean
    ErrorAdvice errorAdvice() {
        return new ErrorAdvice();
    }

    @Bean
    EmptyErrors emptyErrors() {
        return new EmptyErrors();
    }

    @Bean
    ErrorPage errorPage() {
        return new ErrorPage();
    }

    @Bean
    LoopHealthIndicator loopHealthIndicator(LoopHealth loop) {
        return new LoopHealthIndicator(loop);
    }
}
