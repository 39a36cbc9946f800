package io.halo.manager.adapter.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.net.ExtendedSocketOptions;

/// Who asks: the user on the other side of the unix socket, as the kernel says.
final class Peers {
    /// The connection whose request this thread serves.
    static final ScopedValue<SocketChannel> CONNECTION = ScopedValue.newInstance();

    static final String UNKNOWN = "unknown";

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LOOKUPS_MAX = 4;

    /// Names may come from a directory on the network, and a lookup that hangs there would hold one
    /// of the few carriers of virtual threads: threads of their own, a few, with a deadline.
    private final ThreadPoolExecutor lookups =
            new ThreadPoolExecutor(
                    0,
                    LOOKUPS_MAX,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("peer-", 0).factory());

    /// The user's name, `uid 4711` for one without a name, or `unknown` if that cannot be found out
    /// in time.
    ///
    /// @throws InterruptedException if the thread was interrupted
    String user() throws InterruptedException {
        if (!CONNECTION.isBound()) {
            return UNKNOWN;
        }
        SocketChannel connection = CONNECTION.get();
        return within(() -> name(connection));
    }

    private String within(Callable<String> lookup) throws InterruptedException {
        Future<String> name;
        try {
            name = lookups.submit(lookup);
        } catch (RejectedExecutionException _) {
            return UNKNOWN;
        }
        try {
            return name.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return UNKNOWN;
        }
    }

    private static String name(SocketChannel connection) throws IOException {
        return named(connection.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName());
    }

    /// The JDK gives a user without a name the number as a name.
    static String named(String name) {
        boolean number = !name.isEmpty() && name.chars().allMatch(Character::isDigit);
        return number ? "uid " + name : name;
    }
}
