package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;

/// What Prometheus gets from a manager.
///
/// @param values by series, spelt as in the text: `halo_host_fenced{host="mds00"}`
public record Scrape(Map<String, Double> values) {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    public Scrape {
        values = new TreeMap<>(values);
    }

    /// @param manager where it can be read, `http://127.0.0.1:8090`
    public static Scrape of(URI manager) {
        return parse(get(manager.resolve("/actuator/prometheus")));
    }

    /// What is at an address.
    public static String get(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(DEADLINE).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("asking " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Assertions.fail("interrupted while asking " + address, e);
        }
    }

    static Scrape parse(String text) {
        Map<String, Double> values = new TreeMap<>();
        text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> {
                    int end = line.lastIndexOf(' ');
                    values.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
                });
        return new Scrape(values);
    }

    /// Without labels.
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        values.keySet().forEach(series -> names.add(series.replaceFirst("\\{.*", "")));
        return names;
    }

    public double value(String series) {
        assertThat(values).containsKey(series);
        return values.getOrDefault(series, Double.NaN);
    }
}
