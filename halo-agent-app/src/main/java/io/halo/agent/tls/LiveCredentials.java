package io.halo.agent.tls;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the files say now. Each handshake asks, so that a renewed certificate counts from the next
/// connection on. Files that cannot be used at first are an error at start; later on what was good
/// last is kept: a renewal that went wrong must not shut the manager out.
public final class LiveCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCredentials.class);

    private final TlsFiles files;
    private List<FileTime> stamp;
    private Credentials credentials;

    /// @throws TlsUnusableException naming the file that cannot be used
    public LiveCredentials(TlsFiles files) throws IOException {
        this.files = files;
        this.credentials = Credentials.read(files);
        this.stamp = credentials.stamp();
    }

    synchronized Credentials now() {
        List<FileTime> changed = Credentials.stamp(files);
        if (!changed.equals(stamp)) {
            stamp = changed;
            readAgain();
        }
        return credentials;
    }

    private void readAgain() {
        try {
            credentials = Credentials.read(files);
            LOG.info("the TLS files have changed and were read again");
        } catch (IOException e) {
            LOG.warn("the changed TLS files cannot be used, the old ones stay: {}", e.getMessage());
        }
    }
}
