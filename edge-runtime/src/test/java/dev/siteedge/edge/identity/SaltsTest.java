package dev.siteedge.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.event.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltsTest {
    private static final String SITE = "example.com";
    private static final Caller CALLER = new Caller("192.0.2.1", "Firefox", "", null, false);

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-03-10T12:00:00Z");
    private ZoneId zone = ZoneId.of("UTC");
    private Salts salts;
    private Visitors visitors;

    @BeforeEach
    void open() {
        salts = new Salts(folder, new SecureRandom(), site -> zone, clock);
        visitors = new Visitors(salts);
    }

    @AfterEach
    void close() {
        salts.close();
    }

    @Test
    void sameDay_sameHash_alsoAfterARestart() {
        long hash = visitor().hash();
        assertThat(visitor().hash()).isEqualTo(hash);
        close();
        open();

        assertThat(visitor().hash()).isEqualTo(hash);
        assertThat(visitor().previous()).isNull();
    }

    @Test
    void anythingElse_otherHash() {
        assertThat(Stream.of(
                                visitors.visitor(SITE, CALLER, clock.instant(), false),
                                visitors.visitor("other.com", CALLER, clock.instant(), false),
                                visitors.visitor(SITE, caller("192.0.2.2", "Firefox"), clock.instant(), false),
                                visitors.visitor(SITE, caller("192.0.2.1", "Chrome"), clock.instant(), false),
                                // The fields do not run into each other.
                                visitors.visitor(SITE, caller("192.0.2.1F", "irefox"), clock.instant(), false))
                        .map(Visitor::hash)
                        .distinct())
                .hasSize(5);
    }

    @Test
    void midnight_newHash_withYesterdaysForHalfAnHour() {
        clock.set("2026-03-10T23:59:59.999Z");
        long yesterday = visitor().hash();
        clock.set("2026-03-11T00:00:00Z");

        assertThat(visitor().hash()).isNotEqualTo(yesterday);
        assertThat(visitor().previous()).isEqualTo(yesterday);
        clock.set("2026-03-11T00:29:59.999Z");
        assertThat(visitor().previous()).isEqualTo(yesterday);
        clock.set("2026-03-11T00:30:00Z");
        assertThat(visitor().previous()).isNull();
    }

    @Test
    void eventOfYesterday_hasYesterdaysHashAsLongAsItsSaltIsThere() {
        clock.set("2026-03-10T23:00:00Z");
        Instant then = clock.instant();
        long yesterday = visitor().hash();
        clock.set("2026-03-11T22:59:59Z");

        assertThat(visitors.isYesterday(SITE, clock.instant(), then)).isTrue();
        assertThat(visitors.isYesterday(SITE, clock.instant(), Instant.parse("2026-03-11T00:00:00Z")))
                .isFalse();
        assertThat(visitors.visitor(SITE, CALLER, clock.instant(), true))
                .isEqualTo(new Visitor(yesterday, null, null, null));
        assertThat(visitors.visitor("new.com", CALLER, clock.instant(), true))
                .as("a site without a yesterday")
                .isEqualTo(visitors.visitor("new.com", CALLER, clock.instant(), false));
    }

    @Test
    void dayEndsAtTheSitesMidnight_whateverTheClockChange() {
        zone = ZoneId.of("Europe/Berlin");
        // The day of 29 March 2026 has 23 hours: 23:00Z to 22:00Z.
        clock.set("2026-03-28T23:00:00Z");
        long day = visitor().hash();
        clock.set("2026-03-29T21:59:59Z");
        assertThat(visitor().hash()).isEqualTo(day);
        clock.set("2026-03-29T22:00:00Z");
        assertThat(visitor().hash()).isNotEqualTo(day);
        assertThat(visitor().previous()).isEqualTo(day);
    }

    @Test
    void midnightThatDoesNotExist_dayStartsAtTheFirstInstant() {
        zone = ZoneId.of("America/Sao_Paulo");
        // On 4 November 2018 the clock went from 00:00 to 01:00: the day began at 03:00Z.
        clock.set("2018-11-04T02:59:59Z");
        long before = visitor().hash();
        clock.set("2018-11-04T03:00:00Z");

        assertThat(visitor().hash()).isNotEqualTo(before);
        assertThat(visitor().previous()).isEqualTo(before);
    }

    @Test
    void dayAfterTomorrow_saltIsGoneFromTheFilesBytes() throws IOException {
        visitor();
        byte[] salt = saltOf(LocalDate.parse("2026-03-10"));
        assertThat(filesContain(salt)).isTrue();

        clock.set("2026-03-11T12:00:00Z");
        visitor();
        assertThat(filesContain(salt)).isTrue();
        clock.set("2026-03-12T00:00:00Z");
        visitor();

        assertThat(filesContain(salt)).isFalse();
    }

    @Test
    void nobodyComesBy_sweepDeletesAllTheSame() throws IOException {
        visitor();
        byte[] salt = saltOf(LocalDate.parse("2026-03-10"));
        clock.set("2026-03-12T00:00:00Z");

        salts.sweep();

        assertThat(filesContain(salt)).isFalse();
    }

    @Test
    void stoppedForDays_startDeletes() throws IOException {
        visitor();
        byte[] salt = saltOf(LocalDate.parse("2026-03-10"));
        close();
        clock.advance(Duration.ofDays(9));
        open();

        assertThat(filesContain(salt)).isFalse();
        assertThat(visitor().previous()).isNull();
    }

    @Test
    void files_areTheOwnersOnly() throws IOException {
        visitor();
        Routing.open(folder, new SecureRandom(), 64);
        for (Path file : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void userId_onlyItsDigestIsKept() {
        // printf 'example.com\nalice' | sha256sum | head -c 32
        assertThat(Visitors.userDigest(SITE, "alice")).isEqualTo("5dd857eb7cb3486dfa43eb5133821cd4");
    }

    private Visitor visitor() {
        return visitors.visitor(SITE, CALLER, clock.instant(), false);
    }

    private static Caller caller(String ip, String userAgent) {
        return new Caller(ip, userAgent, "", null, false);
    }

    private byte[] saltOf(LocalDate day) {
        try (SaltFile file = new SaltFile(folder, new SecureRandom())) {
            return file.read(SITE, day);
        }
    }

    private boolean filesContain(byte[] salt) throws IOException {
        for (Path file : files()) {
            if (contains(Files.readAllBytes(file), salt)) {
                return true;
            }
        }
        return false;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
