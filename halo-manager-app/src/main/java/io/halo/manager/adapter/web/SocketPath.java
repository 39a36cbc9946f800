package io.halo.manager.adapter.web;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes room for the unix socket. Removes nothing but the socket of a manager that is gone.
final class SocketPath {
    /// The kernel's limit: `sun_path` less its NUL.
    private static final int BYTES_MAX = 107;

    /// What kind of file it is, in the mode that `lstat` gives.
    private static final int TYPE_MASK = 0xF000;

    private static final int TYPE_SOCKET = 0xC000;

    private SocketPath() {}

    /// Call it before Tomcat binds: nothing is at the path afterwards, and its directory exists.
    static void prepare(Path path) {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw refuse(path, "its path is longer than " + BYTES_MAX + " bytes", null);
        }
        try {
            createDirectory(path);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (!isSocket(path)) {
                throw refuse(path, "something else is there that HALO does not remove", null);
            }
            if (isServed(path)) {
                throw refuse(path, "another manager is listening on it", null);
            }
            Files.delete(path);
        } catch (IOException e) {
            throw refuse(path, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    static SocketPathException refuse(
            Path path, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new SocketPathException("the socket " + path + " cannot be used: " + why, cause);
    }

    /// A connect to a regular file or a directory is refused just like one to a dead socket: only
    /// the type tells them apart.
    private static boolean isSocket(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & TYPE_MASK) == TYPE_SOCKET;
    }

    private static boolean isServed(Path path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isOpen();
        } catch (ConnectException dead) {
            return false;
        }
    }

    private static void createDirectory(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-x---")));
        }
    }
}
