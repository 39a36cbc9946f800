package io.halo.clusters.scale;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients that ask for the status once a second, each over a connection of its own that it keeps,
/// and that say what they have already.
///
/// @param took of every answer, sorted
/// @param unchanged how many of the answers were 304
record Pollers(List<Duration> took, long unchanged) {
    static final int CLIENTS = 1_000;

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// So many seconds: half a megabyte for each of them at once is not what is measured.
    private static final int ARRIVE_OVER = 10;

    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d+)");
    private static final Pattern TAG = Pattern.compile("(?im)^etag: *(\\S+)");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    /// Each of them gets the whole once; then they begin together.
    ///
    /// @param times how often each of them asks
    /// @param begin called when all have the whole
    static Pollers ask(Path socket, int times, Runnable begin) {
        var ready = new CountDownLatch(CLIENTS);
        var go = new CountDownLatch(1);
        var asked = new ArrayList<Future<Client>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                Duration offset = PERIOD.multipliedBy(i).dividedBy(CLIENTS);
                asked.add(
                        threads.submit(() -> {
                            LockSupport.parkNanos(offset.multipliedBy(ARRIVE_OVER).toNanos());
                            try (var client = new Client(socket)) {
                                client.ask(1);
                                client.forget();
                                ready.countDown();
                                go.await();
                                LockSupport.parkNanos(offset.toNanos());
                                client.ask(times);
                                return client;
                            }
                        }));
            }
            try {
                // One that did not come so far tells why below.
                boolean _ = ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                begin.run();
            } finally {
                go.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        var took = new ArrayList<Duration>();
        long unchanged = 0;
        for (Future<Client> one : asked) {
            Client client = result(one);
            took.addAll(client.took);
            unchanged += client.unchanged;
        }
        return new Pollers(took.stream().sorted().toList(), unchanged);
    }

    private static Client result(Future<Client> one) {
        try {
            return one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a poller was not answered: " + e.getCause(), e);
        }
    }

    /// `median / 99th percentile`, in milliseconds, and how many had it already.
    String text() {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f ms, %.1f %% unchanged",
                millis(0.5),
                millis(0.99),
                100.0 * unchanged / took.size());
    }

    private double millis(double quantile) {
        return took.get((int) Math.ceil(quantile * took.size()) - 1).toNanos() / 1e6;
    }

    private static final class Client implements AutoCloseable {
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        private final List<Duration> took = new ArrayList<>();
        private String tag = "";
        private long unchanged;

        Client(Path socket) throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        }

        void forget() {
            took.clear();
            unchanged = 0;
        }

        void ask(int times) throws IOException {
            for (int i = 0; i < times; i++) {
                long begin = System.nanoTime();
                send();
                receive();
                long spent = System.nanoTime() - begin;
                took.add(Duration.ofNanos(spent));
                LockSupport.parkNanos(PERIOD.toNanos() - spent);
            }
        }

        private void send() throws IOException {
            String known = tag.isEmpty() ? "" : "If-None-Match: " + tag + "\r\n";
            ByteBuffer request =
                    ByteBuffer.wrap(
                            ("GET /status HTTP/1.1\r\nHost: localhost\r\n" + known + "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        private void receive() throws IOException {
            var head = new StringBuilder();
            int end = -1;
            while (end < 0) {
                head.append(more());
                end = head.indexOf("\r\n\r\n");
            }
            String headers = head.substring(0, end);
            int status = Integer.parseInt(found(STATUS, headers));
            if (status == 304) {
                unchanged++;
                return;
            }
            if (status != 200) {
                throw new IOException("the manager answered " + status);
            }
            tag = found(TAG, headers);
            long left = Long.parseLong(found(LENGTH, headers)) - (head.length() - end - 4);
            while (left > 0) {
                left -= more().length();
            }
        }

        private String more() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("the manager has closed the connection");
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        }

        private static String found(Pattern pattern, String headers) throws IOException {
            Matcher matcher = pattern.matcher(headers);
            if (!matcher.find()) {
                throw new IOException("an answer that says not enough: " + headers);
            }
            return matcher.group(1);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
