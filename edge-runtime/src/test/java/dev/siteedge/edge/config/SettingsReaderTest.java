package dev.siteedge.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static final Path SITE = Path.of("site");
    private static final Path DATA = Path.of("data");

    @TempDir
    Path folder;

    @Test
    void noFile_defaults() {
        Settings settings = new SettingsReader(Map.of()).read(null, SITE, DATA);

        assertThat(settings.server()).isEqualTo(new Settings.Server("127.0.0.1", 8080, List.of(), List.of(), null));
        assertThat(settings.collect()).isEqualTo(new Settings.Collect(true, true, true, false, 8L << 30, 1_200));
        assertThat(settings.store()).isEqualTo(new Settings.Store.Directory(DATA.resolve("store")));
        assertThat(settings.flush()).isEqualTo(new Settings.Flush(Duration.ofSeconds(30), 8L << 20));
        assertThat(settings.retentionDays("example.com")).isEqualTo(365);
        assertThat(settings.site("example.com").timezone()).isEqualTo(ZoneOffset.UTC);
        assertThat(settings.site("example.com").isPublic()).isFalse();
    }

    @Test
    void everyKey_isRead() throws IOException {
        Settings settings = read("""
                server:
                  host: 0.0.0.0
                  port: 0
                  trusted_proxies: [10.0.0.0/8, "::1"]
                  cors: {allow_origins: ["https://Example.com"]}
                sites:
                  Example.com: {public: true, retention: {days: 30}, timezone: Europe/Berlin}
                collect:
                  gpc: ignore
                  dnt: ignore
                  bots: {enabled: false, loopback: true}
                  max_log_bytes: 64MiB
                  events_per_minute_per_ip: 0
                consent: {level: necessary, experiments: off, strict: true}
                store:
                  type: s3
                  endpoint: https://account.r2.cloudflarestorage.com
                  bucket: events
                  prefix: a
                  access_key_id: key
                  secret_access_key: secret
                flush: {interval: 1h, bytes: 64KiB}
                retention: {days: 36500}
                """, Map.of());

        assertThat(settings.server().host()).isEqualTo("0.0.0.0");
        assertThat(settings.server().port()).isZero();
        assertThat(settings.server().trustedProxies()).containsExactly(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1/128"));
        assertThat(settings.server().allowOrigins()).containsExactly("https://example.com");
        assertThat(settings.site("example.com")).isEqualTo(new Settings.Site(true, 30, ZoneId.of("Europe/Berlin")));
        assertThat(settings.retentionDays("example.com")).isEqualTo(30);
        assertThat(settings.retentionDays("other.com")).isEqualTo(36_500);
        assertThat(settings.collect()).isEqualTo(new Settings.Collect(false, false, false, true, 64L << 20, 0));
        assertThat(settings.consent())
                .isEqualTo(new Settings.ConsentSettings(Consent.Level.NECESSARY, Consent.Experiments.OFF, true));
        assertThat(settings.store())
                .isEqualTo(new Settings.Store.S3(
                        URI.create("https://account.r2.cloudflarestorage.com"),
                        "events",
                        "auto",
                        "a/",
                        new Secret("key"),
                        new Secret("secret")));
        assertThat(settings.flush()).isEqualTo(new Settings.Flush(Duration.ofHours(1), 64L << 10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server: {port: 65536}               | server.port (edge.yml:1) is wrong: 65536; a whole number from 0 to 65535.
            server: {port: -1}                  | server.port (edge.yml:1) is wrong: -1;
            server: {host: [a]}                 | server.host (edge.yml:1) is wrong: a list; a text.
            server: {trusted_proxies: 10.0.0.1} | server.trusted_proxies (edge.yml:1) is wrong: 10.0.0.1; a list.
            server: {trusted_proxies: [x]}      | server.trusted_proxies (edge.yml:1) is wrong: x; an address or a range
            server: {cors: {allow_origins: ["*"]}} | server.cors.allow_origins (edge.yml:1) is wrong: *; an origin.
            server: 1                           | server (edge.yml:1) is wrong: 1; a mapping.
            collect: {gpc: keep}                | collect.gpc (edge.yml:1) is wrong: keep; one of drop, ignore.
            collect: {max_log_bytes: 63MiB}     | collect.max_log_bytes (edge.yml:1) is wrong: 63MiB; a size from 64MiB to 16TiB. Write it like 8MiB.
            collect: {max_log_bytes: 17TiB}     | a size from 64MiB to 16TiB
            collect: {bots: {enabled: maybe}}   | collect.bots.enabled (edge.yml:1) is wrong: maybe; one of false, true.
            consent: {level: all}               | consent.level (edge.yml:1) is wrong: all; one of analytics, necessary, none.
            flush: {interval: 999ms}            | flush.interval (edge.yml:1) is wrong: 999ms; a duration from 1s to 3600s.
            flush: {interval: 61m}              | a duration from 1s to 3600s
            flush: {interval: 30}               | Write it like 30s, 5m or 1h.
            flush: {bytes: 65535B}              | a size from 64KiB to 256MiB
            flush: {bytes: 257MiB}              | a size from 64KiB to 256MiB
            retention: {days: 0}                | retention.days (edge.yml:1) is wrong: 0; a whole number from 1 to 36500.
            retention: {days: 36501}            | a whole number from 1 to 36500
            sites: {a.com: {timezone: Mars}}    | sites.a.com.timezone (edge.yml:1) is wrong: Mars; a time zone's name.
            store: {type: ftp}                  | store.type (edge.yml:1) is wrong: ftp; one of directory, s3.
            colect: {}                          | colect (edge.yml:1) is unknown; did you mean 'collect'?
            server: {prot: 1}                   | server.prot (edge.yml:1) is unknown; did you mean 'port'? Known: cors, port,
            zzz: 1                              | zzz (edge.yml:1) is unknown; Known: server, sites, collect, consent,
            '[1'                                | edge.yml:1 is not YAML
            just text                           | edge.yml:1 is wrong: not a mapping.
            """)
    void wrongSetting_saysWhereWhatAndHow(String yaml, String expected) {
        assertThat(problems(yaml)).singleElement().asString().contains(expected);
    }

    @Test
    void manyMistakes_areAllTold() {
        String yaml = """
                server:
                  port: many
                  hots: 1
                flush:
                  interval: soon
                """;

        assertThat(problems(yaml))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("server.port (edge.yml:2)"))
                .anyMatch(line -> line.startsWith("server.hots (edge.yml:3)"))
                .anyMatch(line -> line.startsWith("flush.interval (edge.yml:5)"));
    }

    @Test
    void keyTwice_isAProblem() {
        assertThat(problems("flush: {interval: 1s}\nflush: {interval: 2s}\n"))
                .containsExactly("flush (edge.yml:2) is there twice. Keep one.");
    }

    @Test
    void bucketWithoutKeys_namesTheVariables() {
        assertThat(problems("store: {type: s3, endpoint: 'https://s3.example', bucket: abc}"))
                .hasSize(2)
                .anyMatch(line -> line.contains("SITE_EDGE_S3_ACCESS_KEY_ID"))
                .anyMatch(line -> line.contains("SITE_EDGE_S3_SECRET_ACCESS_KEY"));
    }

    @Test
    void bucketKeys_comeFromTheEnvironmentAndAreNotPrinted() throws IOException {
        Settings settings = read(
                "store: {type: s3, endpoint: 'https://s3.example', bucket: abc}",
                Map.of("SITE_EDGE_S3_ACCESS_KEY_ID", "AKIA", "SITE_EDGE_S3_SECRET_ACCESS_KEY", "hush"));

        assertThat(((Settings.Store.S3) settings.store()).secretAccessKey().value())
                .isEqualTo("hush");
        assertThat(settings.toString()).doesNotContain("hush").doesNotContain("AKIA");
    }

    @Test
    void wrongSecret_isNotRepeated() {
        assertThat(problems("store: {type: s3, endpoint: 'https://s3.example', bucket: abc, access_key_id: k,"
                        + " secret_access_key: [hush]}"))
                .isNotEmpty()
                .noneMatch(line -> line.contains("hush"));
    }

    @Test
    void missingFile_isOneLine() {
        StartRefused refused = catchThrowableOfType(
                StartRefused.class, () -> new SettingsReader(Map.of()).read(folder.resolve("none.yml"), SITE, DATA));

        assertThat(refused.problems()).singleElement().asString().startsWith("--config is wrong: ");
    }

    @Test
    void commandLine_winsOverTheFile() throws IOException {
        Settings settings = read("server: {host: 10.0.0.1, port: 1}", Map.of());

        assertThat(settings.listeningOn("127.0.0.1", 2).server().host()).isEqualTo("127.0.0.1");
        assertThat(settings.listeningOn(null, 2).server().host()).isEqualTo("10.0.0.1");
        assertThat(settings.listeningOn(null, null).server().port()).isEqualTo(1);
    }

    private Settings read(String yaml, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("edge.yml"), yaml);
        return new SettingsReader(environment).read(file, SITE, DATA);
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(StartRefused.class, () -> read(yaml, Map.of()))
                .problems();
    }
}
