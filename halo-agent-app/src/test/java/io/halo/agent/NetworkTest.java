package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.1.0/24, 192.168.1.7, true",
        "192.168.1.0/24, 192.168.2.7, false",
        "192.168.1.99/24, 192.168.1.7, true",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1, false",
        "::1/128, ::1, true",
        "::1/128, 127.0.0.1, false",
    })
    void an_address_is_inside_or_not(String network, String address, boolean inside) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0/8x",
                "eth0",
                "localhost/8",
                "::1/129",
                "fd00::/8/8"
            })
    void what_is_no_network_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    @Test
    void the_first_local_address_inside_is_taken() throws SocketException {
        assertThat(Network.parse("127.0.0.0/8").localAddress())
                .contains(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(Network.parse("127.0.0.9").localAddress())
                .contains(InetAddress.ofLiteral("127.0.0.9"));
        // Set aside for documentation: nobody has it.
        assertThat(Network.parse("203.0.113.0/24").localAddress()).isEmpty();
    }
}
