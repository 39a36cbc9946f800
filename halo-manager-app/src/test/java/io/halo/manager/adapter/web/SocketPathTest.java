package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.manager.support.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPathTest {
    @TempDir Path directory;

    @Test
    void leavesFilesDirectoriesAndLinksAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));
        for (Path path : new Path[] {file, folder, link}) {
            assertThatThrownBy(() -> SocketPath.prepare(path))
                    .isInstanceOf(SocketPathException.class)
                    .hasMessage(
                            "the socket "
                                    + path
                                    + " cannot be used: something else is there that HALO does not remove");
        }
        assertThat(file).hasContent("precious");
        assertThat(folder).isDirectory();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void removesADeadSocketOnly() throws IOException {
        Path path = directory.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            assertThatThrownBy(() -> SocketPath.prepare(path))
                    .isInstanceOf(SocketPathException.class)
                    .hasMessageContaining("another manager is listening on it");
            assertThat(path).exists();
        }
        SocketPath.prepare(path);
        assertThat(path).doesNotExist();
    }

    @Test
    void saysThatAPathIsTooLong() {
        Path path = directory.resolve("x".repeat(120));
        assertThatThrownBy(() -> SocketPath.prepare(path))
                .hasMessageContaining("longer than 107 bytes");
    }

    @Test
    void aManagerDoesNotStartOverAnother() {
        Path path = directory.resolve("socket");
        try (TestManager first = new TestManager(path, null)) {
            assertThatThrownBy(() -> new TestManager(path, null).close())
                    .hasRootCauseInstanceOf(SocketPathException.class);
            assertThat(first.ports).isEmpty();
            assertThat(path).exists();
        }
    }

    @Test
    void aBusyPortStopsNothing() throws IOException, InterruptedException {
        Path path = directory.resolve("socket");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestManager manager =
                        new TestManager(
                                path,
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), taken.getLocalPort()))) {
            assertThat(manager.ports.poll(10, TimeUnit.SECONDS))
                    .isEqualTo("Address already in use");
            assertThat(RawHttp.unix(path).get("/status").status()).isEqualTo(200);
        }
    }
}
