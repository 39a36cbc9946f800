package io.halo.manager.adapter.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// A request on its way in. Head and body together must be there within a time: the timeouts of
/// Tomcat begin anew with each byte, so that one who sends a byte now and then would keep a
/// connection for ever.
///
/// Used by one thread at a time: that which serves the connection.
final class Arrival {
    /// The request that this thread serves, or the one after it on the same connection.
    static final ScopedValue<Arrival> CURRENT = ScopedValue.newInstance();

    private static final int REQUEST_TIMEOUT = 408;
    private static final String TOO_SLOW = "the request did not come in time";

    private final SocketWrapperBase<?> connection;
    private final Duration limit;
    private long begun = System.nanoTime();
    private boolean whole;

    /// Begins now.
    Arrival(SocketWrapperBase<?> connection, Duration limit) {
        this.connection = connection;
        this.limit = limit;
    }

    boolean isOf(SocketWrapperBase<?> other) {
        return other == connection;
    }

    boolean isOver() {
        return !left().isPositive();
    }

    private Duration left() {
        return limit.minusNanos(System.nanoTime() - begun);
    }

    /// The head is there. If that of an earlier request was, too, this is the next one, and has
    /// just begun.
    void headIsThere() {
        if (whole) {
            begun = System.nanoTime();
            whole = false;
        }
    }

    void bodyIsThere() {
        whole = true;
    }

    /// Says so, past Tomcat, which writes nothing to a connection once a read of it has timed out;
    /// the connection is to be closed then. Waits for nobody.
    void refuse() throws IOException {
        if (connection.getSocket() instanceof NioChannel channel
                && channel.getIOChannel() instanceof WritableByteChannel out) {
            var _ = out.write(ByteBuffer.wrap(Problems.last(REQUEST_TIMEOUT, TOO_SLOW)));
        }
    }

    /// No read from the connection lasts longer than what is left, nor than it would anyway.
    ///
    /// @param idle how long one may last anyway
    void boundReads(Duration idle) {
        Duration left = left();
        long millis = (left.compareTo(idle) < 0 ? left : idle).toMillis();
        // Zero would be for ever.
        connection.setReadTimeout(Math.max(1, millis));
    }
}
