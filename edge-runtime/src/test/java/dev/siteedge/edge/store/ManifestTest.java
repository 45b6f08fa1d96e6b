package dev.siteedge.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Segment SEGMENT = new Segment("l0/local/1-1-2.parquet", 1, 2, 2, 100, "ab", 5, 7);
    private static final Manifest MANIFEST = Manifest.empty("log", 0).withMore(List.of(SEGMENT), 2);

    @Test
    void parse_readsWhatWasWritten() throws Exception {
        assertThat(Manifest.parse(MANIFEST.toJson())).isEqualTo(MANIFEST);
    }

    @Test
    void parse_fromBeforeEventsHadTheirOwnTime_takesWhenTheyWereReceived() throws Exception {
        String json = new String(MANIFEST.toJson(), StandardCharsets.UTF_8)
                .replace("minTime", "minReceived")
                .replace("maxTime", "maxReceived");

        assertThat(json).contains("\"minReceived\":5");
        assertThat(Manifest.parse(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(MANIFEST);
    }
}
