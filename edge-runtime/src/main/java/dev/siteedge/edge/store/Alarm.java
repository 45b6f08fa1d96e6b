package dev.siteedge.edge.store;

import dev.siteedge.edge.log.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes its handler at a time that is kept beside the log, as an alarm of a Durable Object does
 * (https://developers.cloudflare.com/durable-objects/api/alarms/): at least once for each time that was set, also when
 * the process dies meanwhile; after a failure again, two seconds later and then twice as late each time, up to five
 * minutes and without end. The time is forgotten only after the handler was done, so a handler has to be repeatable. All
 * methods run on one thread.
 */
final class Alarm {
    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    static final Duration LAST_RETRY = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    /** What is done when the time has come; it may have been done before. */
    interface Handler {
        /** @throws RuntimeException counts as {@link Outcome#failed} */
        Outcome ring(Instant now);
    }

    /**
     * How it went.
     *
     * @param done false: it is tried again after a while
     * @param next when to ring next, null for never
     */
    record Outcome(boolean done, @Nullable Instant next) {
        static Outcome over() {
            return new Outcome(true, null);
        }

        static Outcome again(Instant next) {
            return new Outcome(true, next);
        }

        static Outcome failed() {
            return new Outcome(false, null);
        }
    }

    /** @param set when the time was set: a clock that is before it was put back, and waiting could take years */
    private record Setting(Instant due, Instant set) {}

    private final String name;
    private final EventLog log;
    private final Clock clock;
    private final Handler handler;
    private @Nullable Setting setting;
    private @Nullable Instant failedAt;
    private Duration pause = FIRST_RETRY;

    /** @param name of the alarm within its log, {@code a-z} */
    Alarm(String name, EventLog log, Clock clock, Handler handler) {
        this.name = name;
        this.log = log;
        this.clock = clock;
        this.handler = handler;
        this.setting = parse(log.note(key()));
    }

    /** When it rings next. */
    Optional<Instant> due() {
        return Optional.ofNullable(setting).map(Setting::due);
    }

    /** Rings at that time and at no other that was set before; kept on disk when this returns. */
    void set(Instant due) {
        write(new Setting(due, clock.instant()));
        failedAt = null;
        pause = FIRST_RETRY;
    }

    /**
     * For what has to be done now and then: a time that an earlier process set is left as it is. Call it again when the
     * time could not be kept.
     */
    void setUnlessSet(Instant due) {
        if (setting == null) {
            try {
                set(due);
            } catch (IllegalStateException e) {
                LOG.warn("{} is not due yet: {}", name, String.valueOf(e.getCause()));
            }
        }
    }

    /** Called every second or so. */
    void tick() {
        Setting ringing = setting;
        if (ringing == null || !isOver(ringing.set(), ringing.due()) || !isRested()) {
            return;
        }
        Instant now = clock.instant();
        try {
            Outcome outcome = handler.ring(now);
            if (outcome.done()) {
                finish(outcome.next());
                return;
            }
        } catch (RuntimeException e) {
            LOG.error("{} failed and will be tried again", name, e);
        }
        pause = failedAt == null ? FIRST_RETRY : longer(pause);
        failedAt = now;
    }

    private void finish(@Nullable Instant next) {
        write(next == null ? null : new Setting(next, clock.instant()));
        failedAt = null;
    }

    private boolean isRested() {
        return failedAt == null || isOver(failedAt, failedAt.plus(pause));
    }

    private boolean isOver(Instant since, Instant until) {
        Instant now = clock.instant();
        return !now.isBefore(until) || now.isBefore(since);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : twice;
    }

    private void write(@Nullable Setting next) {
        String text =
                next == null ? "" : next.due().toEpochMilli() + " " + next.set().toEpochMilli();
        try {
            log.note(key(), text).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the time of " + name + " can't be kept", e.getCause());
        }
        setting = parse(text);
    }

    private String key() {
        return "alarm." + name;
    }

    private static @Nullable Setting parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String[] millis = text.split(" ", 2);
        return new Setting(
                Instant.ofEpochMilli(Long.parseLong(millis[0])), Instant.ofEpochMilli(Long.parseLong(millis[1])));
    }
}
