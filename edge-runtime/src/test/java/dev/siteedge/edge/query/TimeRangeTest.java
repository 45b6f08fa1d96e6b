package dev.siteedge.edge.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {
    private static final Instant NOW = Instant.parse("2026-12-03T10:17:42Z");

    @ParameterizedTest
    @CsvSource({
        "30m,,UTC,2026-12-03T09:48:00Z,2026-12-03T10:18:00Z,MINUTE",
        "24h,,UTC,2026-12-02T10:18:00Z,2026-12-03T10:18:00Z,MINUTE",
        "24h,HOUR,UTC,2026-12-02T11:00:00Z,2026-12-03T11:00:00Z,HOUR",
        "25h,,UTC,2026-12-02T10:00:00Z,2026-12-03T11:00:00Z,HOUR",
        "7d,,UTC,2026-11-26T11:00:00Z,2026-12-03T11:00:00Z,HOUR",
        "8d,,UTC,2026-11-26T00:00:00Z,2026-12-04T00:00:00Z,DAY",
        "30d,,Europe/Berlin,2026-11-03T23:00:00Z,2026-12-03T23:00:00Z,DAY",
        "30m,DAY,UTC,2026-12-03T00:00:00Z,2026-12-04T00:00:00Z,DAY"
    })
    void range_endsWithTheBucketOfNow(
            String range, Granularity asked, String zone, String from, String to, Granularity width) {
        TimeRange time = TimeRange.last(range, asked, ZoneId.of(zone), NOW);

        assertThat(time.from()).isEqualTo(Instant.parse(from));
        assertThat(time.to()).isEqualTo(Instant.parse(to));
        assertThat(time.granularity()).isEqualTo(width);
    }

    @Test
    void nowOnABucketsStart_isInTheRange() {
        Instant start = Instant.parse("2026-12-03T10:17:00Z");

        assertThat(TimeRange.last("30m", null, ZoneId.of("UTC"), start).to()).isAfter(start);
    }

    @Test
    void givenTimes_areTakenAsTheyAre() {
        TimeRange time =
                TimeRange.between("2026-01-01T00:00:30Z", "2026-01-01T02:00:00+01:00", null, ZoneId.of("UTC"), NOW);

        assertThat(time.from()).isEqualTo(Instant.parse("2026-01-01T00:00:30Z"));
        assertThat(time.to()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Test
    void givenDay_startsInTheZone() {
        TimeRange time = TimeRange.between("2026-01-01", "2026-02-01", null, ZoneId.of("Europe/Berlin"), NOW);

        assertThat(time.from()).isEqualTo(Instant.parse("2025-12-31T23:00:00Z"));
        assertThat(time.granularity()).isEqualTo(Granularity.DAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24", "0h", "-1d", "1y", "1000000d", "24H"})
    void wrongRange_isRefusedWithChoices(String range) {
        assertThatThrownBy(() -> TimeRange.last(range, null, ZoneId.of("UTC"), NOW))
                .isInstanceOf(BadParameterException.class)
                .hasMessageContaining("30m, 24h, 7d, 30d");
    }

    @Test
    void tenThousandBuckets_areTheLimit() {
        assertThat(TimeRange.last("10000m", Granularity.MINUTE, ZoneId.of("UTC"), NOW)
                        .granularity())
                .isEqualTo(Granularity.MINUTE);
        assertThatThrownBy(() -> TimeRange.last("10001m", Granularity.MINUTE, ZoneId.of("UTC"), NOW))
                .hasMessageContaining("10001 buckets are more than 10000");
    }
}
