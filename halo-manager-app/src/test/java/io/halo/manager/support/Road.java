package io.halo.manager.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A road on loopback to an agent, which a test can close. While it is closed connections are
/// accepted, as a kernel does for a process that hangs, and carry nothing.
public final class Road implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerSocket gate;
    private final int to;
    private final List<Socket> accepted = new ArrayList<>();
    private final List<Socket> carriedOn = new ArrayList<>();
    private final List<Socket> held = new ArrayList<>();
    private boolean open = true;

    private Road(int to) throws IOException {
        this.to = to;
        this.gate = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public static Road to(int port) throws IOException {
        return new Road(port);
    }

    public int port() {
        return gate.getLocalPort();
    }

    /// New connections carry nothing; those that stand are not touched.
    public synchronized Road shut() {
        open = false;
        return this;
    }

    /// New connections are carried on. Those that were made meanwhile stay mute for ever: the
    /// server that accepted them is gone.
    public synchronized void openToNewOnes() {
        open = true;
    }

    /// All connections are carried on, with what was written to them meanwhile.
    public synchronized void openToAll() {
        open = true;
        held.forEach(this::carry);
        held.clear();
    }

    /// How many connections there have been.
    public synchronized int connections() {
        return accepted.size();
    }

    public synchronized void awaitConnections(int many) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (accepted.size() < many) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(accepted.size() + " connections instead of " + many);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public synchronized void close() {
        quietly(gate);
        accepted.forEach(Road::quietly);
        carriedOn.forEach(Road::quietly);
    }

    private void accept() {
        try {
            while (true) {
                take(gate.accept());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private synchronized void take(Socket socket) {
        accepted.add(socket);
        notifyAll();
        if (open) {
            carry(socket);
        } else {
            held.add(socket);
        }
    }

    private void carry(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
            carriedOn.add(far);
            Thread.ofVirtual().start(() -> pump(near, far));
            Thread.ofVirtual().start(() -> pump(far, near));
        } catch (IOException refused) {
            quietly(near);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException closed) {
            // One end has gone, and takes the other with it.
        }
    }

    private static void quietly(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
