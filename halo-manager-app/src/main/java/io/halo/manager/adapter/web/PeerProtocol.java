package io.halo.manager.adapter.web;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// HTTP with a limit for the time in which a request must arrive ([Arrival]); over the unix socket
/// with the connection known to whoever serves the request ([Peers]).
///
/// Public, with a public constructor and setter, because Tomcat makes it and sets its properties by
/// their names.
public final class PeerProtocol extends Http11NioProtocol {
    private volatile int requestTimeout;

    public PeerProtocol() {}

    /// From the first byte of a request to the last of its body.
    ///
    /// @param millis see [Limits]
    public void setRequestTimeout(int millis) {
        requestTimeout = millis;
    }

    @Override
    protected Processor createProcessor() {
        return new PeerProcessor(this, getAdapter());
    }

    private static final class PeerProcessor extends Http11Processor {
        private final PeerProtocol protocol;

        /// Of a request whose head is not whole yet. A processor stays with its connection as long,
        /// unless Tomcat gives that up by itself: then it comes back with another one.
        private @Nullable Arrival partial;

        PeerProcessor(PeerProtocol protocol, Adapter adapter) {
            super(protocol, adapter);
            this.protocol = protocol;
        }

        /// Called with the first bytes of a request, and again whenever more of its head has come.
        @Override
        public SocketState service(SocketWrapperBase<?> wrapper) throws IOException {
            Arrival arrival = partial;
            partial = null;
            if (arrival == null || !arrival.isOf(wrapper)) {
                arrival = begin(wrapper);
            } else if (arrival.isOver()) {
                arrival.refuse();
                return SocketState.CLOSED;
            }
            SocketState state = serve(wrapper, arrival);
            if (state == SocketState.LONG) {
                arrival.headIsThere();
                arrival.boundReads(Duration.ofMillis(protocol.getConnectionTimeout()));
                partial = arrival;
            }
            return state;
        }

        private Arrival begin(SocketWrapperBase<?> wrapper) {
            return new Arrival(wrapper, Duration.ofMillis(protocol.requestTimeout));
        }

        private SocketState serve(SocketWrapperBase<?> wrapper, Arrival arrival)
                throws IOException {
            var scope = ScopedValue.where(Arrival.CURRENT, arrival);
            return wrapper.getSocket() instanceof NioChannel channel
                            && channel.getIOChannel() instanceof SocketChannel connection
                            && connection.getLocalAddress() instanceof UnixDomainSocketAddress
                    ? scope.where(Peers.CONNECTION, connection).call(() -> super.service(wrapper))
                    : scope.call(() -> super.service(wrapper));
        }
    }
}
