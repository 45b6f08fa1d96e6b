package dev.siteedge.edge.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers with their unit: {@code 30s}, {@code 8MiB}. */
final class Quantities {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,12})\\s?([A-Za-z]+)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of(
            "B",
            1L,
            "kB",
            1_000L,
            "KB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "TiB",
            1L << 40);

    private Quantities() {}

    /** Null when the text is not a duration in ms, s, m, h or d. */
    static @Nullable Duration duration(String text) {
        Long millis = quantity(text, MILLIS);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    /** Bytes; null when the text is not a size in B, kB, MB, GB, KiB, MiB, GiB or TiB. */
    static @Nullable Long size(String text) {
        return quantity(text, BYTES);
    }

    /** The largest unit that divides the size. */
    static String sizeText(long bytes) {
        for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
            long width = BYTES.getOrDefault(unit, 1L);
            if (bytes % width == 0) {
                return bytes / width + unit;
            }
        }
        return bytes + "B";
    }

    private static @Nullable Long quantity(String text, Map<String, Long> units) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            return null;
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            return null;
        }
    }
}
