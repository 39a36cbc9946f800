package io.halo.support.cluster;

import java.util.List;
import java.util.Locale;

/// The manager's `GET /status`, as seen from outside.
public record Status(Json json) {
    /// `OK`, `DEGRADED`, `CRITICAL` …
    public String verdict() {
        return json.at("verdict").at("level").text();
    }

    /// The line that says why.
    public String verdictText() {
        return json.at("verdict").at("text").text();
    }

    public Json resource(String id) {
        return json.at("resources").where("id", id);
    }

    public Json host(String id) {
        return json.at("hosts").where("id", id);
    }

    /// The status word, for example `Running (Failed Over)`.
    public String word(String resource) {
        return resource(resource).at("status").text();
    }

    /// The phase in lower case without marks between words, for example `awaitpower`.
    public String phase(String resource) {
        return resource(resource)
                .at("phase")
                .text()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]", "");
    }

    public String reason(String resource) {
        return resource(resource).at("reason").text();
    }

    /// Failures of its group that count.
    public String failures(String resource) {
        return resource(resource).at("failures").text();
    }

    public List<String> runningOn(String resource) {
        return resource(resource).at("running_on").texts();
    }

    /// What a host was seen doing with a resource: `Running`, `Stopped` …
    public String seenOn(String resource, String host) {
        return resource(resource).at("hosts").at(host).at("status").text();
    }

    public boolean connected(String host) {
        return host(host).at("connected").isTrue();
    }

    public boolean fenced(String host) {
        return host(host).at("fenced").isTrue();
    }

    /// Whether the host could be lost without losing its groups.
    public boolean isProtected(String host) {
        return host(host).at("protected").at("ok").isTrue();
    }

    /// Events with that kind about that object.
    public List<Json> events(String kind, String object) {
        return json.at("events").items().stream()
                .filter(event -> event.at("kind").text().equals(kind))
                .filter(event -> event.at("object").text().equals(object))
                .toList();
    }
}
