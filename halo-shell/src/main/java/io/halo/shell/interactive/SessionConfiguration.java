package io.halo.shell.interactive;

import io.halo.shell.command.Commands;
import io.halo.shell.spec.GlobalOptions;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.shell.core.autoconfigure.SpringShellAutoConfiguration;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.config.UserConfigPathProvider;
import org.springframework.shell.jline.CommandCompleter;
import org.springframework.shell.jline.CommandHighlighter;
import org.springframework.shell.jline.JLineInputProvider;
import org.springframework.shell.jline.PromptProvider;

/// The beans of Spring Shell that are ours.
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(SpringShellAutoConfiguration.class)
class SessionConfiguration {
    @Bean
    CommandRegistry commandRegistry(Commands commands, GlobalOptions globals, Terminal terminal) {
        CommandRegistry registry = new CommandRegistry();
        SessionConsole console = new SessionConsole(terminal);
        commands.specs()
                .forEach(spec ->
                        registry.registerCommand(
                                new SpecCommand(spec, commands, globals, console)));
        return registry;
    }

    @Bean
    SessionParser commandParser(Commands commands, GlobalOptions globals) {
        return new SessionParser(commands, globals);
    }

    @Bean
    LiveCluster liveCluster(GlobalOptions globals) {
        return new LiveCluster(globals.socket());
    }

    @Bean
    PromptProvider promptProvider(LiveCluster cluster) {
        return new VerdictPrompt(cluster);
    }

    @Bean
    CommandCompleter commandCompleter(
            CommandRegistry registry, Commands commands, LiveCluster cluster) {
        return new SessionCompleter(registry, commands.specs(), cluster);
    }

    @Bean
    CommandHighlighter commandHighlighter(CommandRegistry registry) {
        return new PlainHighlighter(registry);
    }

    @Bean
    UserConfigPathProvider userConfigPathProvider() {
        return HistoryDirectory.of(System.getenv());
    }

    @Bean
    SessionLoop sessionLoop(
            JLineInputProvider input,
            LineReader reader,
            SessionParser parser,
            CommandRegistry registry,
            LiveCluster cluster) {
        return new SessionLoop(input, reader, parser, registry, cluster);
    }
}
