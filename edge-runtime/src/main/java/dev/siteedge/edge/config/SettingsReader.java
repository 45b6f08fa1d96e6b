package dev.siteedge.edge.config;

import static dev.siteedge.edge.config.Settings.Collect;
import static dev.siteedge.edge.config.Settings.ConsentSettings;
import static dev.siteedge.edge.config.Settings.Flush;
import static dev.siteedge.edge.config.Settings.Server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the settings file. Reports all problems at once, each with its line. */
public final class SettingsReader {
    private static final int MAX_DAYS = 36_500;
    private static final Map<String, Boolean> DROP = Map.of("drop", true, "ignore", false);

    private final Map<String, String> environment;

    /**
     * Reads with an environment.
     *
     * @param environment where S3's keys are looked for when the file has none
     */
    public SettingsReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads and checks the file.
     *
     * @param file null for defaults only
     * @throws StartRefused when the file can't be read or anything in it is wrong
     */
    public Settings read(@Nullable Path file, Path site, Path data) {
        Problems problems = new Problems();
        String name = file == null ? "defaults" : Objects.toString(file.getFileName());
        YamlNode.Mapping root = new YamlReader(name, problems).read(file == null ? "" : text(file));
        problems.throwIfAny();
        Settings settings;
        try (Fields fields = new Fields(root, "", name, problems)) {
            settings = settings(fields, site, data);
        }
        problems.throwIfAny();
        return settings;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartRefused("--config is wrong: " + file + " can't be read as UTF-8 text. Name a YAML file.");
        }
    }

    private Settings settings(Fields fields, Path site, Path data) {
        return new Settings(
                site,
                data,
                server(fields.section("server")),
                sites(fields.section("sites")),
                collect(fields.section("collect")),
                consent(fields.section("consent")),
                new StoreReader(environment).read(fields.section("store"), data),
                flush(fields.section("flush")),
                days(fields.section("retention"), 365));
    }

    private static Server server(Fields fields) {
        try (fields;
                Fields cors = fields.section("cors")) {
            Integer port = fields.integer("port", 0, 65_535);
            return new Server(
                    fields.text("host", "127.0.0.1"),
                    port == null ? 8080 : port,
                    fields.list(
                            "trusted_proxies",
                            "an address or a range of addresses",
                            "Write it like 10.0.0.0/8.",
                            Cidr::parse),
                    cors.list(
                            "allow_origins", "an origin", "Write it like https://example.com.", SettingsReader::origin),
                    tls(fields.section("tls"), fields.has("tls")));
        }
    }

    private static Settings.@Nullable Tls tls(Fields fields, boolean wanted) {
        try (fields) {
            Path certificate = file(fields, "certificate", wanted);
            Path key = file(fields, "key", wanted);
            return certificate == null || key == null ? null : new Settings.Tls(certificate, key);
        }
    }

    private static @Nullable Path file(Fields fields, String key, boolean wanted) {
        if (wanted && !fields.has(key)) {
            fields.missing(key, "Name a PEM file.");
        }
        return fields.value(key, "a PEM file", "Name one.", StoreReader::path);
    }

    private static @Nullable String origin(String text) {
        return text.matches("https?://[A-Za-z0-9.\\-]+(:\\d{1,5})?|https?://\\[[0-9a-fA-F:.]+](:\\d{1,5})?")
                ? text.toLowerCase(Locale.ROOT)
                : null;
    }

    private static Map<String, Settings.Site> sites(Fields fields) {
        Map<String, Settings.Site> sites = new LinkedHashMap<>();
        try (fields) {
            fields.sections().forEach((id, site) -> sites.put(id.toLowerCase(Locale.ROOT), site(site)));
        }
        return sites;
    }

    private static Settings.Site site(Fields fields) {
        try (fields;
                Fields retention = fields.section("retention")) {
            ZoneId zone = fields.value(
                    "timezone", "a time zone's name", "Write it like Europe/Berlin.", SettingsReader::zone);
            return new Settings.Site(
                    fields.flag("public", false),
                    retention.integer("days", 1, MAX_DAYS),
                    zone == null ? Settings.Site.DEFAULT.timezone() : zone);
        }
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Collect collect(Fields fields) {
        try (fields;
                Fields bots = fields.section("bots")) {
            Boolean gpc = fields.choice("gpc", DROP);
            Boolean dnt = fields.choice("dnt", DROP);
            long maxLog = fields.size("max_log_bytes", 8L << 30, 64L << 20, 16L << 40);
            Integer perMinute = fields.integer("events_per_minute_per_ip", 0, 1_000_000);
            return new Collect(
                    gpc == null || gpc,
                    dnt == null || dnt,
                    bots.flag("enabled", true),
                    bots.flag("loopback", false),
                    maxLog,
                    perMinute == null ? 1_200 : perMinute);
        }
    }

    private static ConsentSettings consent(Fields fields) {
        try (fields) {
            return new ConsentSettings(
                    fields.choice("level", Words.LEVELS),
                    fields.choice("experiments", Words.EXPERIMENTS),
                    fields.flag("strict"));
        }
    }

    private static Flush flush(Fields fields) {
        try (fields) {
            Duration interval =
                    fields.duration("interval", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1));
            return new Flush(interval, fields.size("bytes", 8L << 20, 64L << 10, 256L << 20));
        }
    }

    private static int days(Fields fields, int fallback) {
        try (fields) {
            Integer days = fields.integer("days", 1, MAX_DAYS);
            return days == null ? fallback : days;
        }
    }
}
