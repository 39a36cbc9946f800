package io.halo.shell.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A zip file that only its owner can read, and that is not there if it did not become whole.
final class ReportArchive implements AutoCloseable {
    private final Path file;
    private final ZipOutputStream zip;
    private boolean whole;

    /// @throws IOException if it is there already, or cannot be made
    ReportArchive(Path file) throws IOException {
        this.file = file;
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        OutputStream out = Files.newOutputStream(file);
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /// @throws UncheckedIOException if the disk is full
    void add(String name, String text) {
        try {
            zip.putNextEntry(new ZipEntry("halo-report/" + name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void finish() throws IOException {
        zip.finish();
        whole = true;
    }

    @Override
    public void close() throws IOException {
        try {
            zip.close();
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }
}
