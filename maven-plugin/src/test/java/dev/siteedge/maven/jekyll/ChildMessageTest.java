package dev.siteedge.maven.jekyll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.maven.jekyll.ChildMessage.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildMessageTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "two\nlines\r\n", "a\ttab", "back\\slash \\n", "mark\\", "über → ж"})
    void field_survivesTheLine(String field) {
        String line = ChildMessage.format(Kind.FAILED, field, "trace");

        assertThat(line).doesNotContain("\n").doesNotContain("\r");
        assertThat(ChildMessage.parse(line)).hasValue(new ChildMessage(Kind.FAILED, List.of(field, "trace")));
    }

    @Test
    void pluginsTextBeforeAMessage_isKeptApart() {
        String line = "half a line" + ChildMessage.format(Kind.DONE, 7, 5);

        assertThat(ChildMessage.parse(line).orElseThrow().number(0)).isEqualTo(7);
        assertThat(ChildMessage.textBefore(line)).isEqualTo("half a line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "\u0001UNKNOWN\tx", "\u0001DONE", "\u0001DONE\t1\t2\t3"})
    void otherText_isNoMessage(String line) {
        assertThat(ChildMessage.parse(line)).isEmpty();
    }
}
