package io.halo.shell.command;

import io.halo.shell.client.ClusterStatus;
import io.halo.shell.client.Json;
import io.halo.shell.client.Reply;
import io.halo.shell.render.CleanText;
import io.halo.shell.render.Page;
import io.halo.shell.render.StatusFilter;
import io.halo.shell.render.StatusPage;
import io.halo.shell.spec.GlobalOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The status, over and over, until its reader has seen enough.
final class StatusWatch {
    /// The manager answers from memory, and people do not read faster.
    private static final Duration EVERY = Duration.ofSeconds(1);

    /// Shorter than a person waits; a manager that hangs is told of meanwhile.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int PAGE_EVENTS = 50;

    private final Screen screen;
    private final GlobalOptions globals;
    private final boolean coloured;
    private final InstantSource clock;
    private boolean problems;
    private boolean why;
    private boolean typing;
    private String filter = "";
    private int scrolled;

    /// The newest answer, and when it came.
    private @Nullable ClusterStatus status;

    /// By the clock that nobody sets.
    private long answered;

    /// Why there was none the last time; empty if there was.
    private String trouble = "";

    StatusWatch(
            Screen screen, GlobalOptions globals, boolean coloured, boolean problems, boolean why) {
        this.screen = screen;
        this.globals = globals;
        this.coloured = coloured;
        this.problems = problems;
        this.why = why;
        clock = Clock.systemUTC();
    }

    /// Until `q`, Ctrl-C or Ctrl-D.
    void run() {
        try {
            long next = System.nanoTime();
            while (true) {
                if (System.nanoTime() - next >= 0) {
                    ask();
                    next = System.nanoTime() + EVERY.toNanos();
                }
                draw();
                Duration wait = Duration.ofNanos(Math.max(0, next - System.nanoTime()));
                Optional<Screen.Key> key = screen.key(wait);
                if (key.isPresent() && !obeys(key.get())) {
                    return;
                }
            }
        } catch (InterruptedException left) {
            // Ctrl-C ends the watching, and nothing else.
        }
    }

    private void ask() {
        Reply reply = Manager.of(globals).get("/status", PATIENCE);
        if (reply instanceof Reply.Answer(_, Json body)) {
            status = ClusterStatus.of(body);
            answered = System.nanoTime();
            trouble = "";
        } else {
            trouble = Manager.why(reply, globals);
        }
    }

    /// @return whether to go on
    private boolean obeys(Screen.Key key) {
        switch (key.kind()) {
            case END -> {
                return false;
            }
            case UP -> scrolled--;
            case DOWN -> scrolled++;
            case PAGE_UP -> scrolled -= room();
            case PAGE_DOWN -> scrolled += room();
            case ENTER -> typing = false;
            case ESCAPE -> {
                typing = false;
                filter = "";
            }
            case BACKSPACE -> {
                if (typing && !filter.isEmpty()) {
                    filter = filter.substring(0, filter.offsetByCodePoints(filter.length(), -1));
                }
            }
            case CHARACTER -> {
                if (typing) {
                    filter += key.text();
                } else {
                    return command(key.text());
                }
            }
        }
        return true;
    }

    private boolean command(String key) {
        switch (key) {
            case "q", "Q" -> {
                return false;
            }
            case "x" -> problems = !problems;
            case "w" -> why = !why;
            case "/" -> {
                typing = true;
                filter = "";
            }
            default -> {}
        }
        return true;
    }

    private void draw() {
        List<String> body = body();
        int room = room();
        scrolled = Math.clamp(scrolled, 0, Math.max(0, body.size() - room));
        List<String> lines = new ArrayList<>(body.subList(scrolled, body.size()));
        while (lines.size() > room) {
            lines.removeLast();
        }
        while (lines.size() < room) {
            lines.add("");
        }
        lines.add(foot(body.size() - scrolled - room));
        screen.draw(lines);
    }

    /// All but the line at the foot.
    private int room() {
        return Math.max(1, screen.rows() - 1);
    }

    private List<String> body() {
        var page = new Page(screen.columns(), coloured);
        List<String> lines = new ArrayList<>();
        if (!trouble.isEmpty()) {
            lines.addAll(page.folded("NO ANSWER: " + CleanText.line(trouble), 2).lines().toList());
            if (status != null) {
                lines.addAll(
                        page.folded(
                                        "what follows is "
                                                + Duration.ofNanos(System.nanoTime() - answered)
                                                        .toSeconds()
                                                + " s old",
                                        2)
                                .lines()
                                .toList());
            }
            lines.add("");
        }
        if (status != null) {
            ClusterStatus shown = filter.isEmpty() ? status : StatusFilter.of(filter, status);
            lines.addAll(
                    new StatusPage(page, problems, why, problems ? 0 : PAGE_EVENTS)
                            .render(shown)
                            .lines()
                            .toList());
        }
        return lines;
    }

    private String foot(int below) {
        if (typing) {
            return "filter: " + CleanText.line(filter) + "_  (Enter: keep it, Esc: all)";
        }
        return clock.instant().truncatedTo(ChronoUnit.SECONDS)
                + "  q quit  x "
                + (problems ? "all" : "problems only")
                + "  w "
                + (why ? "no reasons" : "reasons")
                + "  / filter"
                + (filter.isEmpty() ? "" : " (" + CleanText.line(filter) + ", Esc: all)")
                + (below > 0 ? "  ↓ " + below + " more" : "")
                + (scrolled > 0 ? "  ↑" : "");
    }
}
