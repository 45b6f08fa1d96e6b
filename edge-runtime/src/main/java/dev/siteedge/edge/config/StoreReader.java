package dev.siteedge.edge.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code store}: a folder, or a bucket whose keys stand in the file or in the environment. */
final class StoreReader {
    static final String ACCESS_KEY_VARIABLE = "SITE_EDGE_S3_ACCESS_KEY_ID";
    static final String SECRET_KEY_VARIABLE = "SITE_EDGE_S3_SECRET_ACCESS_KEY";

    private enum Type {
        DIRECTORY,
        S3
    }

    private final Map<String, String> environment;

    StoreReader(Map<String, String> environment) {
        this.environment = environment;
    }

    Settings.Store read(Fields fields, Path data) {
        try (fields) {
            Type type = fields.choice("type", Map.of("directory", Type.DIRECTORY, "s3", Type.S3));
            return type == Type.S3 ? bucket(fields) : directory(fields, data);
        }
    }

    private static Settings.Store directory(Fields fields, Path data) {
        Path path = fields.value("path", "a folder", "Name a folder.", StoreReader::path);
        return new Settings.Store.Directory(path == null ? data.resolve("store") : path);
    }

    static @Nullable Path path(String text) {
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private Settings.Store bucket(Fields fields) {
        URI endpoint = fields.value(
                "endpoint",
                "an http or https address",
                "Write it like https://ACCOUNT.r2.cloudflarestorage.com.",
                StoreReader::endpoint);
        if (!fields.has("endpoint")) {
            fields.missing("endpoint", "Name the service, e.g. https://ACCOUNT.r2.cloudflarestorage.com.");
        }
        String bucket = fields.value(
                "bucket",
                "3 to 63 of a-z, 0-9, '.' and '-'",
                "Name an existing bucket.",
                text -> text.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") ? text : null);
        if (!fields.has("bucket")) {
            fields.missing("bucket", "Name an existing bucket.");
        }
        String prefix = fields.text("prefix", "");
        return new Settings.Store.S3(
                endpoint == null ? URI.create("https://invalid") : endpoint,
                bucket == null ? "" : bucket,
                fields.text("region", "auto"),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                secret(fields, "access_key_id", ACCESS_KEY_VARIABLE),
                secret(fields, "secret_access_key", SECRET_KEY_VARIABLE));
    }

    /** A path is allowed in it: local emulations of R2 have one. */
    private static @Nullable URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private Secret secret(Fields fields, String key, String variable) {
        String given = fields.text(key);
        String value = given == null ? environment.getOrDefault(variable, "") : given;
        if (value.isBlank()) {
            fields.missing(key, "Write it there or set " + variable + ".");
        }
        return new Secret(value);
    }
}
