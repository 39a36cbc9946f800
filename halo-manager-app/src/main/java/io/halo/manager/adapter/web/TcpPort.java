package io.halo.manager.adapter.web;

import java.net.InetSocketAddress;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/// Adds the TCP port to the running server, so that a port that is taken stops nothing.
final class TcpPort implements ApplicationListener<ServletWebServerInitializedEvent> {
    private final InetSocketAddress wanted;
    private final HttpPortWatcher watcher;

    TcpPort(InetSocketAddress wanted, HttpPortWatcher watcher) {
        this.wanted = wanted;
        this.watcher = watcher;
    }

    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent event) {
        if (!(event.getWebServer() instanceof TomcatWebServer server)) {
            return;
        }
        if (wanted.getAddress() == null) {
            watcher.failed(wanted, "the name " + wanted.getHostString() + " is not known");
            return;
        }
        Service service = server.getTomcat().getService();
        Connector connector = connector();
        try {
            service.addConnector(connector);
        } catch (IllegalArgumentException e) {
            service.removeConnector(connector);
            watcher.failed(wanted, cause(e));
            return;
        }
        watcher.listening(new InetSocketAddress(wanted.getAddress(), connector.getLocalPort()));
    }

    private Connector connector() {
        var protocol = new PeerProtocol();
        protocol.setExecutor(new VirtualThreadExecutor("http-"));
        protocol.setAddress(wanted.getAddress());
        var connector = new Connector(protocol);
        connector.setPort(wanted.getPort());
        connector.setThrowOnFailure(true);
        Limits.apply(connector);
        return connector;
    }

    /// Tomcat wraps what the system said several times over.
    private static String cause(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
