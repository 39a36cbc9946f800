package io.halo.manager.adapter.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// HTTP over the unix socket, with the connection known to whoever serves the request: see [Peers].
///
/// Public, with a public constructor, because Tomcat makes it by its name.
public final class PeerProtocol extends Http11NioProtocol {
    public PeerProtocol() {}

    @Override
    protected Processor createProcessor() {
        return new PeerProcessor(this, getAdapter());
    }

    private static final class PeerProcessor extends Http11Processor {
        PeerProcessor(Http11NioProtocol protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> wrapper) throws IOException {
            return wrapper.getSocket() instanceof NioChannel channel
                            && channel.getIOChannel() instanceof SocketChannel connection
                    ? ScopedValue.where(Peers.CONNECTION, connection)
                            .call(() -> super.service(wrapper))
                    : super.service(wrapper);
        }
    }
}
