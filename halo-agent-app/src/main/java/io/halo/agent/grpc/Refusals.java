package io.halo.agent.grpc;

import io.netty.channel.Channel;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log which clients TLS has kept out, and why. The same line once a minute, and not too
/// many of them: who knocks without end must not fill the disk.
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /// In a minute.
    private static final int LINES_MAX = 100;

    private final LongSupplier nanos;
    private final Map<String, Long> told = new LinkedHashMap<>();

    /// @param nanos a clock that is not set
    Refusals(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void refused(Channel channel, Throwable why) {
        String address =
                channel.remoteAddress() instanceof InetSocketAddress it
                                && it.getAddress() instanceof InetAddress known
                        ? known.getHostAddress()
                        : "somebody";
        String line = "refused a connection from " + address + ": " + words(why);
        if (isDue(line)) {
            LOG.warn(line);
        }
    }

    synchronized boolean isDue(String line) {
        long now = nanos.getAsLong();
        told.values().removeIf(at -> now - at >= PAUSE.toNanos());
        return told.size() < LINES_MAX && told.putIfAbsent(line, now) == null;
    }

    static String words(Throwable why) {
        Throwable deepest = why;
        while (deepest.getCause() instanceof Throwable cause) {
            deepest = cause;
        }
        String message = String.valueOf(deepest.getMessage());
        return switch (deepest) {
            case NotSslRecordException _ -> "it does not speak TLS";
            case ClosedChannelException _ -> "it went away before it had shown a certificate";
            default -> plainly(message);
        };
    }

    private static String plainly(String message) {
        if (message.contains("Empty client certificate chain")) {
            return "it has shown no certificate";
        }
        return message.contains("trust anchors") || message.contains("certification path")
                ? "its certificate is of no authority in HALO_CA_CERT (" + message + ")"
                : message;
    }
}
