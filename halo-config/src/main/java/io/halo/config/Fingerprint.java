package io.halo.config;

import io.halo.core.model.DeviceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// Names a level of fence devices: `powerman-0123456789abcdef`. Whatever changes which device is
/// asked about which host changes the name, and the new device has proven nothing yet.
///
/// Secrets are left out: the name is shown to everybody, and a password could be guessed from it
/// offline.
final class Fingerprint {
    private static final int HEX_DIGITS = 16;
    private static final int AGENT_SHOWN_MAX = 40;
    private static final List<String> SECRET = List.of("passw", "secret", "token", "community");

    private Fingerprint() {}

    static DeviceId of(List<RawDevice> level, RawHost host, String hostId) {
        var text = new StringBuilder();
        append(text, hostId);
        for (RawDevice device : level) {
            append(text, device.program());
            var parameters =
                    new TreeMap<String, String>(FenceDefaults.of(device.agent(), hostId, host));
            device.parameters()
                    .forEach((name, value) ->
                            parameters.put(name, isSecret(name) ? "" : RawDevice.canonical(value)));
            parameters.forEach((name, value) -> {
                append(text, name);
                append(text, value);
            });
            text.append('\n');
        }
        return new DeviceId(shown(level.getFirst().agent()) + "-" + hash(text.toString()));
    }

    /// With its length in front, so that no two different lists give the same text.
    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(lower::contains);
    }

    /// The file name of a program may hold anything; an id may not.
    private static String shown(String agent) {
        String plain = agent.replaceAll("[^A-Za-z0-9_.-]", "_");
        return plain.substring(0, Math.min(plain.length(), AGENT_SHOWN_MAX));
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
