package io.halo.shell.interactive;

import io.halo.shell.command.Commands;
import io.halo.shell.spec.GlobalOptions;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// Starts Spring Shell with the console's commands.
public final class InteractiveSession {
    private InteractiveSession() {}

    /// Runs until the operator leaves.
    ///
    /// @return the program's exit status
    public static int run(Commands commands, GlobalOptions globals) {
        // Spring Boot would read application.properties from whatever directory the operator is in.
        System.setProperty("spring.config.location", "optional:classpath:/halo-session/");
        SpringApplication application = new SpringApplication(SessionConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(true);
        application.setAddCommandLineProperties(false);
        application.setDefaultProperties(
                Map.of(
                        "spring.main.lazy-initialization", "true",
                        "logging.level.root", "error",
                        "spring.shell.history.name", HistoryDirectory.FILE_NAME,
                        "spring.shell.command.help.enabled", "false",
                        "spring.shell.command.version.enabled", "false",
                        "spring.shell.command.history.enabled", "false",
                        "spring.shell.command.script.enabled", "false",
                        "spring.shell.command.clear.enabled", "false"));
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(Commands.class, () -> commands);
            beans.registerBean(GlobalOptions.class, () -> globals);
        });
        try (ConfigurableApplicationContext context = application.run()) {
            return context.getBean(SessionLoop.class).exitStatus();
        }
    }
}
