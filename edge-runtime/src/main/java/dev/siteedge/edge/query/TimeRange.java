package dev.siteedge.edge.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A half-open stretch of time, cut into buckets.
 *
 * <p>A {@code range} ends with the bucket that now is in, that bucket included: {@code to} is the bucket's end, {@code from}
 * lies the range before it and is rounded down to a bucket's start. {@code from} and {@code to} given as times are taken as
 * they are; a bucket that they cut counts what is inside.
 */
record TimeRange(Instant from, Instant to, Granularity granularity, ZoneId zone) {
    /** More points than this make neither a chart nor a small answer. */
    static final int MAX_BUCKETS = 10_000;

    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
    private static final String RANGE_CHOICES = "a number and m, h or d, such as 30m, 24h, 7d, 30d";

    /** @param granularity null for the one that suits the length */
    static TimeRange last(String range, @Nullable Granularity granularity, ZoneId zone, Instant now) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new BadParameterException("range", range, RANGE_CHOICES);
        }
        long count = Long.parseLong(matcher.group(1));
        ChronoUnit unit = unit(matcher.group(2));
        Granularity width = granularity == null ? suiting(unit.getDuration().multipliedBy(count)) : granularity;
        ZonedDateTime to = next(start(now.atZone(zone), width), width);
        Instant from = start(to.minus(count, unit), width).toInstant();
        return new TimeRange(from, to.toInstant(), width, zone).checked();
    }

    /** @param to null for the end of the bucket that now is in */
    static TimeRange between(
            String from, @Nullable String to, @Nullable Granularity granularity, ZoneId zone, Instant now) {
        Instant start = instant("from", from, zone);
        Instant end = to == null ? null : instant("to", to, zone);
        Instant last = end == null ? now : end;
        if (!start.isBefore(last)) {
            throw new BadParameterException("from", from, "a time before to");
        }
        Granularity width = granularity == null ? suiting(Duration.between(start, last)) : granularity;
        Instant closed =
                end == null ? next(start(now.atZone(zone), width), width).toInstant() : end;
        return new TimeRange(start, closed, width, zone).checked();
    }

    private TimeRange checked() {
        long seconds = Duration.between(from, to).toSeconds();
        long width = unit(granularity).getDuration().toSeconds();
        long buckets = (seconds + width - 1) / width;
        if (buckets > MAX_BUCKETS) {
            throw new BadParameterException(
                    "granularity",
                    MetricsParameters.spelled(granularity),
                    buckets + " buckets are more than " + MAX_BUCKETS + ", choose a wider one");
        }
        return this;
    }

    private static Granularity suiting(Duration length) {
        if (length.compareTo(Duration.ofHours(24)) <= 0) {
            return Granularity.MINUTE;
        }
        return length.compareTo(Duration.ofDays(7)) <= 0 ? Granularity.HOUR : Granularity.DAY;
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    private static ChronoUnit unit(Granularity width) {
        return switch (width) {
            case MINUTE -> ChronoUnit.MINUTES;
            case HOUR -> ChronoUnit.HOURS;
            case DAY -> ChronoUnit.DAYS;
        };
    }

    private static ZonedDateTime start(ZonedDateTime time, Granularity width) {
        return time.truncatedTo(unit(width));
    }

    private static ZonedDateTime next(ZonedDateTime start, Granularity width) {
        return start.plus(1, unit(width));
    }

    private static Instant instant(String parameter, String text, ZoneId zone) {
        try {
            return text.length() == "2026-12-01".length()
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadParameterException(
                    parameter, text, "a time such as 2026-12-01T00:00:00Z, or a day such as 2026-12-01");
        }
    }
}
