package io.halo.manager.adapter.web;

import io.halo.core.input.Input;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
import io.halo.core.model.Event;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.Manager;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Timeouts;
import io.halo.core.model.World;
import io.halo.core.view.EventLine;
import io.halo.core.view.StatusView;
import io.halo.engine.EventBell;
import io.halo.engine.History;
import io.halo.engine.LiveOutlook;
import io.halo.engine.LoopHealth;
import io.halo.engine.Mailbox;
import io.halo.engine.ScriptChecks;
import io.halo.engine.Snapshots;
import io.halo.engine.StateStore.Stored;
import io.halo.manager.adapter.metrics.MetricsConfiguration;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The web part of a manager with a fixed picture behind it.
final class TestManager implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-04-28T12:54:34Z");

    volatile World world = world();
    volatile @Nullable String trouble;
    volatile History history = TestManager::find;
    volatile ScriptChecks checks = _ -> Optional.of(List.of());
    final FakeCommands commands = new FakeCommands();
    final EventBell bell = new EventBell();
    final BlockingQueue<String> ports = new LinkedBlockingQueue<>();
    private final ConfigurableApplicationContext context;

    TestManager(Path socket, @Nullable InetSocketAddress http) {
        context =
                new SpringApplicationBuilder(Wiring.class)
                        .logStartupInfo(false)
                        .bannerMode(Banner.Mode.OFF)
                        .initializers(application -> {
                            var beans = application.getBeanFactory();
                            beans.registerSingleton("settings", new WebSettings(socket, http));
                            beans.registerSingleton("inbox", inbox());
                            beans.registerSingleton("watcher", new Ports(ports));
                            beans.registerSingleton(
                                    "snapshots",
                                    (Snapshots) () -> StatusView.of(world, NOW, events()));
                            beans.registerSingleton(
                                    "history", (History) query -> history.find(query));
                            beans.registerSingleton("commands", commands);
                            beans.registerSingleton("eventBell", bell);
                            beans.registerSingleton(
                                    "outlook", new LiveOutlook(() -> world, () -> NOW));
                            beans.registerSingleton(
                                    "scriptChecks",
                                    (ScriptChecks) patience -> checks.check(patience));
                            beans.registerSingleton(
                                    "loop", (LoopHealth) () -> Optional.ofNullable(trouble));
                        })
                        .run();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    Tomcat tomcat() {
        return ((TomcatWebServer) ((WebServerApplicationContext) context).getWebServer())
                .getTomcat();
    }

    @Override
    public void close() {
        context.close();
    }

    private static Mailbox inbox() {
        var inbox = new Mailbox();
        inbox.put(new Input.StoreWorks());
        return inbox;
    }

    private static List<EventLine> events() {
        return List.of(
                EventLine.of(7, NOW, Event.of(Event.Kind.FENCE_FAILED, "mds01", "no \"power\"\n")));
    }

    private static List<Stored> find(History.Query query) {
        return List.of(
                new Stored(
                        query.after() + 1,
                        NOW,
                        Event.of(Event.Kind.START, query.limit(), query.toString())));
    }

    static World world() {
        var hosts = new LinkedHashMap<HostId, HostSpec>();
        List<DeviceId> devices = List.of(new DeviceId("ipmi"));
        for (String name : List.of("mds00", "mds01")) {
            hosts.put(
                    new HostId(name),
                    new HostSpec(new HostId(name), name + ":8000", devices, false));
            devices = List.of();
        }
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("pool", "tank");
        parameters.put("password", "geheim");
        var root = new ResourceId("tank");
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        resources.put(
                root,
                new ResourceSpec(
                        root,
                        "heartbeat/ZFS",
                        parameters,
                        List.of(),
                        Timeouts.DEFAULT,
                        null,
                        false));
        GroupSpec group =
                GroupSpec.of(
                        root,
                        new HostId("mds00"),
                        List.of(new HostId("mds01")),
                        FailurePolicy.DEFAULT,
                        resources);
        var groups = new LinkedHashMap<io.halo.core.model.GroupId, GroupSpec>();
        groups.put(group.id(), group);
        var spec =
                new ClusterSpec(
                        "halo",
                        ClusterSpec.DEFAULT_DEAD_AFTER,
                        ClusterSpec.DEFAULT_MONITOR_INTERVAL,
                        Fencing.DEFAULT,
                        hosts,
                        resources,
                        groups);
        var manager = new Manager(Manager.Mode.MANAGE, false, 3, "me", NOW, null, null, null);
        return World.unknown(spec, manager, NOW);
    }

    @EnableAutoConfiguration
    @Import({WebConfiguration.class, MetricsConfiguration.class})
    static class Wiring {}

    private record Ports(BlockingQueue<String> heard) implements HttpPortWatcher {
        @Override
        public void listening(InetSocketAddress address) {
            heard.add("" + address.getPort());
        }

        @Override
        public void failed(InetSocketAddress wanted, String why) {
            heard.add(why);
        }
    }
}
