package io.halo.manager;

import io.halo.core.model.Finding;
import io.halo.core.model.Severity;
import io.halo.manager.adapter.web.HttpPortWatcher;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Findings about the manager itself that no plan knows of.
final class Notices implements HttpPortWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    void add(List<Finding> more) {
        more.forEach(this::add);
    }

    private void add(Finding finding) {
        findings.add(finding);
        LOG.warn("{} {}", finding.object(), finding.text());
    }

    List<Finding> all() {
        return List.copyOf(findings);
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
