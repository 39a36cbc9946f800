package io.halo.shell.client;

import io.halo.shell.client.Reply.Answer;
import io.halo.shell.client.Reply.Failure;
import io.halo.shell.client.Reply.Refused;
import io.halo.shell.client.Reply.Unreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Asks the manager. Blocking, thread-safe, without state; each request has its own connection and
/// deadline.
public record ManagerClient(Path socket) {
    private static final int FIRST_REFUSAL = 400;
    private static final int SERVICE_UNAVAILABLE = 503;

    public Reply get(String target, Duration deadline) {
        return exchange("GET", target, "", deadline, JsonReader::read);
    }

    /// As [#get], but 503 is an answer, too: that something is down.
    public Reply health(String target, Duration deadline) {
        return exchange("GET", target, "", deadline, JsonReader::read, SERVICE_UNAVAILABLE);
    }

    /// An answer that is plain text: a JSON string of it.
    public Reply text(String target, Duration deadline) {
        return exchange("GET", target, "", deadline, text -> Optional.of(new Json.Str(text)));
    }

    /// @param body JSON, or empty
    public Reply send(String method, String target, String body, Duration deadline) {
        return exchange(method, target, body, deadline, JsonReader::read);
    }

    /// An id as it stands in a path.
    public static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Reply exchange(
            String method,
            String target,
            String body,
            Duration deadline,
            Function<String, Optional<Json>> reader) {
        return exchange(method, target, body, deadline, reader, 0);
    }

    private Reply exchange(
            String method,
            String target,
            String body,
            Duration deadline,
            Function<String, Optional<Json>> reader,
            int alsoAnswer) {
        HttpResponse response;
        try {
            response = UnixHttp.exchange(socket, method, target, body, deadline);
        } catch (IOException failed) {
            return unreachable(failed, deadline);
        }
        if (response.status() >= FIRST_REFUSAL && response.status() != alsoAnswer) {
            Json json = JsonReader.read(response.text()).orElse(new Json.Null());
            return new Refused(response.status(), reason(json), json.text("advice"));
        }
        Json json = reader.apply(response.text()).orElse(new Json.Null());
        return json.isPresent() || response.body().length == 0
                ? new Answer(response.status(), json)
                : new Unreachable(Failure.BROKEN, "its answer is not JSON");
    }

    private static String reason(Json problem) {
        String detail = problem.text("detail");
        return detail.isEmpty() ? problem.text("title") : detail;
    }

    private Unreachable unreachable(IOException failed, Duration deadline) {
        return switch (failed) {
            case ClosedByInterruptException _ ->
                    new Unreachable(Failure.INTERRUPTED, "interrupted");
            // Also its supertype: the deadline may strike between two reads.
            case ClosedChannelException _ ->
                    new Unreachable(Failure.TIMED_OUT, "no answer within " + seconds(deadline));
            case ConnectException _ ->
                    new Unreachable(Failure.NOT_LISTENING, "nobody listens there");
            default -> new Unreachable(failure(failed), detail(failed));
        };
    }

    /// Looks at the file: the system's own words for an error may be in any language.
    private Failure failure(IOException failed) {
        if (Files.notExists(socket, LinkOption.NOFOLLOW_LINKS) && !isTooLong(failed)) {
            return Failure.NO_SOCKET;
        }
        return Files.isWritable(socket) || isTooLong(failed)
                ? Failure.BROKEN
                : Failure.NOT_PERMITTED;
    }

    private String detail(IOException failed) {
        return switch (failure(failed)) {
            case NO_SOCKET -> "no such file";
            case NOT_PERMITTED -> "permission denied";
            case NOT_LISTENING, TIMED_OUT, INTERRUPTED, BROKEN ->
                    String.valueOf(failed.getMessage());
        };
    }

    /// The JDK's own words; the system has no such error.
    private static boolean isTooLong(IOException failed) {
        return String.valueOf(failed.getMessage()).contains("path too long");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }
}
