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

    private Progress() {}

    /// Blocks until it has ended; empty if that cannot be found out, which was told then.
    static Optional<Json> await(GlobalOptions globals, String id, Console console) {
        var leaving = new Thread(() -> goesOn(id, console));
        boolean hooked = hook(leaving);
        try {
            return follow(globals, id, console);
        } catch (InterruptedException left) {
            goesOn(id, console);
            return Optional.empty();
        } finally {
            if (hooked) {
                unhook(leaving);
            }
        }
    }

    private static Optional<Json> follow(GlobalOptions globals, String id, Console console)
            throws InterruptedException {
        int shown = 0;
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
                List<Json> steps = operation.get("steps").list();
                for (Json step : steps.subList(Math.min(shown, steps.size()), steps.size())) {
                    console.note(OperationText.step(step));
                }
                shown = steps.size();
                if (!operation.text("state").equals("running")) {
                    return Optional.of(operation);
                }
            } else if (reply instanceof Reply.Refused || ++failures > TRIES) {
                var _ = Manager.answered(reply, globals, console);
                goesOn(id, console);
                return Optional.empty();
            }
            pause();
        }
    }

    /// A latch that nobody counts down: ends early only when the thread is interrupted.
    private static void pause() throws InterruptedException {
        var _ = new CountDownLatch(1).await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void goesOn(String id, Console console) {
        console.error("operation " + id + " goes on; halo operations " + id + " shows it");
    }

    /// Ctrl-C ends a one-shot command; in a session it interrupts the thread.
    private static boolean hook(Thread leaving) {
        try {
            Runtime.getRuntime().addShutdownHook(leaving);
            return true;
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    private static void unhook(Thread leaving) {
        try {
            Runtime.getRuntime().removeShutdownHook(leaving);
        } catch (IllegalStateException ending) {
            // it runs already
        }
    }
}
