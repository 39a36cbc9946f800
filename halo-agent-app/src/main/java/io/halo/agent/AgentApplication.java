package io.halo.agent;

import io.halo.agent.operation.StateDamagedException;
import io.halo.agent.tls.TlsUnusableException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/// The program `halo-agent`.
public final class AgentApplication {
    static final String HELP =
            """
            halo-agent [OPTION...]: runs OCF scripts on this server for halo-manager
              --network CIDR    listen on the first local address inside it (HALO_NET, 192.168.1.0/24)
              --port N          0: any (HALO_PORT, 8000)
              --ocf-root DIR    scripts are in DIR/resource.d (OCF_ROOT, /usr/lib/ocf)
              --state-dir DIR   what is remembered (HALO_AGENT_STATE, /var/lib/halo-agent/PORT)
              --mtls            mutual TLS with HALO_CA_CERT, HALO_SERVER_CERT and HALO_SERVER_KEY
              --test-id ID      one of several agents of a test cluster (HALO_TEST_DIRECTORY)
              --verbose, --version, --help

            Examples:
              halo-agent --network 10.1.0.0/16                   on a server whose manager reaches it there
              halo-agent --network 10.1.0.0/16 --mtls            let in nobody but a manager that proves who it is
              halo-agent --network 127.0.0.0/8 --port 8005 --test-id mds00

            Exit status: 0 ended as told; 1 may work in a while; 2 wrong usage; 64 a file that somebody must mend.
            """;

    private static final Logger LOG = LoggerFactory.getLogger(AgentApplication.class);

    private AgentApplication() {}

    /// Runs until it is told to end.
    public static void main(String[] arguments) {
        var environment = new LinkedHashMap<>(System.getenv());
        try {
            var given = new Arguments(List.of(arguments), environment);
            if (given.has("--help")) {
                System.out.print(HELP);
            } else if (given.has("--version")) {
                System.out.println("halo-agent " + version());
            } else {
                run(given, environment);
            }
        } catch (UsageException e) {
            exit(ExitStatus.USAGE, String.valueOf(e.getMessage()) + " (try --help)");
        } catch (StartFailedException e) {
            exit(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private static void run(Arguments given, Map<String, String> environment) {
        var test = TestOptions.from(given);
        test.writePid();
        var settings = AgentSettings.from(given, test, environment, UUID.randomUUID().toString());
        var context = start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context), "stop"));
        System.out.println(
                greeting(settings, context.getBean(GrpcServerLifecycle.class).getPort()));
        if (settings.openToTheNetwork()) {
            LOG.warn(
                    "without TLS: whoever reaches {} can start and stop services of this server; see --mtls",
                    settings.address().getHostAddress());
        }
    }

    private static ConfigurableApplicationContext start(AgentSettings settings) {
        var application = new SpringApplication(AgentConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setAddCommandLineProperties(false);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("agentSettings", settings);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("options", settings.springProperties()));
        });
        try {
            return application.run();
        } catch (RuntimeException e) {
            throw explain(e, settings);
        }
    }

    /// The program ends in good order when it is told to. Scripts are left alone: they are not its
    /// to end.
    private static void stop(ConfigurableApplicationContext context) {
        context.close();
        Runtime.getRuntime().halt(ExitStatus.DONE.number());
    }

    /// One line instead of the stack trace of a framework, where we know what has happened.
    private static RuntimeException explain(RuntimeException failure, AgentSettings settings) {
        var causes =
                Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        for (var cause : causes) {
            if (cause instanceof StateDamagedException damaged) {
                return new StartFailedException(
                        ExitStatus.CONFIGURATION, String.valueOf(damaged.getMessage()));
            }
            if (cause instanceof TlsUnusableException unusable) {
                return new StartFailedException(
                        ExitStatus.CONFIGURATION, "--mtls: " + unusable.getMessage());
            }
            if (cause instanceof BindException bind) {
                String where = text(settings.address(), settings.port());
                return new StartFailedException(
                        ExitStatus.FAILED, "cannot listen on " + where + ": " + bind.getMessage());
            }
        }
        var root = causes.getLast();
        return root instanceof IOException
                ? new StartFailedException(ExitStatus.FAILED, String.valueOf(root.getMessage()))
                : failure;
    }

    private static String greeting(AgentSettings settings, int port) {
        String name = settings.test().isTest() ? " " + settings.test().id() : "";
        return "halo-agent%s listening on %s instance %s"
                .formatted(name, text(settings.address(), port), settings.instance());
    }

    private static String text(InetAddress address, int port) {
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String version() {
        return Optional.ofNullable(AgentApplication.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    private static void exit(ExitStatus status, String line) {
        System.err.println("halo-agent: " + line);
        System.exit(status.number());
    }
}
