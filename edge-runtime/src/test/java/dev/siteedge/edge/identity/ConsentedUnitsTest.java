package dev.siteedge.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siteedge.edge.config.Consent;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentedUnitsTest {
    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2026-03-10T12:00:00Z");
    private Consent.Experiments experiments = Consent.Experiments.COOKIE;
    private Salts salts;
    private Visitors visitors;
    private ConsentedUnits units;

    @BeforeEach
    void open() {
        salts = new Salts(folder, new SecureRandom(), site -> ZoneOffset.UTC, clock);
        visitors = new Visitors(salts);
        units = new ConsentedUnits(site -> new Consent(Consent.Level.NONE, experiments, false), visitors, clock);
    }

    @AfterEach
    void close() {
        salts.close();
    }

    @Test
    void experimentsOff_noBucket() {
        experiments = Consent.Experiments.OFF;

        assertThat(units.bucket("a.com", caller("7", false))).isEmpty();
        assertThat(units.setCookie("a.com", caller(null, false), 7)).isNull();
    }

    @Test
    void visitorDay_bucketOfTheHashAndNoCookie() {
        experiments = Consent.Experiments.VISITOR_DAY;
        Caller caller = caller("7", false);
        long hash = visitors.visitor("a.com", caller, clock.instant(), false).hash();

        assertThat(units.bucket("a.com", caller)).isEqualTo(OptionalInt.of((int) Long.remainderUnsigned(hash, 10_000)));
        assertThat(units.setCookie("a.com", caller, 7)).isNull();
    }

    @Test
    void manyVisitors_bucketsCoverTheWholeRange() {
        experiments = Consent.Experiments.VISITOR_DAY;
        int low = 0;
        int n = 4_000;
        for (int i = 0; i < n; i++) {
            int bucket = units.bucket("a.com", new Caller("10.0." + i / 256 + "." + i % 256, "", "", null, false))
                    .getAsInt();
            assertThat(bucket).isBetween(0, 9_999);
            low += bucket < 5_000 ? 1 : 0;
        }
        // 5 standard deviations of a fair coin.
        assertThat(low).isBetween(n / 2 - 160, n / 2 + 160);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "42", "9999"})
    void validCookie_isTheBucket(String value) {
        Caller caller = caller(value, false);

        assertThat(units.bucket("a.com", caller)).isEqualTo(OptionalInt.of(Integer.parseInt(value)));
        assertThat(units.setCookie("a.com", caller, 7)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10000", "-1", "07", "1.5", "abc", "9 ", "٣", "99999999999999999999"})
    void forgedCookie_isIgnoredAndReplaced(String value) {
        Caller caller = caller(value, false);

        assertThat(units.bucket("a.com", caller)).isEqualTo(units.bucket("a.com", caller(null, false)));
        assertThat(units.setCookie("a.com", caller, 7)).startsWith("se_bucket=7;");
    }

    @Test
    void cookie_hasItsAttributes() {
        assertThat(units.setCookie("a.com", caller(null, false), 7))
                .isEqualTo("se_bucket=7; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax");
        assertThat(units.setCookie("a.com", caller(null, true), 7))
                .isEqualTo("se_bucket=7; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure");
    }

    private static Caller caller(String cookie, boolean secure) {
        return new Caller("192.0.2.1", "Firefox", "", cookie, secure);
    }
}
