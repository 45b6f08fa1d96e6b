package dev.siteedge.edge.identity;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The salts of today and yesterday by site; a day ends at the site's local midnight. Older ones are deleted when the day
 * changes, and by {@link #sweep} where no visitor comes by.
 *
 * <p>Safe for use by many threads: the day's salt is read from memory, a change of the day takes a lock.
 */
public final class Salts implements AutoCloseable {
    /** How long after midnight an event carries yesterday's hash too, as long as a session may be idle. */
    static final Duration GRACE = Duration.ofMinutes(30);

    private final Map<String, Day> days = new ConcurrentHashMap<>();
    private final SaltFile file;
    private final Function<String, ZoneId> zones;
    private final Clock clock;

    /** One local day of a site: from its first instant to, exclusively, the next day's. */
    static final class Day {
        private final Instant from;
        private final Instant to;
        private final KeyedHash today;
        private final @Nullable KeyedHash yesterday;

        /** @param yesterday null when there was none */
        Day(Instant from, Instant to, byte[] today, byte @Nullable [] yesterday) {
            this.from = from;
            this.to = to;
            this.today = new KeyedHash(today);
            this.yesterday = yesterday == null ? null : new KeyedHash(yesterday);
        }

        KeyedHash today() {
            return today;
        }

        boolean contains(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }

        /** Yesterday's salt, null when there was none. */
        @Nullable KeyedHash yesterday() {
            return yesterday;
        }

        boolean beganAfter(Instant instant) {
            return instant.isBefore(from);
        }

        /** Yesterday's salt while it still counts, else null. */
        @Nullable KeyedHash previous(Instant now) {
            return now.isBefore(from.plus(GRACE)) ? yesterday : null;
        }
    }

    /** @param zones the time zone of a site */
    public Salts(Path data, SecureRandom random, Function<String, ZoneId> zones, Clock clock) {
        this.file = new SaltFile(data, random);
        this.zones = zones;
        this.clock = clock;
        sweep();
    }

    Day day(String site, Instant now) {
        Day known = days.get(site);
        return known != null && known.contains(now) ? known : turn(site, now);
    }

    /** Deletes salts that are older than yesterday; called at start and about once a minute. */
    public synchronized void sweep() {
        Instant now = clock.instant();
        days.values().removeIf(day -> !day.contains(now));
        for (String site : file.sites()) {
            file.deleteBefore(site, dateAt(site, now).minusDays(1));
        }
    }

    @Override
    public synchronized void close() {
        file.close();
    }

    private synchronized Day turn(String site, Instant now) {
        Day known = days.get(site);
        if (known != null && known.contains(now)) {
            return known;
        }
        LocalDate date = dateAt(site, now);
        ZoneId zone = zones.apply(site);
        file.deleteBefore(site, date.minusDays(1));
        Day day = new Day(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant(),
                file.readOrCreate(site, date),
                file.read(site, date.minusDays(1)));
        days.put(site, day);
        return day;
    }

    private LocalDate dateAt(String site, Instant now) {
        return now.atZone(zones.apply(site)).toLocalDate();
    }
}
