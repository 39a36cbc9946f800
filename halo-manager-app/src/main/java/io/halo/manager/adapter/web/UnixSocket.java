package io.halo.manager.adapter.web;

import java.nio.file.Path;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.core.StandardHost;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// Makes the unix socket Tomcat's first connector: the manager serves it or does not start.
final class UnixSocket implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final String MODE = "rw-rw----";

    /// Tomcat refuses a directory that others may use more than the socket; `/var/run` is such a
    /// one, and the socket's own mode suffices.
    private static final String ANY_DIRECTORY = "rwxrwxrwx";

    private final Path path;
    private volatile @Nullable Connector connector;

    UnixSocket(Path path) {
        this.path = path;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        SocketPath.prepare(path);
        factory.setProtocol(PeerProtocol.class.getName());
        factory.addConnectorCustomizers(this::bind);
        factory.addEngineValves(new Gate(this));
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                // Tomcat adds a valve of this name only if there is none yet.
                host.getPipeline().addValve(new ProblemReportValve());
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }

    /// The connector is the authority: addresses over a unix socket are made up.
    boolean received(Request request) {
        return request.getConnector() == connector;
    }

    private void bind(Connector first) {
        connector = first;
        first.setPort(0);
        first.setProperty("unixDomainSocketPath", path.toString());
        first.setProperty("unixDomainSocketPathPermissions", MODE);
        first.setProperty("unixDomainSocketParentPermissions", ANY_DIRECTORY);
        Limits.apply(first);
    }
}
