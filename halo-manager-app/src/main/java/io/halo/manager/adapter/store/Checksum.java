package io.halo.manager.adapter.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// The checksum of a row over everything in it, its key included: a value under another key is
/// damage too.
final class Checksum {
    private Checksum() {}

    static long of(String... parts) {
        var crc = new CRC32C();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length keeps ("ab", "c") and ("a", "bc") apart.
            crc.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            crc.update(bytes);
        }
        return crc.getValue();
    }
}
