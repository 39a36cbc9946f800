package io.halo.manager;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the manager was started with; an option beats the environment, the environment beats the
/// default.
///
/// @param sleepTime the period, or null for the configuration's
/// @param http where reading is allowed over TCP, or null for nowhere
record ManagerOptions(
        Path config,
        Path socket,
        Path statefile,
        boolean manageResources,
        @Nullable Duration sleepTime,
        boolean fenceOnConnectionClose,
        @Nullable InetSocketAddress http,
        boolean mtls,
        boolean verbose,
        Tls tls) {

    /// PEM files for mutual TLS; null where not given.
    record Tls(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {}

    /// An option's value that cannot be used; the message says what to type.
    static final class WrongUsage extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongUsage(String message) {
            super(message);
        }
    }

    static Path path(String option, String text) {
        try {
            if (text.isBlank()) {
                throw new WrongUsage(option + " wants a path");
            }
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new WrongUsage(option + " wants a path: " + e.getMessage());
        }
    }

    static @Nullable InetSocketAddress address(String text) {
        if (text.equals("off")) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port = colon < 0 ? -1 : number(text.substring(colon + 1));
        if (host.isEmpty() || port < 0 || port > 65_535) {
            throw new WrongUsage(
                    "--http wants ADDRESS:PORT, such as 127.0.0.1:8090, or off; not '"
                            + text
                            + "'");
        }
        return new InetSocketAddress(host, port);
    }

    static Duration millis(String text) {
        int millis = number(text);
        if (millis < 1) {
            throw new WrongUsage(
                    "--sleep-time wants milliseconds, such as 2000; not '" + text + "'");
        }
        return Duration.ofMillis(millis);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
