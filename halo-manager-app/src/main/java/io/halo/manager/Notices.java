package io.halo.manager;

import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Severity;
import io.halo.manager.adapter.agent.ScriptNotices;
import io.halo.manager.adapter.fence.DeviceNotices;
import io.halo.manager.adapter.web.HttpPortWatcher;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Findings about the manager itself that no plan knows of.
final class Notices implements HttpPortWatcher, DeviceNotices, ScriptNotices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final Map<HostId, List<Finding>> devices = new ConcurrentSkipListMap<>();
    private final ScriptFindings scripts = new ScriptFindings();
    private volatile @Nullable Finding space;

    void add(List<Finding> more) {
        more.forEach(this::add);
    }

    private void add(Finding finding) {
        findings.add(finding);
        log(finding);
    }

    private static void log(Finding finding) {
        LOG.warn("{} {}", finding.object(), finding.text());
    }

    List<Finding> all() {
        var all = new ArrayList<>(findings);
        devices.values().forEach(all::addAll);
        all.addAll(scripts.all());
        if (space instanceof Finding low) {
            all.add(low);
        }
        return all;
    }

    /// How much is free changes all the time: only that it is little, and that it is enough, is
    /// logged.
    void space(Optional<Finding> now) {
        Finding before = space;
        space = now.orElse(null);
        if (before == null) {
            now.ifPresent(Notices::log);
        } else if (now.isEmpty()) {
            LOG.info("there is enough space for the state again");
        }
    }

    @Override
    public void advise(HostId host, List<String> advice) {
        List<Finding> about =
                advice.stream()
                        .map(text ->
                                new Finding(
                                        Finding.Code.DEVICE_PARAMETERS,
                                        Severity.WARNING,
                                        host.value(),
                                        "fence device: " + text,
                                        ""))
                        .toList();
        devices.put(host, about);
        about.forEach(Notices::log);
    }

    @Override
    public void advise(HostId host, String kind, SequencedMap<ResourceId, List<String>> advice) {
        scripts.put(host, kind, advice).forEach(Notices::log);
    }

    @Override
    public void listening(InetSocketAddress address) {
        LOG.info("reading over http://{}:{}", address.getHostString(), address.getPort());
    }

    @Override
    public void failed(InetSocketAddress wanted, String why) {
        add(
                new Finding(
                        Finding.Code.HTTP_PORT,
                        Severity.WARNING,
                        "manager",
                        "cannot listen on "
                                + wanted.getHostString()
                                + ":"
                                + wanted.getPort()
                                + ": "
                                + why,
                        "restart the manager with another --http"));
    }
}
