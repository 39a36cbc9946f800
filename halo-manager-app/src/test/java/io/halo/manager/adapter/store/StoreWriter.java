package io.halo.manager.adapter.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// A process that writes to a state file until it is killed, as fast as it can, and says what was
/// acknowledged.
final class StoreWriter {
    /// So few that events are trimmed again and again.
    static final Retention RETENTION = new Retention(3_000, Duration.ofDays(366));

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private StoreWriter() {}

    /// @param args the file, and the number of the first write
    public static void main(String[] args) throws IOException {
        SqliteStateStore store =
                SqliteStateStore.open(Path.of(args[0]), Clock.systemUTC(), RETENTION);
        say("epoch " + store.nextEpoch());
        for (long number = Long.parseLong(args[1]); ; number++) {
            store.write(Load.change(number), Load.events(number));
            say(Long.toString(number));
        }
    }

    /// In one piece. Fails when nobody listens any more.
    private static void say(String line) throws IOException {
        OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
