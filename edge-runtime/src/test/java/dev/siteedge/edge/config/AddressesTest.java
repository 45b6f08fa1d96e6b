package dev.siteedge.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "[::1]", "::1", "0:0:0:0:0:0:0:1"})
    void loopbackHost_isOne(String host) {
        assertThat(Addresses.isLoopbackHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost.",
                "localhost.example.com",
                "127.0.0.1.example.com",
                "0.0.0.0",
                "10.0.0.1",
                "[::2]",
                "127.1",
                "2130706433",
                "0x7f.0.0.1",
                "127.0.0.1.",
                "127.0.0.256",
                "example.com",
                ":",
                "::1%lo"
            })
    void otherHost_isNone(String host) {
        assertThat(Addresses.isLoopbackHost(host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.1.2,true",
        "10.0.0.0/8,11.0.0.0,false",
        "192.168.1.128/25,192.168.1.128,true",
        "192.168.1.128/25,192.168.1.127,false",
        "0.0.0.0/0,8.8.8.8,true",
        "0.0.0.0/0,::1,false",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "::ffff:10.0.0.1,10.0.0.1,true",
        "192.0.2.1,192.0.2.1,true",
        "192.0.2.1,192.0.2.2,false"
    })
    void range_containsItsAddresses(String range, String address, boolean expected) {
        assertThat(Cidr.parse(range).contains(Addresses.parse(address))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "host/8", "10.0.0.0/8/8"})
    void noRange_isNull(String text) {
        assertThat(Cidr.parse(text)).isNull();
    }
}
