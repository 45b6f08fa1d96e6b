package dev.siteedge.edge.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
    @Test
    void conditionsAndAlternatives_areRead() {
        assertThat(FilterParser.parse("event:page==/a|/b*;visit:country!=FR"))
                .containsExactly(
                        new Filter("event:page", false, List.of("/a", "/b*")),
                        new Filter("visit:country", true, List.of("FR")));
    }

    @Test
    void escapedBar_belongsToTheValue() {
        assertThat(FilterParser.parse("event:name==a\\|b|c"))
                .containsExactly(new Filter("event:name", false, List.of("a|b", "c")));
    }

    @Test
    void valueWithEqualsSigns_isKeptWhole() {
        assertThat(FilterParser.parse(" visit:utm_campaign == x==y "))
                .containsExactly(new Filter("visit:utm_campaign", false, List.of("x==y")));
    }

    @Test
    void customProperty_isAProperty() {
        assertThat(FilterParser.parse("event:props:Plan A!=pro"))
                .containsExactly(new Filter("event:props:Plan A", true, List.of("pro")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", ";;"})
    void nothing_isNoFilter(String text) {
        assertThat(FilterParser.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event:page", "event:page=/a", "==x", "visit:shoe==42", "event:page~x", "event:props:==x"})
    void whatCannotBeRead_isRefusedWithChoices(String text) {
        assertThatThrownBy(() -> FilterParser.parse(text))
                .isInstanceOf(BadParameterException.class)
                .hasMessageContaining("event:page");
    }

    @Test
    void twentyFirstCondition_isRefused() {
        assertThat(FilterParser.parse("visit:os==a;".repeat(20))).hasSize(20);
        assertThatThrownBy(() -> FilterParser.parse("visit:os==a;".repeat(21))).hasMessageContaining("at most 20");
    }
}
