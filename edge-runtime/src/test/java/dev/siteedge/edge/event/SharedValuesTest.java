package dev.siteedge.edge.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedValuesTest {
    private final SharedValues shared = new SharedValues();

    @Test
    void equalValues_areOneObject() {
        String first = new String("/page");
        Device device = new Device("DE", "Desktop", "Firefox", "Linux");

        assertThat(shared.of(first)).isSameAs(first);
        assertThat(shared.of(device)).isSameAs(device);
        assertThat(shared.of(new String("/page"))).isSameAs(first);
        assertThat(shared.of(new Device("DE", "Desktop", "Firefox", "Linux"))).isSameAs(device);
    }

    @Test
    void otherValueWithTheSameHash_takesThePlace() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());

        String one = shared.of(new String("Aa"));
        assertThat(shared.of("BB")).isEqualTo("BB");
        String again = new String("Aa");

        assertThat(shared.of(again)).isSameAs(again).isNotSameAs(one);
    }
}
