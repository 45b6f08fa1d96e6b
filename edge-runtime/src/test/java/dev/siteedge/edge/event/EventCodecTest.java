package dev.siteedge.edge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private static final CBORFactory CBOR = new CBORFactory();
    private static final Visitor KNOWN = new Visitor(Long.MIN_VALUE, -1L, "session-ü", "user");
    private static final Source SOURCE = new Source("https://a.example/x", "a.example", "cpc", "u", "c", "o", "t");
    private static final Device DEVICE = new Device("FR", "Desktop", "Firefox", "Linux");

    static List<Event> events() {
        return List.of(
                new Pageview("i", "example.com", KNOWN, "/日本語 😀", SOURCE, DEVICE, Map.of("a", "1", "b", "")),
                Events.pageview("plain", 0, "/"),
                new CustomEvent(
                        "i",
                        "example.com",
                        KNOWN,
                        "/",
                        SOURCE,
                        DEVICE,
                        "cat",
                        "act",
                        "lab",
                        -0.5,
                        new Revenue(new BigDecimal("123456789012.345"), "EUR"),
                        Map.of("k", "v")),
                Events.custom("c", Long.MAX_VALUE, "", "signup"),
                new CustomEvent(
                        "i",
                        "example.com",
                        KNOWN,
                        "/",
                        SOURCE,
                        DEVICE,
                        "",
                        "zero",
                        "",
                        0.0,
                        new Revenue(new BigDecimal("0.10"), "JPY"),
                        Map.of()),
                new Engagement("i", "example.com", KNOWN, "/", SOURCE, DEVICE, 2_592_000_000L, 100),
                Events.engagement("g", 1, 0),
                Events.exposure("x", "v:00ff", "bold"),
                Events.allocation("a", "u:00ff", "control"),
                Events.goal("r", "v:1", "signup"),
                new GoalReached("r", "example.com", "hero", "1", "v:1", "/thanks/", 12.5));
    }

    private static byte[] write(Event event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = CBOR.createGenerator(bytes)) {
            EventCodec.write(out, event);
        }
        return bytes.toByteArray();
    }

    private static Event read(byte[] bytes) throws IOException {
        try (JsonParser in = CBOR.createParser(bytes)) {
            in.nextToken();
            return EventCodec.read(in, new SharedValues());
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void written_isReadTheSame(Event event) throws IOException {
        assertThat(read(write(event))).isEqualTo(event);
    }

    @Test
    void fieldsOfALaterVersion_areSkipped() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = CBOR.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeObjectFieldStart("new");
            out.writeNumberField("fraction", 1.5);
            out.writeArrayFieldStart("deep");
            out.writeNumber(1);
            out.writeEndArray();
            out.writeEndObject();
            out.writeNumberField("ratio", 1.5);
            out.writeBooleanField("flag", true);
            for (String[] field : new String[][] {
                {"t", "x"}, {"i", "id"}, {"s", "example.com"}, {"e", "hero"}, {"ph", "1"}, {"u", "v:1"}, {"va", "bold"}
            }) {
                out.writeStringField(field[0], field[1]);
            }
            out.writeNumberField("v", 1);
            out.writeEndObject();
        }

        assertThat(read(bytes.toByteArray())).isEqualTo(Events.exposure("id", "v:1", "bold"));
    }

    @Test
    void newerVersionUnknownTypeOrMissingVersion_areRefused() throws IOException {
        assertThatThrownBy(() -> read(map("v", 2, "t", "p")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> read(map("v", 1, "t", "q")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'q'");
        assertThatThrownBy(() -> read(map("w", 1, "t", "p")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'v'");
    }

    private static byte[] map(String number, int value, String text, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = CBOR.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField(number, value);
            out.writeStringField(text, content);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
