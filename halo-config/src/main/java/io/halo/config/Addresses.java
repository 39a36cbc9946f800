package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Text;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the forms of `hostname`: `name`, `name:port`, an IPv4 address with or without port,
/// `[::1]:8000`, `[::1]`, `::1`.
final class Addresses {
    static final int DEFAULT_PORT = 8000;
    private static final int PORT_MAX = 65_535;
    private static final int NAME_LENGTH_MAX = 253;

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern DOTTED_NUMBERS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}_]([\\p{L}\\p{N}._-]*[\\p{L}\\p{N}_.])?");

    /// @param host name or address, without brackets
    record Address(String host, int port) {
        String shown() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    private Addresses() {}

    static Optional<Address> read(Text hostname, Problems problems) {
        String text = hostname.text();
        String host = text;
        String port = "";
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0 || !(text.endsWith("]") || text.startsWith("]:", close))) {
                return bad(
                        hostname, "an IPv6 address with a port is written as [::1]:8000", problems);
            }
            host = text.substring(1, close);
            port = text.substring(close + 1);
            if (!isIpv6(host)) {
                return bad(hostname, "there is no IPv6 address between the brackets", problems);
            }
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.contains(":")) {
            host = text.substring(0, text.indexOf(':'));
            port = text.substring(text.indexOf(':'));
        }
        if (!port.isEmpty() && !isPort(port.substring(1))) {
            return bad(hostname, "the port must be a number from 1 to " + PORT_MAX, problems);
        }
        if (!text.startsWith("[") && !isHost(host)) {
            return bad(hostname, "neither a host name nor an address", problems);
        }
        return Optional.of(
                new Address(
                        host, port.isEmpty() ? DEFAULT_PORT : Integer.parseInt(port.substring(1))));
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches()
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= PORT_MAX;
    }

    private static boolean isHost(String host) {
        if (host.contains(":")) {
            return isIpv6(host);
        }
        return DOTTED_NUMBERS.matcher(host).matches()
                ? isIpv4(host)
                : host.length() <= NAME_LENGTH_MAX && NAME.matcher(host).matches();
    }

    private static boolean isIpv4(String host) {
        try {
            return !Inet4Address.ofLiteral(host).isAnyLocalAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// A zone (`fe80::1%eth0`) is not looked at: its interface need not exist where the file is
    /// checked.
    private static boolean isIpv6(String host) {
        int zone = host.indexOf('%');
        try {
            return host.contains(":")
                    && !Inet6Address.ofLiteral(zone > 0 ? host.substring(0, zone) : host)
                            .isAnyLocalAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<Address> bad(Text hostname, String why, Problems problems) {
        problems.error(hostname.at(), "host: bad hostname " + quote(hostname.text()) + ": " + why);
        return Optional.empty();
    }
}
