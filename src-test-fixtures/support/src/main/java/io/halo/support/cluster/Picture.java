package io.halo.support.cluster;

import java.nio.file.Path;
import java.util.List;

/// A cluster in words, for the message of a failed test.
final class Picture {
    /// Of each log: enough for the cause, not so much that it hides the message.
    private static final int LINES = 40;

    private Picture() {}

    static String of(TestCluster cluster) {
        StringBuilder out = new StringBuilder();
        out.append("truth: ").append(cluster.truth()).append('\n');
        out.append("twice: ").append(cluster.violations()).append('\n');
        out.append("faults: ").append(cluster.faults().planted()).append('\n');
        out.append("status: ")
                .append(cluster.manager().tryStatus().map(Picture::brief).orElse("no answer"))
                .append('\n');
        Path directory = cluster.directory();
        tail(out, directory.resolve("fence.log"));
        tail(out, directory.resolve("test_log"));
        Path logs = directory.resolve("logs");
        TextFile.names(logs).forEach(name -> tail(out, logs.resolve(name)));
        return out.toString();
    }

    private static String brief(Status status) {
        StringBuilder out = new StringBuilder(status.verdict());
        out.append(": ").append(status.verdictText());
        for (Json resource : status.json().at("resources").items()) {
            out.append("\n  ").append(resource.at("id").text()).append(": ");
            out.append(resource.at("status").text())
                    .append(", ")
                    .append(resource.at("phase").text());
            out.append(", on ").append(resource.at("running_on").texts()).append(": ");
            out.append(resource.at("reason").text());
        }
        for (Json host : status.json().at("hosts").items()) {
            out.append("\n  ").append(host);
        }
        for (Json event : status.json().at("events").items()) {
            out.append("\n  ").append(event);
        }
        return out.toString();
    }

    private static void tail(StringBuilder out, Path file) {
        List<String> lines = TextFile.lines(file);
        out.append("---- ")
                .append(file.getFileName())
                .append(", ")
                .append(lines.size())
                .append(" lines\n");
        lines.stream()
                .skip(Math.max(0, lines.size() - LINES))
                .forEach(line -> out.append(line).append('\n'));
    }
}
