package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus.Verdict;
import io.halo.shell.client.Json;
import io.halo.shell.client.Reply;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.ValueType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `halo wait --healthy`: for scripts that go on when all is well.
final class WaitCommand implements Command {
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final String USUAL = "5m";

    private static final OptionSpec HEALTHY =
            OptionSpec.flag("--healthy", "until the verdict is OK or MAINTENANCE (the default)");
    private static final OptionSpec TIMEOUT =
            OptionSpec.value(
                    "--timeout", new ValueType.Text(), "5m", "give up after so long: 30s, 5m, 1h");

    private static final CommandSpec SPEC =
            CommandSpec.of("wait", "wait until the cluster is well")
                    .with(HEALTHY)
                    .with(TIMEOUT)
                    .example("halo wait --healthy --timeout 5m");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        String text = invocation.value(TIMEOUT).orElse(USUAL);
        Optional<Duration> patience = Span.of(text);
        if (patience.isEmpty()) {
            console.error("--timeout must be a span such as 30s, 5m or 1h, not '" + text + "'");
            return ExitStatus.USAGE;
        }
        try (LiveLine line = new LiveLine(invocation.globals(), console)) {
            return until(
                    System.nanoTime() + patience.get().toNanos(), text, invocation, line, console);
        }
    }

    private static ExitStatus until(
            long deadline, String text, Invocation invocation, LiveLine line, Console console) {
        while (true) {
            Reply reply = Manager.of(invocation.globals()).get("/status", Manager.PATIENCE);
            String last;
            if (reply instanceof Reply.Answer(_, Json document)) {
                Json it = document.get("verdict");
                var verdict = new Verdict(it.text("level"), it.text("text"));
                last = verdict.level() + ": " + verdict.text();
                if (verdict.level().equals("OK") || verdict.level().equals("MAINTENANCE")) {
                    line.close();
                    console.println(last);
                    return ExitStatus.DONE;
                }
            } else {
                last = "the manager does not answer";
            }
            if (System.nanoTime() - deadline >= 0) {
                line.close();
                console.error("after " + text + " still " + last);
                return ExitStatus.FAILED;
            }
            line.show("waiting; " + last);
            try {
                var _ = new CountDownLatch(1).await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException left) {
                line.close();
                console.error("not waiting any longer; the last was " + last);
                return ExitStatus.FAILED;
            }
        }
    }
}
