package io.halo.manager;

import io.halo.config.ConfigLoader;
import io.halo.config.ConfigResult;
import io.halo.config.LoadedConfig;
import io.halo.manager.adapter.agent.AgentConfiguration;
import io.halo.manager.adapter.fence.FenceConfiguration;
import io.halo.manager.adapter.metrics.MetricsConfiguration;
import io.halo.manager.adapter.store.Repair;
import io.halo.manager.adapter.store.SqliteStateStore;
import io.halo.manager.adapter.store.StateStoreException;
import io.halo.manager.adapter.store.Takeover;
import io.halo.manager.adapter.web.SocketPathException;
import io.halo.manager.adapter.web.WebConfiguration;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The manager. Reads its command line, its configuration and its state before anything else is
/// started: with any of them bad it says so and ends, having disturbed nothing.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    EngineConfiguration.class,
    AgentConfiguration.class,
    FenceConfiguration.class,
    WebConfiguration.class,
    MetricsConfiguration.class
})
public class ManagerApplication {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /// systemd does not restart the manager after that: a restart would not help (sysexits.h,
    /// EX_USAGE).
    private static final int BAD_INPUT = 64;

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        switch (CommandLine.parse(List.of(arguments), System.getenv(), version())) {
            case CommandLine.Parsed.Tell(String text) -> out.print(text);
            case CommandLine.Parsed.Wrong(String message) -> {
                err.println("halo-manager: " + message);
                System.exit(USAGE);
            }
            case CommandLine.Parsed.Run(ManagerOptions options) ->
                    config(options, err).ifPresent(config -> run(options, config, err));
            case CommandLine.Parsed.Repair(ManagerOptions options) ->
                    config(options, err).ifPresent(config -> repair(options, config, out, err));
            case CommandLine.Parsed.Import(ManagerOptions options, Path old) ->
                    config(options, err)
                            .ifPresent(config -> takeOver(options, old, config, out, err));
        }
    }

    /// Empty if it cannot be used; then that was told, and the process ends.
    private static Optional<LoadedConfig> config(ManagerOptions options, PrintStream err) {
        ConfigResult result = ConfigLoader.load(options.config());
        result.problems().forEach(err::println);
        return switch (result) {
            case ConfigResult.Rejected rejected -> {
                long errors =
                        rejected.problems().stream()
                                .filter(problem -> problem.toString().contains(": error: "))
                                .count();
                err.println(
                        "halo-manager: "
                                + options.config()
                                + " cannot be used: "
                                + errors
                                + " errors");
                System.exit(BAD_INPUT);
                yield Optional.empty();
            }
            case ConfigResult.Loaded loaded -> Optional.of(loaded.config());
        };
    }

    private static void repair(
            ManagerOptions options, LoadedConfig config, PrintStream out, PrintStream err) {
        try {
            Repair.Report report = Repair.run(options.statefile(), config.cluster(), Instant.now());
            StateText.of(options.statefile(), report).forEach(out::println);
        } catch (RuntimeException failure) {
            fail(failure, "the state file cannot be made: ", err);
        }
    }

    private static void takeOver(
            ManagerOptions options,
            Path old,
            LoadedConfig config,
            PrintStream out,
            PrintStream err) {
        try {
            ZoneId zone = ZoneId.systemDefault();
            Takeover.Report report =
                    Takeover.run(options.statefile(), old, config.cluster(), zone, Instant.now());
            StateText.of(options.statefile(), old, zone, report).forEach(out::println);
        } catch (RuntimeException failure) {
            fail(failure, "the state file cannot be made: ", err);
        }
    }

    private static void run(ManagerOptions options, LoadedConfig config, PrintStream err) {
        try {
            start(new Startup(options, config, SqliteStateStore.open(options.statefile())));
        } catch (SpringApplication.AbandonedRunException buildTime) {
            throw buildTime;
        } catch (RuntimeException failure) {
            fail(failure, "cannot start: ", err);
        }
    }

    /// Ends the process.
    private static void fail(RuntimeException failure, String what, PrintStream err) {
        Optional<String> input = badInput(failure);
        if (input.isEmpty()) {
            LoggerFactory.getLogger(ManagerApplication.class).error("bug at start", failure);
        }
        err.println("halo-manager: " + input.orElseGet(() -> what + failure));
        System.exit(input.isPresent() ? BAD_INPUT : FAILED);
    }

    static ConfigurableApplicationContext start(Startup startup) {
        var application = new SpringApplication(ManagerApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setAddCommandLineProperties(false);
        application.setLogStartupInfo(false);
        application.addInitializers(startup::register);
        if (startup.options().verbose()) {
            application.setDefaultProperties(Map.of("logging.level.io.halo", "debug"));
        }
        return application.run();
    }

    /// A file or socket that we were given and cannot use: the operator's to mend, in one sentence.
    private static Optional<String> badInput(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof StateStoreException
                    || at instanceof SocketPathException
                    || at instanceof UncheckedIOException) {
                return Optional.ofNullable(at.getMessage());
            }
        }
        return Optional.empty();
    }

    static String version() {
        String version = ManagerApplication.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
