package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.manager.WholeManager;
import io.halo.manager.adapter.web.ApiText.Operation;
import io.halo.manager.adapter.web.RequestMaker.Made;
import io.halo.manager.support.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Thousands of requests, made from `docs/openapi.yaml`, to the whole manager: no bug of ours is
/// answered, nothing takes long, every refusal is a problem, and what is taken is answered as the
/// document says.
///
/// `-Dhalo.fuzz.seed=` repeats a run or begins another one, `-Dhalo.fuzz.requests=` makes it
/// longer.
@Timeout(600)
class ApiFuzzTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ApiText API = ApiText.read();
    private static final long SEED = Long.getLong("halo.fuzz.seed", 20_260_428);
    private static final int REQUESTS = Integer.getInteger("halo.fuzz.requests", 4_000);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final TreeMap<Integer, Integer> statuses = new TreeMap<>();
    private int allowed;
    private int against;
    private Duration slowest = Duration.ZERO;

    @Test
    void keepsItsWord(@TempDir Path directory) throws IOException {
        try (var manager = new WholeManager(directory)) {
            RawHttp http = RawHttp.unix(manager.socket());
            var maker = new RequestMaker(API, SEED);
            long begun = System.nanoTime();
            for (int i = 0; i < REQUESTS; i++) {
                Made made = maker.next();
                if (!endless(made)) {
                    check(made, http, i);
                }
            }
            System.out.printf(
                    "fuzz: %d requests in %d s (seed %d), %d allowed, %d against the document; answers %s; slowest %d ms%n",
                    REQUESTS,
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    SEED,
                    allowed,
                    against,
                    statuses,
                    slowest.toMillis());
            assertThat(http.get("/actuator/health").status()).isEqualTo(200);
            assertThat(http.get("/status").status()).isEqualTo(200);
        }
        assertThat(statuses).containsKeys(200, 400, 404, 405, 409, 415);
        assertThat(allowed).isGreaterThan(REQUESTS / 5);
        assertThat(against).isGreaterThan(REQUESTS / 20);
    }

    private void check(Made made, RawHttp http, int number) throws IOException {
        long begun = System.nanoTime();
        RawHttp.Answer answer = http.raw(made.bytes());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        String what =
                "request %d of seed %d:%n%s%nis answered %s".formatted(number, SEED, made, answer);
        statuses.merge(answer.status(), 1, Integer::sum);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        assertThat(answer.status()).as(what).isLessThan(500);
        assertThat(took).as(what).isLessThan(LONGEST);
        if (answer.status() >= 400) {
            problem(made, answer, what);
        } else if (made.operation().isPresent()) {
            fits(made.operation().get(), answer, what);
        }
        if (made.allowed()) {
            allowed++;
            assertThat(taken(answer)).as(what).isTrue();
        }
        if (made.against()) {
            against++;
            assertThat(answer.status()).as(what).isBetween(400, 499);
        }
    }

    /// What the document allows is taken, or refused for what it is about.
    private static boolean taken(RawHttp.Answer answer) {
        return switch (answer.status()) {
            case 200, 202, 404, 409 -> true;
            case 400 ->
                    answer.body().contains("'confirm' must be the name of")
                            || answer.body().contains("half of a character");
            default -> false;
        };
    }

    private static void problem(Made made, RawHttp.Answer answer, String what) {
        assertThat(answer.type()).as(what).isEqualTo("application/problem+json");
        if (!made.method().equals("HEAD")) {
            JsonNode problem = JSON.readTree(answer.body());
            JsonNode schema = API.document().at("/components/schemas/Problem");
            assertThat(API.faults(problem, schema)).as(what).isEmpty();
            assertThat(problem.at("/status").intValue()).as(what).isEqualTo(answer.status());
        }
    }

    private static void fits(Operation operation, RawHttp.Answer answer, String what) {
        assertThat(operation.text().at("/responses").has("" + answer.status())).as(what).isTrue();
        if (answer.status() == 304) {
            return;
        }
        JsonNode schema = operation.schema(answer.status(), answer.type());
        assertThat(schema.isMissingNode()).as(what).isFalse();
        if (answer.type().contains("json")) {
            assertThat(API.faults(JSON.readTree(answer.body()), schema)).as(what).isEmpty();
        }
    }

    /// Streams of events do not end; they have tests of their own.
    private static boolean endless(Made made) {
        return made.toString().startsWith("GET /events/stream")
                || made.toString().startsWith("GET http://localhost/events/stream");
    }
}
