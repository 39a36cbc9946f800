package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.client.Reply;
import io.halo.shell.spec.GlobalOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for an operation and tells what is done for it. Whoever stops waiting stops nothing.
final class Progress {
    /// An operator sees each step about when it happens.
    private static final Duration AGAIN = Duration.ofMillis(200);

    /// A manager that is restarted meanwhile goes on with the operation: it is given this time.
    private static final int TRIES = 150;

    private final GlobalOptions globals;
    private final String id;
    private final LiveLine line;
    private final Console console;
    private final long begunAt = System.nanoTime();
    private String name;
    private int shown;

    private Progress(GlobalOptions globals, String id, LiveLine line, Console console) {
        this.globals = globals;
        this.id = id;
        this.line = line;
        this.console = console;
        name = "operation " + id;
    }

    /// Blocks until it has ended; empty if that cannot be found out, which was told then.
    ///
    /// Left by an interrupt, which stays set: nothing else is waited for, either.
    static Optional<Json> await(GlobalOptions globals, String id, Console console) {
        try (var line = new LiveLine(globals, console);
                var _ = new Leaving(() -> goesOn(id, line, console))) {
            return new Progress(globals, id, line, console).follow();
        } catch (InterruptedException left) {
            goesOn(id, console);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Json> follow() throws InterruptedException {
        int failures = 0;
        while (true) {
            Reply reply =
                    Manager.of(globals)
                            .get("/operations/" + ManagerClient.encoded(id), Manager.PATIENCE);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            if (reply instanceof Reply.Answer(_, Json operation)) {
                failures = 0;
                tell(operation);
                if (!operation.text("state").equals("running")) {
                    return Optional.of(operation);
                }
            } else if (reply instanceof Reply.Refused || ++failures > TRIES) {
                line.close();
                var _ = Manager.answered(reply, globals, console);
                goesOn(id, line, console);
                return Optional.empty();
            } else {
                line.show(name + seconds() + ": the manager does not answer");
            }
            pause();
        }
    }

    /// At a terminal the newest step on one line; else each on one of its own.
    private void tell(Json operation) {
        name = OperationText.name(operation);
        List<Json> steps = operation.get("steps").list();
        if (line.isPossible()) {
            String step = steps.isEmpty() ? "" : ": " + steps.getLast().text("text");
            // Room is short, and a group's own steps begin with its name again.
            String own = ": " + operation.text("target") + " ";
            line.show(
                    name
                            + seconds()
                            + (step.startsWith(own) ? ": " + step.substring(own.length()) : step));
            return;
        }
        for (Json step : steps.subList(Math.min(shown, steps.size()), steps.size())) {
            console.note(OperationText.step(step));
        }
        shown = steps.size();
    }

    private String seconds() {
        return ", " + (System.nanoTime() - begunAt) / 1_000_000_000 + " s";
    }

    /// A latch that nobody counts down: ends early only when the thread is interrupted.
    private static void pause() throws InterruptedException {
        var _ = new CountDownLatch(1).await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void goesOn(String id, LiveLine line, Console console) {
        line.close();
        goesOn(id, console);
    }

    private static void goesOn(String id, Console console) {
        console.error("operation " + id + " goes on; halo operations " + id + " shows it");
    }
}
