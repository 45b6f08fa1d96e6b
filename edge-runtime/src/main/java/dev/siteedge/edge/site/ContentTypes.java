package dev.siteedge.edge.site;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.MimeTypes;

/** The content type of a file by its name; text is UTF-8, as Jekyll writes it. */
final class ContentTypes {
    private static final String UNKNOWN = "application/octet-stream";

    /** What Jetty's table lacks or says otherwise than today's standards. */
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("js", "text/javascript"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("atom", "application/atom+xml"),
            Map.entry("rss", "application/rss+xml"),
            Map.entry("xml", "application/xml"),
            Map.entry("map", "application/json"),
            Map.entry("geojson", "application/geo+json"),
            Map.entry("jsonld", "application/ld+json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("md", "text/markdown"),
            Map.entry("yml", "text/yaml"),
            Map.entry("yaml", "text/yaml"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("avif", "image/avif"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("otf", "font/otf"),
            Map.entry("wasm", "application/wasm"));

    private static final Set<String> TEXT = Set.of(
            "application/json",
            "application/geo+json",
            "application/ld+json",
            "application/manifest+json",
            "application/xml",
            "application/atom+xml",
            "application/rss+xml",
            "application/xhtml+xml",
            "image/svg+xml");

    private ContentTypes() {}

    static String of(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        if (dot < 0) {
            return file.equals("apple-app-site-association") ? "application/json;charset=utf-8" : UNKNOWN;
        }
        String extension = file.substring(dot + 1).toLowerCase(Locale.ROOT);
        String type = OWN.get(extension);
        if (type == null) {
            type = MimeTypes.DEFAULTS.getMimeForExtension(extension);
        }
        if (type == null) {
            return UNKNOWN;
        }
        return type.startsWith("text/") || TEXT.contains(type) ? type + ";charset=utf-8" : type;
    }
}
