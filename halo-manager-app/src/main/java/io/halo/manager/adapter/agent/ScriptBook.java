package io.halo.manager.adapter.agent;

import io.halo.config.ScriptAdvice;
import io.halo.core.input.Input;
import io.halo.core.input.Text;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Timeouts;
import io.halo.engine.Inbox;
import io.halo.process.metadata.AgentDocument;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What scripts say about themselves: how much time they want is told to the core, what does not
/// fit to the configuration to the operator.
///
/// It reads on a thread of its own. What waits for that is bounded by its senders: each host asks
/// about one script at a time. The same document of many hosts is read once.
final class ScriptBook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptBook.class);

    /// More versions of scripts than any cluster has at once.
    private static final int PAGES = 100;

    private final ScriptPlaces places;
    private final Inbox inbox;
    private final ScriptNotices notices;
    private final ExecutorService thread;
    private final Map<Printed, Page> pages =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Printed, Page> eldest) {
                    return size() > PAGES;
                }
            };

    /// With the timeouts that were asked for so far.
    private ClusterSpec spec;

    private record Printed(String kind, String text) {}

    private record Page(
            SortedMap<Timeouts.Op, Duration> timeouts,
            SequencedMap<ResourceId, List<String>> advice) {}

    ScriptBook(ClusterSpec spec, ScriptPlaces places, Inbox inbox, ScriptNotices notices) {
        this.spec = spec;
        this.places = places;
        this.inbox = inbox;
        this.notices = notices;
        thread = OneThread.named("halo-script-book");
    }

    /// The script of this kind on the host has printed that. Returns at once.
    void heard(HostId host, String kind, String printed) {
        thread.execute(() -> note(host, kind, printed));
    }

    private void note(HostId host, String kind, String printed) {
        Page page = pages.computeIfAbsent(new Printed(kind, printed), this::read);
        ClusterSpec longer = spec.advised(kind, page.timeouts());
        if (!longer.equals(spec)) {
            spec = longer;
            LOG.info(
                    "{} on {} asks for {}: it has that where the file gives it less",
                    kind,
                    host,
                    told(page.timeouts()));
            inbox.put(new Input.ScriptAdvised(kind, page.timeouts()));
        }
        var here = new LinkedHashMap<ResourceId, List<String>>();
        page.advice()
                .forEach((resource, advice) -> {
                    if (places.mayRun(host, kind, resource)) {
                        here.put(resource, advice);
                    }
                });
        notices.advise(host, kind, here);
    }

    private Page read(Printed printed) {
        Optional<AgentDocument> document = AgentDocument.read(printed.text());
        return document.isEmpty()
                ? new Page(new TreeMap<>(), new LinkedHashMap<>())
                : new Page(
                        ScriptAdvice.timeouts(document.get()),
                        ScriptAdvice.of(printed.kind(), document.get(), spec));
    }

    private static String told(SortedMap<Timeouts.Op, Duration> timeouts) {
        return timeouts.entrySet().stream()
                .map(entry ->
                        entry.getKey().name().toLowerCase(Locale.ROOT)
                                + " "
                                + Text.span(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
