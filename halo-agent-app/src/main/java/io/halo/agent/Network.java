package io.halo.agent;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Optional;

/// A network in CIDR form, like `192.168.1.0/24` or `fd00::/8`. An address alone is a network of
/// one.
///
/// @param text as it was given
record Network(String text, InetAddress address, int prefix) {

    /// @throws IllegalArgumentException if it is none; names are not looked up
    static Network parse(String text) {
        int slash = text.indexOf('/');
        try {
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = address.getAddress().length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix >= 0 && prefix <= bits) {
                return new Network(text, address, prefix);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    text + " is no network; write one like 192.168.1.0/24", e);
        }
        throw new IllegalArgumentException(
                text + " is no network: the number after the slash is too large");
    }

    boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The first address of this host that lies in it, in the order of the interfaces.
    Optional<InetAddress> localAddress() throws SocketException {
        var found =
                Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(this::contains)
                        .findFirst();
        // All of 127.0.0.0/8 is local, though only 127.0.0.1 is listed.
        boolean oneLoopback =
                address.isLoopbackAddress() && prefix == address.getAddress().length * Byte.SIZE;
        return found.or(() -> oneLoopback ? Optional.of(address) : Optional.empty());
    }
}
